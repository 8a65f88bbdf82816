import type { ActionKind, DecisionCode, GateCheck } from '../contract/index.ts';

/** What the gate looks at, in the order of design.md 5. Times are unix milliseconds. */
export interface GateFacts {
  readonly observeOnly: boolean;
  /** Why the reason could not be written down, null when it was; without a reason nothing is done. */
  readonly ledgerProblem: string | null;
  /** Why nothing may be judged right now (mass trouble, missing mount), null when all is well. */
  readonly outage: string | null;
  /** Why the removal budget stops removals until it is released, null while it lasts. */
  readonly budgetTripped: string | null;
  /** What hit-and-run still demands, null when it demands nothing. */
  readonly duty: string | null;
  /** When the announced removal may happen, null = now. */
  readonly graceUntil: number | null;
}

/** The action that asks to pass. */
export interface GateRequest {
  readonly action: ActionKind;
  readonly decision: DecisionCode;
  /** An owner asked for it by name. */
  readonly asked: boolean;
}

export type GateAnswer =
  | { readonly granted: true }
  | { readonly granted: false; readonly check: GateCheck; readonly reason: string; readonly until: number | null };

const removals = new Set<ActionKind>(['remove', 'remove-keep-files']);
/** What cannot be undone: removals, deleted files, a release on the Arr's blocklist, a tracker taken out. */
const destructive = new Set<ActionKind>([...removals, 'clean-files', 'tag-stalled', 'edit-trackers']);

/** Actions that take a torrent out of the client; they are what the budget counts. */
export function isRemoval(action: ActionKind): boolean {
  return removals.has(action);
}

/** Actions that cannot be undone. */
export function isDestructive(action: ActionKind): boolean {
  return destructive.has(action);
}

/** Moved to the failed category, or asked for in the panel: the owner has decided, so nothing is guessed about it. */
export function isOwnersWish({ asked, decision }: GateRequest): boolean {
  return asked || decision === 'failed_category';
}

/**
 * The one gate in front of every action; the first check that objects decides (design.md 5): observe-only, the ledger, outage sense,
 * removal budget, hit-and-run, grace period. What an owner asks for by name is only held back by the first two; what lies in the
 * failed category is counted by the budget as well.
 */
export function safetyGate(request: GateRequest, facts: GateFacts): GateAnswer {
  const { action } = request;
  if (facts.observeOnly) return refused('observe-only', 'observe-only: recorded, nothing changed');
  if (facts.ledgerProblem !== null) {
    return refused('ledger', `the reason could not be written down, so nothing is done: ${facts.ledgerProblem}`);
  }
  if (!isDestructive(action) || request.asked) return { granted: true };
  const wished = isOwnersWish(request);
  if (facts.outage !== null && !wished) return refused('outage', facts.outage);
  if (!isRemoval(action)) return { granted: true };
  if (facts.budgetTripped !== null) return refused('budget', facts.budgetTripped);
  if (wished) return { granted: true };
  if (facts.duty !== null) return refused('hit-and-run', facts.duty);
  if (facts.graceUntil !== null) {
    return { granted: false, check: 'grace', reason: 'announced: the grace period runs', until: facts.graceUntil };
  }
  return { granted: true };
}

function refused(check: GateCheck, reason: string): GateAnswer {
  return { granted: false, check, reason, until: null };
}
