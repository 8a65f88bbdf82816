import { Copy } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { sameValue, type Change } from '../../../../server/config/browser.ts';
import { IconButton, SettingRow, copyText, cx } from '../../../ui/index.ts';
import { FieldInput, isComposite } from '../fields/index.ts';
import { RowMarks } from './row-marks.tsx';
import type { FormRow } from './rows.ts';
import { cutAt } from './search.ts';

const rowId = (dotted: string): string => `setting-${dotted}`;
const controls =
  'input:not([type="hidden"]):not([aria-hidden]), textarea, [role="switch"], [role="combobox"], button[aria-expanded]';

/** Brings the row of a key, or of the list it lies in, into view and puts the focus into it. */
export function aimAt(dotted: string): void {
  const parts = dotted.split('.');
  const names = parts.map((_, at) => parts.slice(0, parts.length - at).join('.'));
  const row = names.map((name) => document.getElementById(rowId(name))).find((found) => found !== null);
  row?.scrollIntoView({ block: 'center' });
  row?.querySelector<HTMLElement>(controls)?.focus({ preventScroll: true });
}

function Marked({ text, query }: { text: string; query: string }) {
  return cutAt(text, query).map((part, at) =>
    part.hit ? (
      <mark key={at} className="rounded-bar bg-warning-soft text-current">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}

interface SettingProps {
  row: FormRow;
  /** Words to mark, '' for none. */
  query: string;
  /** The address leads here. */
  aimed: boolean;
  /** Makes changes in the draft. */
  onEdit: (changes: readonly Change[]) => void;
}

function Key({ row, query }: { row: FormRow; query: string }) {
  const { t } = useTranslation('settings');
  return (
    <span className="flex min-w-0 items-center">
      <code className="min-w-0 truncate font-mono text-caption text-muted" title={row.dotted}>
        <Marked text={row.dotted} query={query} />
      </code>
      <IconButton
        icon={Copy}
        label={t('form.row.copy', { key: row.dotted })}
        onClick={() => void copyText(row.dotted)}
        className="size-6 max-tablet:hidden"
      />
    </span>
  );
}

function Row({ row, query, aimed, onEdit }: SettingProps) {
  const { field, path, value } = row;
  const change = (next: unknown): void => onEdit([{ path, value: next ?? null }]);
  return (
    <div
      id={rowId(row.dotted)}
      data-changed={row.changed || undefined}
      className={cx('scroll-mt-20 border-b border-hairline py-4', aimed && 'animate-tint')}
    >
      <SettingRow
        label={<Marked text={field.label} query={query} />}
        required={row.required}
        help={<Marked text={field.help} query={query} />}
        error={row.error}
        composite={isComposite(field)}
        pathNote={<Key row={row} query={query} />}
        marks={<RowMarks row={row} onChange={change} />}
      >
        <FieldInput
          field={field}
          path={row.dotted}
          value={value}
          fallback={row.fallback}
          onChange={change}
          disabled={row.lock !== null}
        />
      </SettingRow>
    </div>
  );
}

const sameRow = (a: FormRow, b: FormRow): boolean =>
  a.field === b.field &&
  a.dotted === b.dotted &&
  a.error === b.error &&
  a.warning === b.warning &&
  a.required === b.required &&
  a.lock === b.lock &&
  a.from === b.from &&
  a.changed === b.changed &&
  sameValue(a.value, b.value) &&
  sameValue(a.before, b.before) &&
  sameValue(a.fallback, b.fallback);

/** One setting with all that belongs to it (ui.md CF-5). Drawn again only when something of it changes. */
export const Setting = memo(
  Row,
  (a, b) => a.query === b.query && a.aimed === b.aimed && a.onEdit === b.onEdit && sameRow(a.row, b.row),
);
