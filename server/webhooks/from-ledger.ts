import type { ArrType, LedgerEvent, LedgerKind, NewWebhookEvent } from '../contract/index.ts';

/** Type and category of an Arr section; null for `core`, `Main` and unknown names. */
export type ArrLookup = (manager: string) => { type: ArrType; category: string } | null;

type Source = Pick<NewWebhookEvent, 'source'>;

/** The webhook event a ledger event stands for, or null; the only place where the one becomes the other. */
export function webhookEventOf(event: LedgerEvent, arrOf: ArrLookup): NewWebhookEvent | null {
  const make = byKind[event.kind];
  return make === undefined ? null : make(event, arrOf, { source: event.manager });
}

const byKind: Partial<
  Record<LedgerKind, (event: LedgerEvent, arrOf: ArrLookup, source: Source) => NewWebhookEvent | null>
> = {
  import: (event, arrOf, source) => {
    const arr = arrOf(event.manager);
    if (event.result !== 'ok' || arr === null) return null;
    const data = { arr: event.manager, ...arr, title: event.name ?? '', hash: event.hash };
    return { ...source, event: 'import.successful', data };
  },
  removal: (event, arrOf, source) => {
    if (event.result !== 'ok') return null;
    const filesDeleted = event.action === 'remove';
    return { ...source, event: 'removal.done', data: { ...removalOf(event, arrOf), filesDeleted } };
  },
  planned: (event, arrOf, source) => {
    const at = typeof event.values.at === 'number' ? new Date(event.values.at).toISOString() : null;
    return { ...source, event: 'removal.planned', data: { ...removalOf(event, arrOf), at } };
  },
  hold: (event, _, source) => (event.result === 'ok' ? { ...source, event: 'disk.hold', data: diskOf(event) } : null),
  resume: (event, _, source) =>
    event.result === 'ok' ? { ...source, event: 'disk.release', data: diskOf(event) } : null,
  // `info` is the owner letting removals go on.
  budget: (event, _, source) =>
    event.result === 'refused' ? { ...source, event: 'budget.tripped', data: { reason: event.message } } : null,
};

function removalOf(event: LedgerEvent, arrOf: ArrLookup) {
  const { hash, name, manager, instance, action, decision, message, values } = event;
  const arr = arrOf(manager);
  const category = typeof values.category === 'string' ? values.category : (arr?.category ?? '');
  return {
    hash: hash ?? '',
    name: name ?? '',
    category,
    qbitInstance: instance ?? '',
    arr: arr === null ? null : manager,
    action,
    decision,
    reason: message,
  };
}

const diskOf = ({ hash, name, instance, message }: LedgerEvent) => ({
  hash,
  name,
  qbitInstance: instance,
  reason: message,
});
