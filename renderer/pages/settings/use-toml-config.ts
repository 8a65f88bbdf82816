import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { useStore } from 'zustand';
import { configCheck, configSaved, type ConfigCheck } from '../../../server/contract/index.ts';
import { ApiError, api, reasonOf } from '../../data/index.ts';
import { createDraftStore, isDirty, type DraftEvent, type DraftState, type Version } from './draft.ts';
import { saveOutcome, type SaveOutcome } from './save-outcome.ts';

const tomlBody = z.object({ config: z.string(), etag: z.string() });
const checkDelay = 400;

const tomlQuery = {
  queryKey: ['config', 'toml'],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Version> => {
    const { config, etag } = await api.get('/config/toml', { schema: tomlBody, signal });
    return { text: config, etag };
  },
};

async function save(version: Version, text: string): Promise<SaveOutcome> {
  const headers = version.etag === '' ? {} : { 'If-Match': version.etag };
  try {
    return { kind: 'saved', saved: await api.post('/config', { config: text }, { schema: configSaved, headers }) };
  } catch (error) {
    if (error instanceof ApiError && error.status > 0) return saveOutcome(error.status, error.body);
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

/** The value once it has stopped changing for `wait` milliseconds. */
function useSettled<Value>(value: Value, wait: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}

export interface CheckState {
  /** Newest finished check of this draft; null before the first. */
  result: ConfigCheck | null;
  /** True while the text is newer than the result. */
  running: boolean;
  error: unknown;
}

function useCheck(draft: DraftState | null): CheckState {
  const text = draft?.text ?? '';
  const settled = useSettled(text, checkDelay);
  const dirty = isDirty(draft);
  const query = useQuery({
    queryKey: ['config', 'check', draft?.base.etag, settled],
    queryFn: ({ signal }) => api.post('/config/check', { config: settled }, { schema: configCheck, signal }),
    enabled: dirty && settled !== draft?.base.text,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    placeholderData: (previous) => previous,
  });
  if (!dirty) return { result: null, running: false, error: null };
  return {
    result: query.data ?? null,
    running: settled !== text || query.isFetching || query.isPlaceholderData,
    error: settled === text ? query.error : null,
  };
}

export interface TomlConfig {
  draft: DraftState | null;
  check: CheckState;
  /** Why the file could not be read; null while it could. */
  readError: unknown;
  reading: boolean;
  reread: () => void;
  send: (event: DraftEvent) => void;
  save: () => Promise<SaveOutcome>;
  saving: boolean;
  /** False when the browser could not keep the draft. */
  kept: boolean;
}

/** Reads, checks and saves config.toml; what was typed outlives every failure (ui.md CF-12, CF-16 to CF-19). */
export function useTomlConfig(): TomlConfig {
  const queries = useQueryClient();
  const [store] = useState(() => createDraftStore(sessionStorage));
  const { draft, kept, send } = useStore(store);
  const read = useQuery({ ...tomlQuery, refetchOnWindowFocus: 'always' });
  const check = useCheck(draft);

  useEffect(() => {
    if (read.data !== undefined) send({ type: 'read', version: read.data });
  }, [read.data, send]);

  const dirty = isDirty(draft);
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);

  const saving = useMutation({
    mutationFn: async (from: DraftState): Promise<SaveOutcome> => {
      const outcome = await save(from.base, from.text);
      if (outcome.kind === 'saved') send({ type: 'saved', version: { text: from.text, etag: from.base.etag } });
      if (outcome.kind === 'saved' || outcome.kind === 'conflict')
        await queries.invalidateQueries({ queryKey: tomlQuery.queryKey });
      return outcome;
    },
  });

  return {
    draft,
    check,
    readError: read.error,
    reading: read.isFetching,
    reread: () => void read.refetch(),
    send,
    save: () => (draft === null ? Promise.reject(new Error('nothing was read yet')) : saving.mutateAsync(draft)),
    saving: saving.isPending,
    kept,
  };
}
