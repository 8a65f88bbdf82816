import type { TorrentFacts } from '../clients/qbittorrent/index.ts';
import { describeDecision } from '../contract/index.ts';
import type { PlannedAction, TorrentRow } from '../contract/index.ts';
import type { QueueFacts } from '../engine/torrents/facts.ts';
import { hostOf } from '../engine/seeding/trackers.ts';
import type { Verdict } from '../engine/torrents/verdict.ts';

/** What follows from a verdict, and when (`now` and the result in unix milliseconds). */
export function nextOf(verdict: Verdict, now: number): PlannedAction | null {
  const { action, decision, planned } = verdict;
  if (action !== 'none') return { action, decision, at: now };
  if (!planned || planned.action === 'none') return null;
  const at = planned.at === null ? null : Math.round(planned.at * 1000);
  return { action: planned.action, decision: planned.decision, at };
}

/** The torrent as the panel and the API show it. `now` is unix milliseconds. */
export function toRow(input: {
  instance: string;
  manager: string;
  facts: TorrentFacts;
  verdict: Verdict;
  queue: QueueFacts | null;
  observeOnly: boolean;
  now: number;
}): TorrentRow {
  const { facts, verdict } = input;
  return {
    instance: input.instance,
    hash: facts.hash,
    name: facts.name,
    category: facts.category,
    manager: input.manager,
    state: facts.state,
    progress: facts.progress,
    size: facts.size,
    totalSize: facts.totalSize,
    amountLeft: facts.amountLeft,
    downloaded: facts.downloaded,
    uploaded: facts.uploaded,
    eta: facts.eta,
    dlspeed: facts.dlspeed,
    upspeed: facts.upspeed,
    ratio: facts.ratio,
    ratioLimit: facts.ratioLimit,
    seedingTimeLimit: facts.seedingTimeLimit,
    dlLimit: facts.dlLimit,
    upLimit: facts.upLimit,
    seeds: facts.seeds,
    leechs: facts.leechs,
    swarmSeeds: facts.swarmSeeds,
    swarmLeechs: facts.swarmLeechs,
    availability: facts.availability,
    priority: facts.priority,
    tags: facts.tags,
    tracker: hostOf(facts.trackers[0] ?? '') ?? '',
    score: input.queue?.score ?? null,
    savePath: facts.savePath,
    addedAt: facts.addedAt,
    completedAt: facts.completedAt,
    lastActivityAt: facts.lastActivityAt,
    seedingTime: facts.seedingTime,
    timeActive: facts.timeActive,
    decision: verdict.decision,
    values: verdict.values,
    reason: describeDecision(verdict.decision, verdict.values),
    action: verdict.action,
    since: input.now,
    next: nextOf(verdict, input.now),
    gate: null,
    observed: input.observeOnly && verdict.action !== 'none' && verdict.action !== 'inspect-files',
    removedAt: null,
  };
}
