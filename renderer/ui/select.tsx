import { Field } from '@base-ui/react/field';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { cx } from './cx.ts';
import { FieldFrame, controlClass, type FieldFrameProps } from './field.tsx';
import { Icon } from './icon.tsx';

interface SelectBoxProps<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; hint?: string | undefined }[];
  disabled?: boolean;
  /** As wide as its text instead of its column. */
  fit?: boolean;
  /** Name where no frame gives one, such as of a unit beside an amount. */
  label?: string;
}

/** The control of a `Select` alone, for rows that frame it themselves. */
export function SelectBox<Value extends string>({
  value,
  onChange,
  options,
  disabled = false,
  fit = false,
  label,
}: SelectBoxProps<Value>) {
  const box = (
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
        aria-label={label}
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
                  {option.hint !== undefined && <span className="tabular text-caption text-muted">{option.hint}</span>}
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
  // One with a name of its own stands beside another control, which the frame's label belongs to.
  return label === undefined ? box : <Field.Root className="contents">{box}</Field.Root>;
}

interface SelectProps<Value extends string>
  extends Omit<SelectBoxProps<Value>, 'label'>, Omit<FieldFrameProps, 'children'> {}

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
      <SelectBox {...{ value, onChange, options, disabled, fit }} />
    </FieldFrame>
  );
}
