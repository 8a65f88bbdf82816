import { cx } from './cx.ts';

const apple = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

/** `Mod` becomes the platform's own key; a space separates keys pressed one after the other. */
export function keyLabel(keys: string): string {
  return keys
    .replaceAll('Mod', apple ? '⌘' : 'Ctrl')
    .replaceAll('ArrowDown', '↓')
    .replaceAll('ArrowUp', '↑')
    .replaceAll('+', ' ');
}

/** A key or key sequence, e.g. `Mod+K`, `g p`, `[`. */
export function KeyHint({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd
      className={cx(
        'inline-flex items-center gap-1 rounded-bar border border-hairline px-1 font-mono text-caption text-muted',
        className,
      )}
    >
      {keyLabel(keys)}
    </kbd>
  );
}
