import { Field as Base } from '@base-ui/react/field';
import { Eye, EyeOff, Search, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

export interface FieldFrameProps {
  label: string;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean | undefined;
  /** The TOML key, shown in mono beside the label. */
  path?: string | undefined;
  help?: React.ReactNode;
  /** One sentence that says how to fix it. */
  error?: string | null | undefined;
  required?: boolean | undefined;
  className?: string | undefined;
  children: React.ReactNode;
}

/** Label, control, help and error tied together by id (ui.md AX-6). Put a Base UI control or an `<input>` made by `Field` inside. */
export function FieldFrame({ label, hideLabel, path, help, error, required, className, children }: FieldFrameProps) {
  const { t } = useTranslation('common');
  const message = error ?? null;
  return (
    <Base.Root invalid={message !== null} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <div className={cx('flex items-baseline justify-between gap-3', hideLabel && 'sr-only')}>
        <Base.Label className="text-dense font-medium text-strong">
          {label}
          {required && <span className="font-normal text-muted"> ({t('required')})</span>}
        </Base.Label>
        {path !== undefined && <code className="truncate font-mono text-caption text-muted">{path}</code>}
      </div>
      {children}
      {message !== null && (
        <Base.Error match className="text-dense text-danger">
          {message}
        </Base.Error>
      )}
      {help !== undefined && <Base.Description className="max-w-[72ch] text-dense text-muted">{help}</Base.Description>}
    </Base.Root>
  );
}

/** Classes of a bordered control; for controls that are not made here. */
export const controlClass =
  'h-control w-full min-w-0 rounded-control border border-control bg-inset px-2.5 text-base text-strong placeholder:text-muted data-invalid:border-danger disabled:opacity-60 pointer-coarse:text-lead';

type InputAttributes = Pick<
  React.ComponentProps<'input'>,
  | 'type'
  | 'placeholder'
  | 'autoComplete'
  | 'autoFocus'
  | 'inputMode'
  | 'name'
  | 'disabled'
  | 'readOnly'
  | 'spellCheck'
  | 'onBlur'
  | 'onKeyDown'
  | 'min'
  | 'max'
  | 'step'
>;

interface TextBoxProps extends InputAttributes {
  value: string;
  onChange: (value: string) => void;
  mono?: boolean;
  /** Name where no frame gives one. */
  label?: string;
  required?: boolean;
  inputRef?: React.Ref<HTMLInputElement>;
  className?: string;
}

/** The control of a `TextField` alone, for rows that frame it themselves. */
export function TextBox({ value, onChange, mono, label, inputRef, className, ...input }: TextBoxProps) {
  return (
    <Base.Control
      {...input}
      ref={inputRef}
      aria-label={label}
      value={value}
      onValueChange={onChange}
      className={cx(controlClass, mono && 'font-mono', className)}
    />
  );
}

interface TextFieldProps extends InputAttributes, Omit<FieldFrameProps, 'children'> {
  value: string;
  onChange: (value: string) => void;
  mono?: boolean;
  /** A unit or a button after the control. */
  suffix?: React.ReactNode;
  inputRef?: React.Ref<HTMLInputElement>;
}

/** A labelled text, number or password field. Passwords get a show button. */
export function TextField({
  label,
  hideLabel,
  path,
  help,
  error,
  required,
  className,
  value,
  onChange,
  mono,
  suffix,
  inputRef,
  type = 'text',
  ...input
}: TextFieldProps) {
  const { t } = useTranslation('common');
  const [shown, setShown] = useState(false);
  const secret = type === 'password';
  return (
    <FieldFrame {...{ label, hideLabel, path, help, error, required, className }}>
      <div className="flex items-center gap-2">
        <Base.Control
          {...input}
          ref={inputRef}
          type={secret && shown ? 'text' : type}
          required={required}
          value={value}
          onValueChange={onChange}
          className={cx(controlClass, mono && 'font-mono')}
        />
        {secret && (
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={t(shown ? 'hidePassword' : 'showPassword')}
            onClick={() => setShown(!shown)}
          />
        )}
        {suffix}
      </div>
    </FieldFrame>
  );
}

interface TextAreaBoxProps {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  mono?: boolean;
  placeholder?: string | undefined;
  disabled?: boolean;
}

/** The control of a `TextArea` alone, for rows that frame it themselves. */
export function TextAreaBox({ value, onChange, rows = 4, mono, placeholder, disabled }: TextAreaBoxProps) {
  return (
    <Base.Control
      render={<textarea rows={rows} />}
      {...{ placeholder, disabled }}
      value={value}
      onValueChange={onChange}
      className={cx(controlClass, 'h-auto py-1.5', mono && 'font-mono text-dense')}
    />
  );
}

/** Several lines of text. */
export function TextArea({
  value,
  onChange,
  rows = 4,
  mono = false,
  placeholder,
  disabled = false,
  ...frame
}: TextAreaBoxProps & Omit<FieldFrameProps, 'children'>) {
  return (
    <FieldFrame {...frame}>
      <TextAreaBox {...{ value, onChange, rows, mono, placeholder, disabled }} />
    </FieldFrame>
  );
}

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  error?: string | null;
  /** Take the `/` shortcut of the page. One field per page. */
  pageFilter?: boolean;
  className?: string;
}

/** A filter field with a clear button; Esc clears it. */
export function SearchField({ label, value, onChange, placeholder, error, pageFilter, className }: SearchFieldProps) {
  const { t } = useTranslation('common');
  return (
    <FieldFrame label={label} hideLabel error={error} className={className}>
      <div className="relative">
        <Icon icon={Search} className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
        <Base.Control
          type="search"
          value={value}
          onValueChange={onChange}
          placeholder={placeholder}
          data-page-filter={pageFilter ? '' : undefined}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || value === '') return;
            event.stopPropagation();
            onChange('');
          }}
          className={cx(controlClass, 'border-hairline pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden')}
        />
        {value !== '' && (
          <IconButton
            icon={X}
            label={t('clearSearch')}
            onClick={() => onChange('')}
            className="absolute top-1/2 right-1 size-6 -translate-y-1/2"
          />
        )}
      </div>
    </FieldFrame>
  );
}
