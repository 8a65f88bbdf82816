import type { ActionKind, TorrentState } from '../contract/index.ts';

/** What the gate looks at, in the order of design.md 5. Counts are over all instances. */
export interface GateFacts {
  readonly observeOnly: boolean;
  /** Why nothing may be judged right now (mass trouble, missing mount), null when all is well. */
  readonly outage: string | null;
  readonly removalsLastHour: number;
  /** 0 = no limit. */
  readonly maxRemovalsPerHour: number;
}

export type GateAnswer =
  { readonly granted: true } | { readonly granted: false; readonly reason: string; readonly observed: boolean };

/** Actions that destroy something; everything else only waits for observe-only. */
export function isRemoval(action: ActionKind): boolean {
  return action === 'remove' || action === 'remove-keep-files';
}

/** The one gate in front of every action; the first check that objects decides (design.md 5). */
export function safetyGate(action: ActionKind, facts: GateFacts): GateAnswer {
  if (facts.observeOnly) return { granted: false, reason: 'observe-only: recorded, nothing changed', observed: true };
  if (!isRemoval(action)) return { granted: true };
  if (facts.outage !== null) return { granted: false, reason: facts.outage, observed: false };
  if (facts.maxRemovalsPerHour > 0 && facts.removalsLastHour >= facts.maxRemovalsPerHour) {
    const reason = `removal budget used up: ${facts.removalsLastHour} removals in the last hour, Settings.MaxRemovalsPerHour is ${facts.maxRemovalsPerHour}`;
    return { granted: false, reason, observed: false };
  }
  return { granted: true };
}

/** Share of torrents that may go bad at once, and the number below which a share says nothing. */
const MASS_SHARE = 0.5;
const MASS_COUNT = 5;

/**
 * Outage sense: when most torrents of an instance report missing files or errors at the same time, a disk or mount is
 * gone and not the torrents (design.md 5). Returns the reason, or null.
 */
export function senseOutage(states: Iterable<TorrentState>): string | null {
  let total = 0;
  let bad = 0;
  for (const state of states) {
    total += 1;
    if (state === 'missingFiles' || state === 'error') bad += 1;
  }
  return bad >= MASS_COUNT && bad > total * MASS_SHARE
    ? `${bad} of ${total} torrents lost their files at once: a disk or mount looks gone, nothing is removed`
    : null;
}
