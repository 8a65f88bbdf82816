import { useQuery } from '@tanstack/react-query';
import { Copy, MoreHorizontal, PencilLine, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from '../../../../server/config/browser.ts';
import {
  connectionResult,
  qbitCategoriesBody,
  webhookEventName,
  type ConfigFields,
} from '../../../../server/contract/index.ts';
import { api } from '../../../data/index.ts';
import { Button, IconButton, Menu, Section } from '../../../ui/index.ts';
import { ConnectionTest } from '../../shared/connection-test.tsx';
import { testables } from '../connection.ts';
import { FieldSupport, type FieldSupportValue } from '../fields/index.ts';
import { isAddable } from './instances.ts';
import { grouped, isUnusual, type FormRow } from './rows.ts';
import { arrOf, type FormSection } from './sections.ts';
import { Setting, aimAt } from './setting.tsx';

/** What fields of a section offer beyond their own key: categories of qBittorrent, profiles of the Arr, events. */
export function useFieldSupport({ fields, secrets }: ConfigFields, section: FormSection | null): FieldSupportValue {
  const categories = useQuery({
    queryKey: ['qbit categories'],
    queryFn: ({ signal }) => api.get('/qbit/categories', { schema: qbitCategoriesBody, signal }),
    staleTime: 60_000,
    retry: false,
  });
  const arr = section !== null && arrOf(section) !== null && section.table['Managed'] === true ? section.id : null;
  const profiles = useQuery({
    queryKey: ['arr profiles', arr],
    queryFn: ({ signal }) =>
      api.post('/connections/test', { kind: 'arr', instance: arr }, { schema: connectionResult, signal }),
    enabled: arr !== null,
    staleTime: 300_000,
    retry: false,
  });
  const known = categories.data?.categories;
  const found = profiles.data?.profiles;
  return useMemo(
    () => ({
      fields,
      categories: [...new Set((known ?? []).map(({ category }) => category))],
      profiles: (found ?? []).map(({ name }) => name),
      events: webhookEventName.options,
      secrets,
    }),
    [fields, secrets, known, found],
  );
}

interface SectionViewProps {
  section: FormSection;
  title: string;
  rows: readonly FormRow[];
  fields: ConfigFields;
  /** Dotted key the address leads to, '' for none. */
  aimed: string;
  onEdit: (changes: readonly Change[]) => void;
  onDuplicate: () => void;
  onRename: () => void;
  onRemove: () => void;
}

/** Rows shown at first: the common ones, and whatever is set, changed, wrong or looked for (ui.md CF-6). */
const isCommon = (row: FormRow, aimed: string): boolean =>
  !row.field.advanced ||
  row.changed ||
  isUnusual(row) ||
  row.error !== null ||
  row.dotted === aimed ||
  aimed.startsWith(`${row.dotted}.`);

function Actions({ section, ...on }: Pick<SectionViewProps, 'section' | 'onDuplicate' | 'onRename' | 'onRemove'>) {
  const { t } = useTranslation('settings');
  const name = section.path.at(-1) ?? '';
  if (!isAddable(section.kind)) return null;
  return (
    <Menu
      trigger={<IconButton icon={MoreHorizontal} label={t('form.section.menu', { name })} />}
      entries={[
        { id: 'duplicate', label: t('form.section.duplicate'), icon: Copy, onSelect: on.onDuplicate },
        {
          id: 'rename',
          label: t('form.section.rename'),
          icon: PencilLine,
          disabledReason: section.id === 'qBit' ? t('form.section.onlyQbit') : null,
          onSelect: on.onRename,
        },
        { id: 'remove', label: t('form.section.remove'), icon: Trash2, tone: 'danger', onSelect: on.onRemove },
      ]}
    />
  );
}

/** One section of the form: the common settings under their headings, the rest on request. */
export function SectionView(props: SectionViewProps) {
  const { section, title, rows, fields, aimed, onEdit } = props;
  const { t } = useTranslation('settings');
  const [all, setAll] = useState(false);
  const support = useFieldSupport(fields, section);
  const tests = testables(section);
  const awake = rows.filter((row) => !row.asleep || row.changed || row.error !== null || row.dotted === aimed);
  const shown = all ? awake : awake.filter((row) => isCommon(row, aimed));
  const hidden = awake.length - shown.length;
  useEffect(() => {
    if (aimed !== '') aimAt(aimed);
  }, [aimed]);
  return (
    <FieldSupport value={support}>
      <div className="flex min-h-12 items-center gap-2 pt-2">
        <h2 className="min-w-0 flex-1 text-section wrap-anywhere">{title}</h2>
        <Actions {...props} />
      </div>
      {grouped(shown).map(({ group, rows: inGroup }) => (
        <Section key={group} title={group}>
          {inGroup.map((row) => (
            <Setting key={row.dotted} row={row} query="" aimed={row.dotted === aimed} onEdit={onEdit} />
          ))}
          {tests
            .filter((test) => test.group === group)
            .map((test) => (
              <ConnectionTest
                key={`${test.name}-${test.request.kind}`}
                name={test.name}
                request={test.request}
                className="border-b border-hairline py-3"
              />
            ))}
        </Section>
      ))}
      {(hidden > 0 || all) && (
        <Button variant="quiet" className="my-3" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('form.section.fewer') : t('form.section.all', { count: hidden })}
        </Button>
      )}
    </FieldSupport>
  );
}

/** Filters of the form that go over all sections (ui.md CF-6). */
export const rowFilters = ['changed', 'unusual', 'advanced', 'problem'] as const;
export type RowFilter = (typeof rowFilters)[number];

/** Does the row pass the filter? */
export function passes(row: FormRow, filter: RowFilter): boolean {
  switch (filter) {
    case 'changed':
      return row.changed;
    case 'unusual':
      return isUnusual(row);
    case 'advanced':
      return row.field.advanced;
    case 'problem':
      return row.error !== null || row.warning !== null;
    default:
      return filter satisfies never;
  }
}
