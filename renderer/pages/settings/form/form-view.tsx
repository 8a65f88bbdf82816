import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Change, Tree } from '../../../../server/config/browser.ts';
import type { ConfigFields } from '../../../../server/contract/index.ts';
import { Button, ConfirmDialog, Disclosure, EmptyState, showToast } from '../../../ui/index.ts';
import { displayValue } from '../fields/index.ts';
import { NameDialog, type Naming } from './instance-dialogs.tsx';
import { copyOf, isAddable, newSection, placeOf, renaming } from './instances.ts';
import { NarrowNavigation, Navigation, sectionAddress } from './navigation.tsx';
import type { FormRow } from './rows.ts';
import { searchEntries, searchRows } from './search.ts';
import { SearchResults } from './search-results.tsx';
import { SectionView, passes, type RowFilter } from './section-view.tsx';
import { sectionOfKey, type FormSection } from './sections.ts';
import { aimAt } from './setting.tsx';
import { useSectionTitle } from './use-rows.ts';
import { summaryOf } from './summary.ts';

interface FormViewProps {
  tree: Tree;
  sections: readonly FormSection[];
  rows: readonly FormRow[];
  fields: ConfigFields;
  /** Section of the address, undefined for the first. */
  wanted: string | undefined;
  /** Dotted key of the address, '' for none. */
  aimed: string;
  query: string;
  filters: readonly RowFilter[];
  /** Makes changes in the draft. */
  edit: (changes: readonly Change[]) => void;
  onClearSearch: () => void;
}

function Summary({ sentences }: { sentences: ReturnType<typeof summaryOf> }) {
  const navigate = useNavigate();
  return (
    <ul className="flex flex-col gap-2.5">
      {sentences.map(({ text, dotted }) => (
        <li key={dotted}>
          <button
            type="button"
            onClick={() => {
              void navigate({ hash: `#${dotted}`, search: location.search }, { replace: true });
              aimAt(dotted);
            }}
            className="rounded-bar text-left text-dense wrap-anywhere text-body underline-offset-4 hover:text-strong hover:underline"
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** All settings as a form: navigation, one section or what was searched for, and what the section does (ui.md 6.8). */
export function FormView(props: FormViewProps) {
  const { tree, sections, rows, fields, wanted, aimed, query, filters, edit: change, onClearSearch } = props;
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const [naming, setNaming] = useState<Naming | null>(null);
  const [removing, setRemoving] = useState<FormSection | null>(null);

  const asked = useDeferredValue(query);
  const searching = query.trim() !== '' || filters.length > 0;
  const entries = useMemo(() => {
    const kept = searching ? rows.filter((row) => filters.every((filter) => passes(row, filter))) : [];
    return searchEntries(kept, (row) => displayValue(row.field, row.value ?? row.fallback, t));
  }, [rows, filters, searching, t]);
  const found = useMemo(() => searchRows(entries, asked), [entries, asked]);

  const section =
    aimed === ''
      ? sections.find(({ id }) => id === (wanted ?? 'Settings'))
      : (sectionOfKey(sections, aimed) ?? undefined);
  const titleOf = useSectionTitle();

  const marks = sections.map((one) => {
    const own = rows.filter((row) => row.section === one);
    return {
      section: one,
      changes: own.filter(({ changed }) => changed).length,
      problems: own.filter(({ error }) => error !== null).length,
    };
  });

  const finishNaming = (name: string): void => {
    if (naming === null) return;
    const { kind } = naming;
    const to = placeOf(kind, name);
    if (naming.act === 'rename') change(renaming(tree, naming.section.path, to));
    else if (naming.act === 'duplicate') change([{ path: to, value: copyOf(naming.section.table) }]);
    else {
      const pattern = kind === 'qbit' ? '<qbit>' : kind === 'webhook' ? 'Webhooks.<name>' : '<arr>';
      const fresh: FormSection = { id: to.join('.'), path: to, kind, pattern, table: {} };
      change([{ path: to, value: newSection(fields.fields, fresh) }]);
    }
    setNaming(null);
    void navigate(sectionAddress(to.join('.')));
  };
  const remove = ({ path, table }: FormSection): void => {
    const name = path.at(-1) ?? '';
    change([{ path, value: null }]);
    setRemoving(null);
    void navigate(sectionAddress('Settings'));
    showToast({
      title: t('form.instance.removed', { name }),
      seconds: 10,
      action: { label: t('form.instance.undo'), onClick: () => change([{ path, value: table }]) },
    });
  };

  const navigation = {
    marks,
    current: searching ? null : (section?.id ?? null),
    onAdd: (kind: Naming['kind']) => setNaming({ act: 'add', kind }),
  };
  const sentences = section === undefined || searching ? [] : summaryOf(section, fields, t);
  return (
    <>
      <NarrowNavigation {...navigation} />
      <div className="flex min-w-0 flex-1 gap-6">
        <Navigation {...navigation} />
        <div className="min-w-0 flex-1 pb-6">
          {searching ? (
            <SearchResults
              rows={found}
              total={rows.length}
              query={asked}
              fields={fields}
              titleOf={titleOf}
              onEdit={change}
              onClear={onClearSearch}
            />
          ) : section === undefined ? (
            <EmptyState
              title={t('form.section.gone', { name: wanted ?? aimed })}
              body={t('form.section.goneBody')}
              action={
                <Button onClick={() => void navigate(sectionAddress('Settings'))}>
                  {t('form.section.goneAction')}
                </Button>
              }
            />
          ) : (
            <>
              {sentences.length > 0 && (
                <Disclosure summary={t('form.section.does')} className="pt-3 wide:hidden">
                  <Summary sentences={sentences} />
                </Disclosure>
              )}
              <SectionView
                key={section.id}
                section={section}
                title={titleOf(section)}
                rows={rows.filter((row) => row.section === section)}
                fields={fields}
                aimed={aimed}
                onEdit={change}
                onDuplicate={() =>
                  isAddable(section.kind) && setNaming({ act: 'duplicate', kind: section.kind, section })
                }
                onRename={() => isAddable(section.kind) && setNaming({ act: 'rename', kind: section.kind, section })}
                onRemove={() => setRemoving(section)}
              />
            </>
          )}
        </div>
        {sentences.length > 0 && (
          <aside
            aria-label={t('form.section.does')}
            className="sticky top-0 w-64 shrink-0 self-start py-4 max-wide:hidden"
          >
            <h2 className="pb-2.5 text-base">{t('form.section.does')}</h2>
            <Summary sentences={sentences} />
          </aside>
        )}
      </div>
      {naming !== null && (
        <NameDialog naming={naming} sections={sections} onClose={() => setNaming(null)} onName={finishNaming} />
      )}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={t('form.instance.removeTitle', { name: removing?.path.at(-1) ?? '' })}
        body={t('form.instance.removeBody')}
        confirmLabel={t('form.instance.remove', { name: removing?.path.at(-1) ?? '' })}
        tone="danger"
        onConfirm={() => {
          if (removing !== null) remove(removing);
        }}
      />
    </>
  );
}
