import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { Icon } from './icon.tsx';
import { selectClass, type SelectBoxProps } from './select.tsx';

/** The control with its list, open as soon as it is there. */
export function SelectMenu<Value extends string>({
  value,
  onChange,
  options,
  disabled = false,
  fit = false,
  label,
}: SelectBoxProps<Value>) {
  return (
    <Base.Root
      value={value}
      items={options}
      disabled={disabled}
      modal={false}
      defaultOpen
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <Base.Trigger aria-label={label} className={selectClass(fit)}>
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
}
