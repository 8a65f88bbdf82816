import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useStore, type StoreApi } from 'zustand';
import {
  editToml,
  hasLibraryEdit,
  parseToml,
  withChanges,
  type Change,
  type Parsed,
} from '../../../server/config/browser.ts';
import {
  configFields,
  configPlan,
  configSaved,
  type ConfigFields,
  type ConfigPlan,
} from '../../../server/contract/index.ts';
import { ApiError, api, reasonOf, useSettled } from '../../data/index.ts';
import { showToast } from '../../ui/index.ts';
import {
  createDraftStore,
  isDirty,
  settledText,
  type DraftEvent,
  type DraftState,
  type DraftStore,
  type Version,
} from './draft.ts';
import { saveOutcome, type SaveOutcome } from './save-outcome.ts';
import { useTomlLibrary } from './use-toml-library.ts';

const tomlBody = z.object({ config: z.string(), etag: z.string() });
const checkDelay = 400;

const tomlQuery = {
  queryKey: ['config', 'toml'],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Version> => {
    const { config, etag } = await api.get('/config/toml', { schema: tomlBody, signal });
    return { text: config, etag };
  },
};

const stores = new WeakMap<QueryClient, StoreApi<DraftStore>>();

/** One draft for all pages of Settings; what was typed, secrets too, stays while the tab is open. */
function useDraftStore(): StoreApi<DraftStore> {
  const queries = useQueryClient();
  const known = stores.get(queries);
  if (known !== undefined) return known;
  const store = createDraftStore(sessionStorage);
  stores.set(queries, store);
  return store;
}

