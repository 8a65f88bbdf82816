import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Field } from '@base-ui/react/field';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { Check } from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

interface ToggleProps {
  label: React.ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  help?: React.ReactNode;
  /** The TOML key, in mono. */
  path?: string | undefined;
  error?: string | null | undefined;
  disabled?: boolean;
  className?: string;
}

function Row({ label, help, path, error, className, children }: ToggleProps & { children: React.ReactNode }) {
  return (
    <Field.Root invalid={typeof error === 'string'} className={cx('flex flex-col gap-1', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <Field.Label className="inline-flex min-h-6 cursor-pointer items-center gap-2 text-dense text-strong pointer-coarse:min-h-11">
          {children}
          {label}
        </Field.Label>
        {path !== undefined && <code className="truncate font-mono text-caption text-muted">{path}</code>}
      </div>
      {typeof error === 'string' && (
        <Field.Error match className="text-dense text-danger">
          {error}
        </Field.Error>
      )}
      {help !== undefined && (
        <Field.Description className="max-w-[72ch] text-dense text-muted">{help}</Field.Description>
      )}
    </Field.Root>
  );
}

/** A yes or no that is sent with the rest of a form. */
export function Checkbox(props: ToggleProps) {
  return (
    <Row {...props}>
      <BaseCheckbox.Root
        checked={props.checked}
        onCheckedChange={props.onChange}
        disabled={props.disabled ?? false}
        className="inline-flex size-4.5 shrink-0 items-center justify-center rounded-bar border border-control bg-inset data-checked:border-accent data-checked:bg-accent data-checked:text-on-accent data-disabled:opacity-50"
      >
        <BaseCheckbox.Indicator>
          <Icon icon={Check} className="size-3.5" />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
    </Row>
  );
}

interface SwitchBoxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  /** Name where no frame gives one. */
  label?: string;
}

/** The control of a `Switch` alone, for rows that frame it themselves. */
export function SwitchBox({ checked, onChange, disabled = false, label }: SwitchBoxProps) {
  return (
    <BaseSwitch.Root
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
      className="inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-control bg-inset px-0.5 transition-colors duration-120 data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
    >
      <BaseSwitch.Thumb className="size-3.5 rounded-full bg-muted transition-transform duration-120 data-checked:translate-x-4 data-checked:bg-on-accent" />
    </BaseSwitch.Root>
  );
}

/** A yes or no that acts at once, or a setting that is on or off. */
export function Switch(props: ToggleProps) {
  return (
    <Row {...props}>
      <SwitchBox checked={props.checked} onChange={props.onChange} disabled={props.disabled ?? false} />
    </Row>
  );
}
