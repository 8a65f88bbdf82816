import { z } from 'zod';
import {
  isSecretKey,
  parseToml,
  redactToml,
  redacted,
  sameValue,
  type Change,
} from '../../../server/config/browser.ts';
import { createStore, type StoreApi } from 'zustand';
import { draftKey, noteDraft } from '../../data/index.ts';

/** A text of the configuration with the version mark it was read under. */
const version = z.object({ text: z.string(), etag: z.string() });
export type Version = z.infer<typeof version>;

/**
 * What the editor holds: the version the reader started from, the edited text, and a newer version on disk that the
 * reader has not decided about yet (ui.md CF-12). The only secrets in it are those the reader typed.
 */
const draftState = z.object({ base: version, text: z.string(), disk: version.nullable() });
export type DraftState = z.infer<typeof draftState>;

export type DraftEvent =
  | { type: 'read'; version: Version }
  | { type: 'edited'; text: string }
  | { type: 'saved'; version: Version }
  | { type: 'keptMine' }
  /** The reader's changes were made in the version on disk; `text` is the result. */
  | { type: 'merged'; text: string }
  | { type: 'tookDisk' }
  | { type: 'discarded' };

export const isDirty = (state: DraftState | null): boolean => state !== null && state.text !== state.base.text;

const withoutBlanks = (text: string): string => text.replaceAll(/\s/g, '');

/** An edited text, or the one it started from when it says the same and differs in blanks only: a change that was taken back. */
export function settledText(edited: string, base: string): string {
  if (withoutBlanks(edited) !== withoutBlanks(base)) return edited;
  const [now, before] = [parseToml(edited), parseToml(base)];
  return now.ok && before.ok && sameValue(now.tree, before.tree) ? base : edited;
}

/** What a freshly read version means: adopted while nothing was typed, put up for decision otherwise. */
function afterRead(state: DraftState | null, read: Version): DraftState {
  if (state === null || !isDirty(state)) return { base: read, text: read.text, disk: null };
  if (read.etag === state.base.etag) return { ...state, disk: null };
  if (read.text === state.base.text) return { base: read, text: state.text, disk: null };
  if (read.text === state.text) return { base: read, text: read.text, disk: null };
  return { ...state, disk: read };
}

/** The editor's state after an event. Nothing typed is ever lost except by `tookDisk` and `discarded`. */
export function draftReducer(state: DraftState | null, event: DraftEvent): DraftState | null {
  if (event.type === 'read') return afterRead(state, event.version);
  if (state === null) return null;
  switch (event.type) {
    case 'edited':
      return { ...state, text: event.text };
    case 'saved':
      return { base: event.version, text: event.version.text, disk: null };
    case 'keptMine':
      return state.disk === null ? state : { base: state.disk, text: state.text, disk: null };
    case 'merged':
      return state.disk === null ? state : { base: state.disk, text: event.text, disk: null };
    case 'tookDisk':
      return state.disk === null ? state : { base: state.disk, text: state.disk.text, disk: null };
    case 'discarded':
      return { ...state, text: state.base.text };
    default:
      return event satisfies never;
  }
}

/** The draft of this tab, null when there is none or when it cannot be read. */
export function loadDraft(storage: Storage): DraftState | null {
  try {
    const parsed = draftState.safeParse(JSON.parse(storage.getItem(draftKey) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A text without the secrets typed into it, so that none is left in the browser's storage. */
function withoutSecrets(text: string): string {
  const parsed = parseToml(text);
  if (parsed.ok) return redactToml(text, parsed.tree);
  const assignment = /^(\s*(?:[\w"'-]+\s*\.\s*)*["']?([\w-]+)["']?\s*=\s*).+$/gm;
  return text.replaceAll(assignment, (line, start: string, key: string) =>
    isSecretKey(key) ? `${start}"${redacted}"` : line,
  );
}

/** Keeps an edited text for this tab, without secrets; an unedited one is not kept. Returns false when the browser has no room for it. */
export function keepDraft(storage: Storage, state: DraftState | null): boolean {
  try {
    if (state !== null && isDirty(state)) {
      storage.setItem(draftKey, JSON.stringify({ ...state, text: withoutSecrets(state.text) }));
    } else storage.removeItem(draftKey);
    return true;
  } catch {
    return false;
  }
}

export interface DraftStore {
  draft: DraftState | null;
  /** False when the browser could not keep the newest draft. */
  kept: boolean;
  /** Changes that cannot be written into the text yet, in their order. */
  waiting: readonly Change[];
  wait: (changes: readonly Change[]) => void;
  send: (event: DraftEvent) => void;
}

/** The editor's state with its copy in the tab's storage; starts with the draft the tab still has. */
export const createDraftStore = (storage: Storage): StoreApi<DraftStore> =>
  createStore((set, get) => ({
    draft: loadDraft(storage),
    kept: true,
    waiting: [],
    wait: (waiting) => {
      set({ waiting });
      noteDraft(isDirty(get().draft) || waiting.length > 0);
    },
    send: (event) => {
      const draft = draftReducer(get().draft, event);
      const waiting = event.type === 'discarded' || event.type === 'tookDisk' ? [] : get().waiting;
      set({ draft, waiting, kept: keepDraft(storage, draft) });
      noteDraft(isDirty(draft) || waiting.length > 0);
    },
  }));
