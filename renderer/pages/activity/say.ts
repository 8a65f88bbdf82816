import type { TFunction } from 'i18next';
import { describeAction, type LedgerEvent } from '../../../server/contract/index.ts';

export type Say = TFunction<'activity'>;

/** How an event stands to its action: announced, planned, only observed, failed, not done, or done. */
export function formOf(event: LedgerEvent): 'intent' | 'planned' | 'observed' | 'failed' | 'refused' | 'done' {
  if (event.kind === 'intent' || event.kind === 'planned' || event.kind === 'observed') return event.kind;
  return event.result === 'failed' || event.result === 'refused' ? event.result : 'done';
}

/** The words of an event around the name of its subject; `name` is null when the sentence has none. */
export interface Headline {
  before: string;
  name: string | null;
  after: string;
}

/** Stands for the name while a text is made. */
export const mark = '\u0001';

/** A text with the mark, taken apart around the name. */
export function around(text: string, name: string): Headline {
  const [before = '', after = ''] = text.split(mark);
  return { before, name, after };
}

/** What happened, in one line. */
export function headlineOf(event: LedgerEvent, say: Say): Headline {
  const { kind, action } = event;
  const name = event.name ?? say('someTorrent');
  if (kind === 'verdict') return around(say('judged', { name: mark }), name);
  if (action === null || event.hash === null) return { before: event.message, name: null, after: '' };
  const form = formOf(event);
  if (form === 'done') return around(say(`did.${action}`, { name: mark }), name);
  return around(say(`form.${form}`, { act: say(`act.${action}`, { name: mark }) }), name);
}

/** Why, in one line; '' when the headline says it all. */
export function reasonOf(event: LedgerEvent): string {
  if (event.hash === null || event.action === null) return '';
  const isPlain = event.result === 'ok' || event.result === 'info' || event.kind === 'observed';
  if (isPlain && event.decision !== null && event.kind !== 'planned') {
    return describeAction(event.action, event.decision, event.values);
  }
  const named = `${event.name}. `;
  const at = event.name === null ? -1 : event.message.indexOf(named);
  return at < 0 ? event.message : event.message.slice(at + named.length);
}

/** A folded run in a few words: "24 removals with files". */
export function runText(events: readonly LedgerEvent[], say: Say): string {
  const [first] = events;
  if (first === undefined) return '';
  const count = events.length;
  if (first.kind === 'verdict') return say('run.decisions', { count });
  if (first.action === null || first.hash === null) return say('run.messages', { count, first: first.message });
  const form = formOf(first);
  const run = say(`run.${first.action}`, { count });
  return form === 'done' ? run : say(`runForm.${form}`, { run });
}
