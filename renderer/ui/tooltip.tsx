import { Tooltip as Base } from '@base-ui/react/tooltip';
import { KeyHint } from './key-hint.tsx';

interface TooltipProps {
  content: React.ReactNode;
  /** Shortcut shown after the text. */
  keys?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that can take focus. */
  children: React.ReactElement;
}

/** Extra words on hover and focus; never the only place for a meaning (ui.md AX-4). */
export function Tooltip({ content, keys, side = 'top', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={8} className="z-40">
          <Base.Popup className="flex max-w-80 items-center gap-2 rounded-control border border-hairline bg-raised px-2 py-1 text-dense text-body shadow-lift transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {content}
            {keys !== undefined && <KeyHint keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export const TooltipProvider = Base.Provider;
