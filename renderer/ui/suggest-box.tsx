import { Autocomplete as Base } from '@base-ui/react/autocomplete';
import { cx } from './cx.ts';
import { controlClass } from './field.tsx';

interface SuggestBoxProps {
  value: string;
  onChange: (value: string) => void;
  /** Offered while typing; anything else may be typed as well. */
  suggestions: readonly string[];
  placeholder?: string | undefined;
  disabled?: boolean;
  mono?: boolean;
  /** Name where no frame gives one. */
  label?: string;
  onBlur?: () => void;
  onKeyDown?: (event: React.KeyboardEvent<HTMLInputElement>) => void;
  /** A suggestion was chosen, not typed. */
  onChoose?: (value: string) => void;
  inputRef?: React.Ref<HTMLInputElement>;
  className?: string;
}

/** A text field that offers what is known; for rows that frame it themselves. */
export function SuggestBox({
  value,
  onChange,
  suggestions,
  placeholder,
  disabled = false,
  mono = false,
  label,
  onBlur,
  onKeyDown,
  onChoose,
  inputRef,
  className,
}: SuggestBoxProps) {
  return (
    <Base.Root
      items={suggestions}
      value={value}
      openOnInputClick
      disabled={disabled}
      onValueChange={(next, { reason }) => {
        if (reason === 'item-press' && onChoose) onChoose(next);
        else onChange(next);
      }}
    >
      <Base.Input
        ref={inputRef}
        aria-label={label}
        placeholder={placeholder}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
        className={cx(controlClass, mono && 'font-mono', className)}
      />
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-60 outline-none data-empty:hidden">
          <Base.Popup className="max-h-[min(320px,var(--available-height))] w-(--anchor-width) overflow-y-auto rounded-menu border border-hairline bg-raised p-1 shadow-lift data-empty:hidden">
            <Base.List>
              {(item: string) => (
                <Base.Item
                  key={item}
                  value={item}
                  className="flex min-h-8 items-center rounded-control px-2 py-1 text-dense text-body outline-none select-none data-highlighted:bg-inset data-highlighted:text-strong pointer-coarse:min-h-11"
                >
                  {item}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
