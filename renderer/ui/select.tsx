import { Field } from '@base-ui/react/field';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { cx } from './cx.ts';
import { FieldFrame, controlClass, type FieldFrameProps } from './field.tsx';
import { Icon } from './icon.tsx';
import { later } from './later.tsx';

export interface SelectBoxProps<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; hint?: string | undefined }[];
  disabled?: boolean;
  /** As wide as its text instead of its column. */
  fit?: boolean;
  /** Name where no frame gives one, such as of a unit beside an amount. */
  label?: string;
}

/** Classes of the control, as wide as its column or as its text. */
export const selectClass = (fit: boolean): string =>
  cx(
    controlClass,
    'flex cursor-pointer items-center justify-between gap-2 bg-surface text-left text-dense',
    fit ? 'w-fit max-w-60 border-hairline' : 'w-full',
  );

const closed = { role: 'combobox', 'aria-haspopup': 'listbox', 'aria-expanded': false } as const;

const SelectMenu = later<SelectBoxProps<string>>(async () => ({
  default: (await import('./select-menu.tsx')).SelectMenu,
}));

/**
 * The control of a `Select` alone, for rows that frame it themselves. Until it was opened once it is no more than its button, so that a
 * form full of them costs next to nothing (ui.md 16).
 */
export function SelectBox<Value extends string>(props: SelectBoxProps<Value>) {
  const { value, onChange, options, disabled = false, fit = false, label } = props;
  const [tries, setTries] = useState(0);
  const open = (): void => setTries(tries + 1);
  const button = (
    <Field.Control
      disabled={disabled}
      {...closed}
      aria-label={label}
      className={selectClass(fit)}
      render={
        <button
          type="button"
          onClick={open}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
            event.preventDefault();
            open();
          }}
        >
          <span className="truncate">{options.find((option) => option.value === value)?.label ?? value}</span>
          <Icon icon={ChevronDown} className="text-muted" />
        </button>
      }
    />
  );
  const choose = (next: string): void => {
    const option = options.find((one) => one.value === next);
    if (option !== undefined) onChange(option.value);
  };
  const box = tries === 0 ? button : <SelectMenu key={tries} of={{ ...props, onChange: choose }} instead={button} />;
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
