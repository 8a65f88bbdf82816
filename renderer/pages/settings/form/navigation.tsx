import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { IconButton, Menu, Select, StatusShape } from '../../../ui/index.ts';
import { addableKinds, isAddable, type AddableKind } from './instances.ts';
import type { FormSection, SectionKind } from './sections.ts';
import { useSectionTitle } from './use-rows.ts';

/** What the navigation says about a section. */
export interface SectionMark {
  readonly section: FormSection;
  readonly changes: number;
  readonly problems: number;
}

interface NavigationProps {
  marks: readonly SectionMark[];
  /** Section that is shown, null while the search is. */
  current: string | null;
  onAdd: (kind: AddableKind) => void;
}

type Heading = 'program' | AddableKind;

const headingOf = (kind: SectionKind): Heading => (isAddable(kind) ? kind : 'program');
const headings: readonly Heading[] = ['program', ...addableKinds];

/** Address of a section of the form. */
export const sectionAddress = (id: string): string => `/settings/${encodeURIComponent(id)}`;

/** Is the instance switched off in the draft? */
const isOff = ({ kind, table }: FormSection): boolean => {
  if (kind === 'settings' || kind === 'webui') return false;
  if (kind === 'qbit') return table['Disabled'] === true;
  return kind === 'webhook' ? table['Enabled'] === false : table['Managed'] !== true;
};

function Item({ mark, current }: { mark: SectionMark; current: boolean }) {
  const { t } = useTranslation('settings');
  const titleOf = useSectionTitle();
  const { section, changes, problems } = mark;
  return (
    <Link
      to={sectionAddress(section.id)}
      aria-current={current ? 'page' : undefined}
      className="flex min-h-8 items-center gap-2 rounded-control px-2.5 text-dense text-body hover:bg-raised hover:text-strong aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-strong pointer-coarse:min-h-11"
    >
      <span className="min-w-0 flex-1 truncate">{titleOf(section)}</span>
      {isOff(section) && <span className="text-caption text-muted">{t('form.nav.off')}</span>}
      {problems > 0 && <StatusShape shape="failed" label={t('form.nav.problems', { count: problems })} />}
      {changes > 0 && (
        <span className="tabular text-caption text-accent-text" title={t('form.nav.changes', { count: changes })}>
          {changes}
          <span className="sr-only"> {t('form.nav.changes', { count: changes })}</span>
        </span>
      )}
    </Link>
  );
}

/** All sections at the left, instances under their app, each with its changes and problems (ui.md 6.8). */
export function Navigation({ marks, current, onAdd }: NavigationProps) {
  const { t } = useTranslation('settings');
  return (
    <nav
      aria-label={t('form.nav.label')}
      className="sticky top-0 max-h-[calc(100dvh-120px)] w-50 shrink-0 self-start overflow-y-auto py-3 pr-4 max-desktop:hidden"
    >
      {headings.map((heading) => (
        <div key={heading} className="pb-2">
          <div className="flex min-h-8 items-center justify-between pl-2.5">
            <span className="text-caption text-muted">{t(`form.nav.group.${heading}`)}</span>
            {heading !== 'program' && (
              <IconButton
                icon={Plus}
                label={t('form.instance.addTitle', { kind: t(`form.nav.addKind.${heading}`) })}
                onClick={() => onAdd(heading)}
                className="size-6"
              />
            )}
          </div>
          {marks
            .filter(({ section }) => headingOf(section.kind) === heading)
            .map((mark) => (
              <Item key={mark.section.id} mark={mark} current={mark.section.id === current} />
            ))}
        </div>
      ))}
    </nav>
  );
}

/** The same as a list to choose from, on narrow windows (ui.md 14). */
export function NarrowNavigation({ marks, current, onAdd }: NavigationProps) {
  const { t } = useTranslation('settings');
  const titleOf = useSectionTitle();
  const navigate = useNavigate();
  const none = { value: '', label: t('form.search.label') };
  const options = marks.map(({ section, changes, problems }) => ({
    value: section.id,
    label: titleOf(section),
    hint:
      [
        ...(problems > 0 ? [t('form.nav.problems', { count: problems })] : []),
        ...(changes > 0 ? [t('form.nav.changes', { count: changes })] : []),
      ].join(', ') || undefined,
  }));
  return (
    <div className="flex items-end gap-2 py-3 desktop:hidden">
      <Select
        label={t('form.nav.label')}
        hideLabel
        value={current ?? ''}
        options={current === null ? [none, ...options] : options}
        onChange={(id) => {
          if (id !== '') void navigate(sectionAddress(id));
        }}
        className="flex-1"
      />
      <Menu
        trigger={<IconButton icon={Plus} label={t('form.nav.add')} />}
        entries={addableKinds.map((kind) => ({
          id: kind,
          label: t(`form.nav.addKind.${kind}`),
          onSelect: () => onAdd(kind),
        }))}
      />
    </div>
  );
}
