import { Autocomplete as Base } from '@base-ui/react/autocomplete';
import { useLayoutEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { controlClass } from './field.tsx';
import type { SuggestBoxProps } from './suggest-box.tsx';

interface SuggestMenuProps extends SuggestBoxProps {
  /** What is selected in the plain field that this one takes the place of; null while that has no focus. */
  takeOver: () => { start: number; end: number } | null;
}

/** The field with its list; it takes over from one that had the focus. */
export function SuggestMenu({
  takeOver,
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
}: SuggestMenuProps) {
  const field = useRef<HTMLDivElement>(null);
  const [selected] = useState(takeOver);
  useLayoutEffect(() => {
    if (selected === null) return;
    const input = field.current?.querySelector('input');
    input?.focus();
    input?.setSelectionRange(selected.start, selected.end);
  }, [selected]);
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
      <div ref={field} className="contents">
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
      </div>
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
