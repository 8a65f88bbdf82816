import { RotateCcw, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, StatusShape, cx } from '../../../ui/index.ts';
import { displayValue } from '../fields/index.ts';
import type { FormRow } from './rows.ts';
import { sameValue } from '../../../../server/config/browser.ts';

const link = 'text-caption max-w-full shrink text-left whitespace-normal wrap-anywhere';

/** What a row says under its control: effect, old value, default, where a value comes from, what decides it (ui.md CF-5). */
export function RowMarks({ row, onChange }: { row: FormRow; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('settings');
  const { field, value, before, changed, standard, from, fallback, lock, section } = row;
  const words = (one: unknown): string => displayValue(field, one, t);
  const canReset =
    !field.secret && from === null && standard !== undefined && value !== undefined && !sameValue(value, standard);
  return (
    <>
      {row.warning !== null && row.error === null && (
        <p className="flex items-start gap-2 text-dense text-body">
          <StatusShape shape="attention" className="mt-1" />
          <span className="min-w-0 wrap-anywhere">{row.warning}</span>
        </p>
      )}
      {lock !== null && (
        <p className="flex items-start gap-2 text-dense text-body">
          <StatusShape shape="attention" className="mt-1" />
          <span className="min-w-0 wrap-anywhere">
            {t('form.row.locked', { variable: lock.variable, value: words(lock.value) })}
          </span>
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-caption text-muted">
        {field.inert ? (
          <span>{t('form.row.inert')}</span>
        ) : (
          <span className={cx(changed && 'text-strong')}>{t(`form.effect.${field.effect}`, { name: section.id })}</span>
        )}
        {from !== null && value === undefined && (
          <span>
            {fallback === undefined
              ? t('form.row.inherited', { from })
              : t('form.row.inheritedValue', { value: words(fallback), from })}
          </span>
        )}
        {from !== null && value !== undefined && (
          <Button variant="link" className={link} icon={RotateCcw} onClick={() => onChange(undefined)}>
            {t('form.row.inherit', { from })}
          </Button>
        )}
        {canReset && (
          <>
            <span>{t('form.row.standard', { value: words(standard) })}</span>
            <Button variant="link" className={link} icon={RotateCcw} onClick={() => onChange(standard)}>
              {t('form.row.reset')}
            </Button>
          </>
        )}
        {changed && (
          <>
            <span className="wrap-anywhere">
              {field.secret
                ? t('form.row.changed')
                : before === undefined
                  ? t('form.row.added')
                  : t('form.row.changedFrom', { value: words(before) })}
            </span>
            <Button variant="link" className={link} icon={Undo2} onClick={() => onChange(before)}>
              {t('form.row.undo')}
            </Button>
          </>
        )}
      </p>
    </>
  );
}
