import type { ConfigAuthor, LedgerKind } from '../contract/index.ts';
import type { Verb } from '../api/services.ts';
import type { NewEvent } from '../store/ledger.ts';

/** Ledger events that are about this program itself, not about a torrent (ui.md 6.3). */
const ownEvent = (kind: LedgerKind, message: string, change: Partial<NewEvent> = {}): NewEvent => ({
  kind,
  manager: 'Main',
  instance: null,
  hash: null,
  name: null,
  decision: null,
  action: null,
  result: 'ok',
  values: {},
  trail: [],
  message,
  ...change,
});

const authors: Record<ConfigAuthor, string> = {
  panel: 'in the panel',
  token: 'over the API',
  open: 'over the API, without a sign-in',
  file: 'in the file',
  start: 'at the start',
  migration: 'by the upgrade of the file',
  restore: 'from a backup',
  import: 'by an import',
  rollback: 'by taking back a refused change',
};

const mostNamed = 3;

/** Who saved which settings; their values stay out, since some are secret. */
export function configSavedNote(author: ConfigAuthor, paths: readonly string[]): NewEvent {
  const named = paths.slice(0, mostNamed).join(', ');
  const more = paths.length > mostNamed ? ` and ${paths.length - mostNamed} more` : '';
  return ownEvent('config', `Settings saved ${authors[author]}: ${named}${more}`, {
    values: { by: author, changed: paths.length },
  });
}

/** `message` names the way in and the address. */
export const signedInNote = (message: string): NewEvent => ownEvent('sign-in', message);

/** `message` names what was shown and to whom; the secret itself is not part of it. */
export const revealedNote = (message: string): NewEvent => ownEvent('config', message);

const verbs: Record<Verb | 'reconnect', string> = {
  start: 'started',
  stop: 'stopped',
  restart: 'restarted',
  reconnect: 'reconnected',
};

/** Loops that were started, stopped or restarted on the owner's word; `manager` null = all of them. */
export function verbNote(verb: keyof typeof verbs, manager: string | null, what: string): NewEvent {
  return ownEvent('process', `${what} ${verbs[verb]} by hand`, { manager: manager ?? 'Main', name: manager });
}

/** The engine came up or is about to go down. */
export const engineNote = (state: 'started' | 'stopped', version: string): NewEvent =>
  ownEvent('process', `The engine ${state}, version ${version}`, { result: 'info' });

/** What the owner has to know about this program's own files. */
export const engineTrouble = (message: string): NewEvent => ownEvent('health', message, { result: 'failed' });