async function save(version: Version, text: string, clearSearchHistory: boolean): Promise<SaveOutcome> {
  const headers = version.etag === '' ? {} : { 'If-Match': version.etag };
  try {
    const body = { config: text, ...(clearSearchHistory && { clearSearchHistory }) };
    return { kind: 'saved', saved: await api.post('/config', body, { schema: configSaved, headers }) };
  } catch (error) {
    if (error instanceof ApiError && error.status > 0) return saveOutcome(error.status, error.body);
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

export interface CheckState {
  /** Newest finished check of this draft: what saving it would do, and what is wrong with it. Null before the first. */
  result: ConfigPlan | null;
  /** True while the text is newer than the result. */
  running: boolean;
  error: unknown;
}

function useCheck(draft: DraftState | null): CheckState {
  const queries = useQueryClient();
  const text = draft?.text ?? '';
  const settled = useSettled(text, checkDelay);
  const query = useQuery({
    queryKey: ['config', 'plan', draft?.base.etag, settled],
    queryFn: ({ signal }) => api.post('/config/plan', { config: settled }, { schema: configPlan, signal }),
    enabled: draft !== null && (settled !== '' || text === ''),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    placeholderData: (previous) => previous,
  });
  const planned = query.isPlaceholderData ? undefined : query.data?.etag;
  const base = draft?.disk?.etag ?? draft?.base.etag;
  useEffect(() => {
    // Somebody else saved meanwhile: their version is read, so that the reader can decide.
    if (planned !== undefined && base !== undefined && planned !== base)
      void queries.invalidateQueries({ queryKey: tomlQuery.queryKey });
  }, [planned, base, queries]);
  return {
    result: query.data ?? null,
    running: settled !== text || query.isFetching || query.isPlaceholderData,
    error: settled === text ? query.error : null,
  };
}

/** The field catalogue and what the environment decides: GET /web/config/fields. */
export function useFields(): { data: ConfigFields | undefined; error: unknown; refetch: () => void } {
  const { data, error, refetch } = useQuery({
    queryKey: ['config', 'fields'],
    queryFn: ({ signal }) => api.get('/config/fields', { schema: configFields, signal }),
    staleTime: 60_000,
  });
  return { data, error, refetch: () => void refetch() };
}

export interface ConfigDraft {
  draft: DraftState | null;
  /** Is there anything that is not saved? */
  dirty: boolean;
  /** Changes that wait to be written into the text; null while there are none. */
  waits: { error: unknown; retry: () => void } | null;
  /** The edited text, with what waits, and the one it started from, as trees; null before the first answer. */
  parsed: { text: Parsed; base: Parsed } | null;
  check: CheckState;
  /** Why the file could not be read; null while it could. */
  readError: unknown;
  reading: boolean;
  reread: () => void;
  send: (event: DraftEvent) => void;
  /** Makes changes in the edited text, comments kept; says so where that is not possible. */
  edit: (changes: readonly Change[]) => void;
  save: (clearSearchHistory: boolean) => Promise<SaveOutcome>;
  saving: boolean;
  /** False when the browser could not keep the draft. */
  kept: boolean;
}

/** The text as it will be once what waits was written into it. */
const withWaiting = (text: Parsed, waiting: readonly Change[]): Parsed =>
  text.ok && waiting.length > 0 ? { ok: true, tree: withChanges(text.tree, waiting) } : text;

/** Reads, edits, checks and saves config.toml; what was typed outlives every failure (ui.md CF-12, CF-16 to CF-19). */
export function useConfigDraft(): ConfigDraft {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const store = useDraftStore();
  const { draft, kept, send, waiting, wait } = useStore(store);
  const library = useTomlLibrary();
  const read = useQuery({ ...tomlQuery, refetchOnWindowFocus: 'always' });
  const check = useCheck(draft);

  useEffect(() => {
    if (read.data !== undefined) send({ type: 'read', version: read.data });
  }, [read.data, send]);

  const dirty = isDirty(draft) || waiting.length > 0;
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);

  const text = draft?.text;
  const baseText = draft?.base.text;
  const textTree = useMemo(() => (text === undefined ? null : parseToml(text)), [text]);
  const baseTree = useMemo(() => (baseText === undefined ? null : parseToml(baseText)), [baseText]);
  const parsed = useMemo(
    () => (textTree === null || baseTree === null ? null : { text: withWaiting(textTree, waiting), base: baseTree }),
    [textTree, baseTree, waiting],
  );

  const edit = useCallback(
    (changes: readonly Change[]): void => {
      const { draft: now, waiting: before } = store.getState();
      if (now === null) return;
      const all = [...before, ...changes];
      const tree = parseToml(now.text);
      const edited = tree.ok ? editToml(now.text, withChanges(tree.tree, all)) : null;
      if (edited?.ok !== true && !hasLibraryEdit()) {
        wait(all);
        return;
      }
      wait([]);
      if (edited?.ok === true) send({ type: 'edited', text: settledText(edited.text, now.base.text) });
      else showToast({ title: t('form.edit.failed'), body: edited?.error, tone: 'danger' });
    },
    [store, send, wait, t],
  );

  const writable = library.here && waiting.length > 0 && textTree?.ok === true;
  useEffect(() => {
    if (writable) edit([]);
  }, [writable, edit]);

  const saving = useMutation({
    mutationFn: async ({ from, clear }: { from: DraftState; clear: boolean }): Promise<SaveOutcome> => {
      const outcome = await save(from.base, from.text, clear);
      if (outcome.kind === 'saved') send({ type: 'saved', version: { text: from.text, etag: from.base.etag } });
      if (outcome.kind === 'saved' || outcome.kind === 'conflict') {
        await queries.invalidateQueries({ queryKey: tomlQuery.queryKey });
        await queries.invalidateQueries({ queryKey: ['config', 'fields'] });
        await queries.invalidateQueries({ queryKey: ['config', 'backups'] });
      }
      const etag = queries.getQueryData<Version>(tomlQuery.queryKey)?.etag;
      return outcome.kind === 'saved' && etag !== undefined ? { ...outcome, etag } : outcome;
    },
  });

  return {
    draft,
    dirty,
    waits: waiting.length === 0 ? null : { error: library.error, retry: library.fetch },
    parsed,
    check,
    readError: read.error,
    reading: read.isFetching,
    reread: () => void read.refetch(),
    send,
    edit,
    save: (clear) =>
      draft === null ? Promise.reject(new Error('nothing was read yet')) : saving.mutateAsync({ from: draft, clear }),
    saving: saving.isPending,
    kept,
  };
}

/** Everything read from the file is read anew, such as after a backup was put back. */
export function useRereadConfig(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: ['config'] }), [queries]);
}
