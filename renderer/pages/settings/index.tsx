import { Archive, Download, FileInput, FolderOpen, FolderTree, KeyRound, MoreHorizontal, Search } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { getAt, splitKey } from '../../../server/config/browser.ts';
import type { PlannedChange } from '../../../server/contract/index.ts';
import { desktopBridge, detailOf, reasonOf, useBlockedReason } from '../../data/index.ts';
import {
  Chip,
  ChipGroup,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  IconButton,
  Menu,
  Notice,
  NoticeList,
  PageHeader,
  SearchField,
  Segmented,
  showToast,
  useTypedText,
  Button,
  type MenuEntry,
} from '../../ui/index.ts';
import { ConflictNotice } from './conflict-notice.tsx';
import { DraftBar } from './form/draft-bar.tsx';
import { FormView } from './form/form-view.tsx';
import { rowFilters, type RowFilter } from './form/section-view.tsx';
import { changedSections, useRows, type ChangedSection } from './form/use-rows.ts';
import { problemsOf, warningsIn, type Problem } from './problems.ts';
import { ReviewDialog } from './review-dialog.tsx';
import { ExportDialog } from './secrets/export-dialog.tsx';
import { SaveProgress, type Saved } from './save-progress.tsx';
import type { TomlEditorHandle } from './toml-editor.tsx';
import { SettingsSkeleton, TomlView } from './toml-view.tsx';
import { useConfigDraft, useFields, type ConfigDraft } from './use-config.ts';

/** `#Radarr-4K.URI` names the setting to show; anything that cannot be decoded names none. */
function pathOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}

/** What the bar says in place of effects; null when the effects are known. */
function useStatus({ check, parsed, waits }: ConfigDraft, problems: number): string | null {
  const { t } = useTranslation('settings');
  if (waits !== null) return t(waits.error === null ? 'status.waits' : 'status.unwritten');
  if (problems > 0) return t('status.problems', { count: problems });
  if (check.error !== null) return t('status.uncheckable', { reason: reasonOf(check.error) });
  if (check.running || check.result === null || parsed === null) return t('status.checking');
  return check.result.groups.length === 0 ? t('status.unchanged') : null;
}

/** Ways to other pages of Settings, and the file itself. */
function useMenu(onExport: () => void): MenuEntry[] {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const bridge = desktopBridge();
  const showFolder = (): void => {
    bridge?.showDataFolder().catch((error: unknown) => showToast({ title: reasonOf(error), tone: 'danger' }));
  };
  return [
    { id: 'access', label: t('access'), icon: KeyRound, onSelect: () => void navigate('/settings/access') },
    { id: 'folders', label: t('folders'), icon: FolderTree, onSelect: () => void navigate('/settings/folders') },
    { id: 'import', label: t('import.open'), icon: FileInput, onSelect: () => void navigate('/settings/import') },
    { id: 'export', label: t('export.open'), icon: Download, onSelect: onExport },
    ...(bridge === null
      ? []
      : [{ id: 'folder', label: t('showFolder'), icon: FolderOpen, onSelect: showFolder } as const]),
  ];
}

