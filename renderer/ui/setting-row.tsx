import { Field as Base } from '@base-ui/react/field';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';

interface SettingRowProps {
  label: React.ReactNode;
  /** The TOML key with what belongs to it, at the right of the label. */
  pathNote?: React.ReactNode;
  required?: boolean;
  help?: React.ReactNode;
  error?: string | null | undefined;
  /** Marks under the control: effect, default, where a value comes from. */
  marks?: React.ReactNode;
  /** A composite of several controls: named as a group, since no single one stands for it. */
  composite?: boolean;
  className?: string | undefined;
  children: React.ReactNode;
}

function Words({ label, required }: Pick<SettingRowProps, 'label' | 'required'>) {
  const { t } = useTranslation('common');
  return (
    <>
      {label}
      {required === true && <span className="font-normal text-muted"> ({t('required')})</span>}
    </>
  );
}

const labelClass = 'text-base font-medium text-strong';
const helpClass = 'max-w-[72ch] text-dense text-muted';
const errorClass = 'text-dense text-danger wrap-anywhere';
const head = 'flex flex-wrap items-baseline justify-between gap-x-3';

function GroupRow({ label, pathNote, required, help, error, marks, className, children }: SettingRowProps) {
  const id = useId();
  const described = [error ? `${id}-error` : '', help === undefined ? '' : `${id}-help`].filter(Boolean).join(' ');
  return (
    <fieldset
      aria-labelledby={`${id}-label`}
      aria-describedby={described === '' ? undefined : described}
      className={cx('flex min-w-0 flex-col gap-1.5', className)}
    >
      <div className={head}>
        <span id={`${id}-label`} className={labelClass}>
          <Words label={label} required={required ?? false} />
        </span>
        {pathNote}
      </div>
      {children}
      {error && (
        <p id={`${id}-error`} className={errorClass}>
          {error}
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className={helpClass}>
          {help}
        </p>
      )}
      {marks}
    </fieldset>
  );
}

/** One setting: label and key, control, error, help and marks, tied together by id (ui.md AX-6, CF-5). */
export function SettingRow(props: SettingRowProps) {
  const { label, pathNote, required, help, error, marks, composite = false, className, children } = props;
  if (composite) return <GroupRow {...props} />;
  return (
    <Base.Root invalid={typeof error === 'string'} className={cx('flex min-w-0 flex-col gap-1.5', className)}>
      <div className={head}>
        <Base.Label className={labelClass}>
          <Words label={label} required={required ?? false} />
        </Base.Label>
        {pathNote}
      </div>
      {children}
      {typeof error === 'string' && (
        <Base.Error match className={errorClass}>
          {error}
        </Base.Error>
      )}
      {help !== undefined && <Base.Description className={helpClass}>{help}</Base.Description>}
      {marks}
    </Base.Root>
  );
}
