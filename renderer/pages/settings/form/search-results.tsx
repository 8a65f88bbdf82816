import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Change } from '../../../../server/config/browser.ts';
import type { ConfigFields } from '../../../../server/contract/index.ts';
import { Button, EmptyState } from '../../../ui/index.ts';
import { FieldSupport } from '../fields/index.ts';
import { sectionAddress } from './navigation.tsx';
import type { FormRow } from './rows.ts';
import { useFieldSupport } from './section-view.tsx';
import { Setting } from './setting.tsx';
import type { FormSection } from './sections.ts';

interface SearchResultsProps {
  rows: readonly FormRow[];
  total: number;
  query: string;
  fields: ConfigFields;
  titleOf: (section: FormSection) => string;
  onEdit: (changes: readonly Change[]) => void;
  onClear: () => void;
}

const step = 25;

/** Settings found in all sections, to be edited where they are found (ui.md CF-6). */
export function SearchResults({ rows, total, query, fields, titleOf, onEdit, onClear }: SearchResultsProps) {
  const { t } = useTranslation('settings');
  const [wider, setWider] = useState({ query, limit: step });
  const limit = wider.query === query ? wider.limit : step;
  const support = useFieldSupport(fields, null);
  if (rows.length === 0) {
    return (
      <EmptyState
        title={t('form.search.none', { total })}
        body={t('form.search.noneBody')}
        action={<Button onClick={onClear}>{t('form.search.clear')}</Button>}
      />
    );
  }
  const more = Math.min(rows.length - limit, step);
  return (
    <FieldSupport value={support}>
      <output className="block py-3 text-dense text-muted">{t('form.search.found', { count: rows.length })}</output>
      <ul className="border-t border-hairline">
        {rows.slice(0, limit).map((row) => (
          <li key={row.dotted}>
            <Link
              to={{ pathname: sectionAddress(row.section.id), hash: `#${row.dotted}` }}
              className="mt-3 inline-block text-caption text-accent-text underline-offset-4 hover:underline"
            >
              {titleOf(row.section)} › {row.field.group}
            </Link>
            <Setting row={row} query={query} aimed={false} onEdit={onEdit} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button variant="quiet" className="my-3" onClick={() => setWider({ query, limit: limit + step })}>
          {t('form.search.more', { count: more })}
        </Button>
      )}
    </FieldSupport>
  );
}