/** The configuration as a form or as text, one draft for both: checked while typing, reviewed before it is saved (ui.md 6.8). */
export default function SettingsPage() {
  const { t } = useTranslation(['settings', 'common']);
  const config = useConfigDraft();
  const fields = useFields();
  const { draft, dirty, check, parsed, waits } = config;
  const { section: wanted } = useParams();
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const disconnected = useBlockedReason();
  const editor = useRef<TomlEditorHandle>(null);
  const [exporting, setExporting] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const [discarding, setDiscarding] = useState<{ section: ChangedSection | null } | null>(null);
  const [failure, setFailure] = useState<{ reason: string; problems: Problem[] } | null>(null);
  const [saved, setSaved] = useState<Saved | null>(null);

  const asToml = address.get('view') === 'toml';
  const aimed = pathOf(hash);
  const problems = useMemo(
    () => [...(failure?.problems ?? []), ...(check.result === null ? [] : problemsOf(check.result))],
    [failure, check.result],
  );
  const written = draft?.text ?? '';
  const warnings = useMemo(
    () => (asToml && check.result !== null ? warningsIn(check.result, written) : []),
    [asToml, check.result, written],
  );
  const { sections, rows } = useRows(parsed, fields.data, check.result);
  const changed = useMemo(() => changedSections(parsed), [parsed]);
  const status = useStatus(config, problems.length);
  const menu = useMenu(() => setExporting(true));

  const put = (key: string, value: string): void =>
    setAddress(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '') next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  const [query, setQuery] = useTypedText(address.get('find') ?? '', (text) => put('find', text));
  const chosen = address.get('show') ?? '';
  const filters = useMemo(() => rowFilters.filter((filter) => chosen.split(' ').includes(filter)), [chosen]);
  const toggle = (filter: RowFilter, on: boolean): void =>
    put('show', (on ? [...filters, filter] : filters.filter((one) => one !== filter)).join(' '));
  const clearSearch = (): void => {
    setQuery('');
    setAddress({}, { replace: true });
  };

  const showProblem = (problem: Problem): void => {
    if (asToml) editor.current?.goTo(problem);
    else if (problem.path !== null && problem.path !== '')
      void navigate({ pathname: '/settings', hash: `#${problem.path}` });
    else put('view', 'toml');
  };
  const review = (): void => {
    const [first] = problems;
    if (waits !== null) return;
    if (first !== undefined) showProblem(first);
    else if (dirty && check.result?.ok === true && !check.running) setReviewing(true);
  };
  const switchView = (view: 'form' | 'toml'): void => {
    if (view === 'form' && parsed?.text.ok === false) {
      const { problem } = parsed.text;
      showToast({ title: t('form.broken'), tone: 'info' });
      editor.current?.goTo({ ...problem, path: null });
    } else put('view', view === 'toml' ? 'toml' : '');
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    const filter = document.querySelector<HTMLElement>('[data-page-filter]');
    if (!(event.ctrlKey || event.metaKey) || !(key === 's' || (key === 'f' && filter !== null))) return;
    event.preventDefault();
    if (key === 's') review();
    else filter?.focus();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  // What is switched off or deleted by this save does not start again.
  const isManaged = (name: string): boolean =>
    parsed?.text.ok === true && getAt(parsed.text.tree, [name, 'Managed']) === true;
  const save = async (clearSearchHistory: boolean): Promise<void> => {
    const plan = check.result;
    const outcome = await config.save(clearSearchHistory);
    if (outcome.kind === 'saved') {
      const all = plan?.groups.some(({ effect }) => effect === 'restart-all') ?? false;
      setReviewing(false);
      setFailure(null);
      setSaved({
        saved: outcome.saved,
        restarts: all ? null : (plan?.restarts ?? []).filter(isManaged),
        etag: outcome.etag,
        address: plan?.address ?? null,
        at: Date.now(),
      });
    } else if (outcome.kind === 'conflict') {
      setReviewing(false);
    } else {
      setReviewing(outcome.kind === 'failed');
      setFailure({ reason: outcome.reason, problems: outcome.kind === 'refused' ? outcome.problems : [] });
    }
  };
  const undoOne = ({ path }: PlannedChange): void => {
    if (parsed === null || !parsed.base.ok || !parsed.text.ok) return;
    const { tree } = parsed.base;
    const key = splitKey(path, new Set([...Object.keys(tree), ...Object.keys(parsed.text.tree)]));
    config.edit([{ path: key, value: getAt(tree, key) ?? null }]);
    if (check.result?.groups.flatMap(({ changes }) => changes).length === 1) setReviewing(false);
  };
  const discard = (section: ChangedSection | null): void => {
    setDiscarding(null);
    setFailure(null);
    if (section === null || parsed === null || !parsed.base.ok) config.send({ type: 'discarded' });
    else config.edit([{ path: section.path, value: getAt(parsed.base.tree, section.path) ?? null }]);
  };

  const readError = config.readError ?? fields.error;
  if (draft === null || parsed === null || fields.data === undefined) {
    return (
      <>
        <PageHeader title={t('title')} />
        {readError === null ? (
          <SettingsSkeleton />
        ) : (
          <ErrorState
            title={t('error.title')}
            reason={reasonOf(readError)}
            detail={detailOf(readError)}
            onRetry={() => {
              config.reread();
              fields.refetch();
            }}
            retrying={config.reading}
          />
        )}
      </>
    );
  }

  const cannotReview =
    problems.length > 0 && waits === null ? null : status !== null && status !== t('status.unchanged') ? status : null;
  return (
    <div className={asToml ? 'flex h-full min-h-120 flex-col' : 'flex min-h-full flex-col'}>
      <PageHeader
        title={t('title')}
        refreshing={check.running && dirty}
        actions={
          <>
            <Segmented
              label={t('form.view')}
              value={asToml ? 'toml' : 'form'}
              onChange={switchView}
              options={[
                { value: 'form', label: t('form.asForm') },
                { value: 'toml', label: t('form.asToml') },
              ]}
            />
            {asToml && (
              <IconButton
                icon={Search}
                label={t('find')}
                keys="Mod+F"
                side="bottom"
                onClick={() => editor.current?.find()}
              />
            )}
            <IconButton icon={Archive} label={t('backups.title')} onClick={() => void navigate('/settings/backups')} />
            <Menu trigger={<IconButton icon={MoreHorizontal} label={t('more')} />} entries={menu} />
          </>
        }
      />
      <NoticeList className="mb-3">
        {draft.disk !== null && (
          <ConflictNotice
            draft={draft}
            onMerge={(text) => config.send({ type: 'merged', text })}
            onKeep={() => config.send({ type: 'keptMine' })}
            onLoad={() => config.send({ type: 'tookDisk' })}
          />
        )}
        {saved !== null && <SaveProgress key={saved.at} saved={saved} onClose={() => setSaved(null)} />}
        {failure !== null && (
          <Notice tone="danger" shape="failed" live="alert">
            <strong className="font-medium text-strong">{t('failed.title')}.</strong> {failure.reason}
          </Notice>
        )}
        {disconnected !== null && (
          <Notice tone="attention" shape="attention">
            {t('offline')}
          </Notice>
        )}
        {waits !== null && waits.error !== null && (
          <Notice
            tone="attention"
            shape="attention"
            live="alert"
            action={<Button onClick={waits.retry}>{t('retry', { ns: 'common' })}</Button>}
          >
            {t('unwritten', { reason: reasonOf(waits.error) })}
          </Notice>
        )}
        {!config.kept && (
          <Notice tone="attention" shape="attention">
            {t('noRoom')}
          </Notice>
        )}
      </NoticeList>
      {asToml ? (
        <TomlView
          text={draft.text}
          problems={problems}
          warnings={warnings}
          fields={fields.data.fields}
          path={aimed}
          editor={editor}
          onChange={(text) => {
            setFailure(null);
            config.send({ type: 'edited', text });
          }}
        />
      ) : parsed.text.ok ? (
        <>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-hairline pb-3">
            <SearchField
              label={t('form.search.label')}
              value={query}
              onChange={setQuery}
              placeholder={t('form.search.placeholder', { count: rows.length })}
              pageFilter
              className="min-w-0 flex-1 basis-60"
            />
            <ChipGroup label={t('form.search.filters')}>
              {rowFilters.map((filter) => (
                <Chip key={filter} pressed={filters.includes(filter)} onPressedChange={(on) => toggle(filter, on)}>
                  {t(`form.search.${filter}`)}
                </Chip>
              ))}
            </ChipGroup>
          </div>
          <FormView
            tree={parsed.text.tree}
            sections={sections}
            rows={rows}
            fields={fields.data}
            wanted={pathname === '/settings' ? undefined : wanted}
            aimed={aimed}
            query={query}
            filters={filters}
            edit={config.edit}
            onClearSearch={clearSearch}
          />
        </>
      ) : (
        <EmptyState
          title={t('form.brokenTitle')}
          body={t('form.brokenBody')}
          action={<Button onClick={() => put('view', 'toml')}>{t('form.brokenAction')}</Button>}
        />
      )}
      {dirty && (
        <DraftBar
          changed={changed}
          plan={check.result}
          status={status}
          cannotReview={disconnected ?? cannotReview}
          onReview={review}
          onDiscard={(section) => setDiscarding({ section })}
        />
      )}
      {check.result !== null && (
        <ReviewDialog
          open={reviewing}
          onOpenChange={setReviewing}
          plan={check.result}
          text={draft.text}
          saving={config.saving}
          blocked={disconnected ?? (waits !== null ? status : check.running ? t('status.checking') : null)}
          failure={failure?.reason ?? null}
          onUndo={undoOne}
          onSave={(clear) => void save(clear)}
        />
      )}
      {exporting && (
        <ExportDialog
          text={(draft.disk ?? draft.base).text}
          secrets={fields.data.secrets}
          dirty={dirty}
          onClose={() => setExporting(false)}
        />
      )}
      <ConfirmDialog
        open={discarding !== null}
        onOpenChange={() => setDiscarding(null)}
        title={t('discardTitle')}
        body={t('discardBody')}
        confirmLabel={t('discardConfirm')}
        tone="danger"
        onConfirm={() => discard(discarding?.section ?? null)}
      />
    </div>
  );
}
