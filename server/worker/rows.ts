import type { TorrentFacts } from '../clients/qbittorrent/index.ts';
import { describeDecision } from '../contract/index.ts';
import type { TorrentRow } from '../contract/index.ts';
import type { Verdict } from '../engine/torrents/verdict.ts';

/** The torrent as the panel and the API show it. `now` is unix milliseconds. */
export function toRow(input: {
  instance: string;
  manager: string;
  facts: TorrentFacts;
  verdict: Verdict;
  observeOnly: boolean;
  now: number;
}): TorrentRow {
  const { facts, verdict } = input;
  const { planned } = verdict;
  const next =
    verdict.action !== 'none'
      ? { action: verdict.action, at: input.now }
      : planned && planned.action !== 'none'
        ? { action: planned.action, at: planned.at === null ? null : Math.round(planned.at * 1000) }
        : null;
  return {
    instance: input.instance,
    hash: facts.hash,
    name: facts.name,
    category: facts.category,
    manager: input.manager,
    state: facts.state,
    progress: facts.progress,
    size: facts.size,
    amountLeft: facts.amountLeft,
    eta: facts.eta,
    dlspeed: facts.dlspeed,
    upspeed: facts.upspeed,
    ratio: facts.ratio,
    seeds: facts.seeds,
    leechs: facts.leechs,
    availability: facts.availability,
    tags: facts.tags,
    addedAt: facts.addedAt,
    completedAt: facts.completedAt,
    lastActivityAt: facts.lastActivityAt,
    seedingTime: facts.seedingTime,
    decision: verdict.decision,
    values: verdict.values,
    reason: describeDecision(verdict.decision, verdict.values),
    action: verdict.action,
    since: input.now,
    next,
    observed: input.observeOnly && verdict.action !== 'none' && verdict.action !== 'inspect-files',
    removedAt: null,
  };
}
