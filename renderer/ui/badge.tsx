import { Toggle } from '@base-ui/react/toggle';
import { X } from 'lucide-react';
import { cx } from './cx.ts';
import { count as formatCount } from './format.ts';
import { Icon } from './icon.tsx';
import { toneSoft, toneText, type Tone } from './tone.ts';

/** A short fixed mark beside a name, e.g. "observe only". */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: React.ReactNode }) {
  return (
    <span className={cx('inline-flex items-center rounded-bar px-1.5 text-caption whitespace-nowrap', toneSoft[tone])}>
      {children}
    </span>
  );
}

interface ChipProps {
  children: React.ReactNode;
  pressed: boolean;
  onPressedChange: (pressed: boolean) => void;
  count?: number | undefined;
  /** Colour of the count. */
  tone?: Tone;
}

/** A filter that is on or off, with the number of things it would show. */
export function Chip({ children, pressed, onPressedChange, count, tone = 'plain' }: ChipProps) {
  return (
    <Toggle
      pressed={pressed}
      onPressedChange={onPressedChange}
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control border border-transparent px-2 text-dense whitespace-nowrap text-muted transition-colors duration-120 hover:bg-raised hover:text-strong data-pressed:border-hairline data-pressed:bg-raised data-pressed:text-strong pointer-coarse:h-11 pointer-coarse:px-3"
    >
      {children}
      {count !== undefined && <span className={cx('tabular text-caption', toneText[tone])}>{formatCount(count)}</span>}
    </Toggle>
  );
}

/** Chips side by side; scrolls sideways on narrow screens instead of wrapping. */
export function ChipGroup({
  label,
  children,
  className,
}: {
  label: string;
  children: React.ReactNode;
  className?: string;
}) {
  return (
    <fieldset aria-label={label} className={cx('flex min-w-0 gap-1 overflow-x-auto p-0.5', className)}>
      {children}
    </fieldset>
  );
}

/** An active filter with a way to take it off. */
export function RemovableChip({
  label,
  removeLabel,
  onRemove,
}: {
  label: string;
  removeLabel: string;
  onRemove: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={removeLabel}
      onClick={onRemove}
      className="hit inline-flex h-6 items-center gap-1 rounded-bar bg-raised px-1.5 text-dense text-body hover:text-strong"
    >
      {label}
      <Icon icon={X} />
    </button>
  );
}
