import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { cx } from './cx.ts';
import { FieldFrame, controlClass, type FieldFrameProps } from './field.tsx';
import { Icon } from './icon.tsx';

interface SelectProps<Value extends string> extends Omit<FieldFrameProps, 'children'> {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; hint?: string | undefined }[];
  disabled?: boolean;
  /** As wide as its text instead of its column. */
  fit?: boolean;
}

/** One of a list. */
export function Select<Value extends string>({
  value,
  onChange,
  options,
  disabled = false,
  fit = false,
  ...frame
}: SelectProps<Value>) {
  return (
    <FieldFrame {...frame}>
      <Base.Root
        value={value}
        items={options}
        disabled={disabled}
        modal={false}
        onValueChange={(next) => {
          if (next !== null) onChange(next);
        }}
      >
        <Base.Trigger
          className={cx(
            controlClass,
            'flex cursor-pointer items-center justify-between gap-2 bg-surface text-left text-dense',
            fit ? 'w-fit max-w-60 border-hairline' : 'w-full',
          )}
        >
          <Base.Value className="truncate" />
          <Base.Icon>
            <Icon icon={ChevronDown} className="text-muted" />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner alignItemWithTrigger={false} sideOffset={4} className="z-40 outline-none">
            <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-menu border border-hairline bg-raised p-1 shadow-lift outline-none transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0">
              <Base.List>
                {options.map((option) => (
                  <Base.Item
                    key={option.value}
                    value={option.value}
                    className="flex min-h-8 items-center gap-2 rounded-control px-2 py-1 text-dense text-body outline-none select-none data-highlighted:bg-inset data-highlighted:text-strong pointer-coarse:min-h-11"
                  >
                    <span className="w-4">
                      <Base.ItemIndicator>
                        <Icon icon={Check} />
                      </Base.ItemIndicator>
                    </span>
                    <Base.ItemText className="flex-1">{option.label}</Base.ItemText>
                    {option.hint !== undefined && (
                      <span className="tabular text-caption text-muted">{option.hint}</span>
                    )}
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  );
}
