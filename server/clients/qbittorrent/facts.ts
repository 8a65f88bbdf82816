import { z } from 'zod';
import { torrentState } from '../../contract/torrent.ts';
import type { TorrentState } from '../../contract/torrent.ts';
import type { TorrentPatch } from './types.ts';
import { Pool } from './pool.ts';

const number = z.number().nullish();
const text = z.string().nullish();

/** One torrent of `sync/maindata` as sent: all fields of a new one, only the changed ones of a known one (arr-api.md 8.4). */
export const wireTorrent = z.object({
  name: text,
  category: text,
  state: text,
  tags: text,
  progress: number,
  size: number,
  total_size: number,
  downloaded: number,
  uploaded: number,
  amount_left: number,
  eta: number,
  dlspeed: number,
  upspeed: number,
  num_seeds: number,
  num_leechs: number,
  num_complete: number,
  num_incomplete: number,
  availability: number,
  ratio: number,
  ratio_limit: number,
  max_ratio: number,
  max_seeding_time: number,
  seeding_time: number,
  time_active: number,
  seeding_time_limit: number,
  dl_limit: number,
  up_limit: number,
  super_seeding: z.boolean().nullish(),
  added_on: number,
  completion_on: number,
  last_activity: number,
  content_path: text,
  save_path: text,
  priority: number,
  private: z.boolean().nullish(),
  trackers_count: number,
});
type WireTorrent = z.infer<typeof wireTorrent>;

/** Thousands of torrents share few folders, categories and sets of tags. */
const texts = new Pool((shared) => shared);
const tagLists = new Pool(toTags);

const unknownEta = 8_640_000;
// 4.x writes an unset time as the unsigned form of -1.
const unsetTime = 0xffff_ffff;

/** Our names and units for the fields that are there. */
export function toPatch(wire: WireTorrent): TorrentPatch {
  const patch: TorrentPatch = {};
  if (given(wire.name)) patch.name = wire.name;
  if (given(wire.category)) patch.category = texts.of(wire.category);
  if (given(wire.state)) patch.state = toState(wire.state);
  if (given(wire.tags)) patch.tags = tagLists.of(wire.tags);
  if (given(wire.progress)) patch.progress = wire.progress;
  if (given(wire.size)) patch.size = wire.size;
  if (given(wire.total_size)) patch.totalSize = wire.total_size;
  if (given(wire.downloaded)) patch.downloaded = wire.downloaded;
  if (given(wire.uploaded)) patch.uploaded = wire.uploaded;
  if (given(wire.amount_left)) patch.amountLeft = wire.amount_left;
  if (given(wire.eta)) patch.eta = wire.eta < 0 || wire.eta >= unknownEta ? null : wire.eta;
  if (given(wire.dlspeed)) patch.dlspeed = wire.dlspeed;
  if (given(wire.upspeed)) patch.upspeed = wire.upspeed;
  if (given(wire.num_seeds)) patch.seeds = wire.num_seeds;
  if (given(wire.num_leechs)) patch.leechs = wire.num_leechs;
  if (given(wire.num_complete)) patch.swarmSeeds = wire.num_complete;
  if (given(wire.num_incomplete)) patch.swarmLeechs = wire.num_incomplete;
  if (given(wire.availability)) patch.availability = wire.availability;
  if (given(wire.ratio)) patch.ratio = wire.ratio;
  if (given(wire.ratio_limit)) patch.ratioLimit = wire.ratio_limit;
  if (given(wire.max_ratio)) patch.maxRatio = wire.max_ratio;
  if (given(wire.max_seeding_time)) patch.maxSeedingTime = wire.max_seeding_time;
  if (given(wire.time_active)) patch.timeActive = wire.time_active;
  if (given(wire.seeding_time)) patch.seedingTime = wire.seeding_time;
  if (given(wire.seeding_time_limit)) patch.seedingTimeLimit = wire.seeding_time_limit;
  if (given(wire.dl_limit)) patch.dlLimit = Math.max(0, wire.dl_limit);
  if (given(wire.up_limit)) patch.upLimit = Math.max(0, wire.up_limit);
  if (given(wire.super_seeding)) patch.superSeeding = wire.super_seeding;
  if (given(wire.added_on)) patch.addedAt = wire.added_on * 1000;
  if (given(wire.completion_on)) patch.completedAt = toInstant(wire.completion_on);
  if (given(wire.last_activity)) patch.lastActivityAt = toInstant(wire.last_activity);
  if (given(wire.content_path)) patch.contentPath = wire.content_path;
  if (given(wire.save_path)) patch.savePath = texts.of(wire.save_path);
  if (given(wire.priority)) patch.priority = Math.max(0, wire.priority);
  if (given(wire.private)) patch.isPrivate = wire.private;
  if (given(wire.trackers_count)) patch.trackersCount = wire.trackers_count;
  return patch;
}

/** `pausedUP` and `stoppedUP` are one state (FIX Q2); a name we do not know is `unknown`. */
export function toState(name: string): TorrentState {
  const parsed = stateNames.get(name);
  return parsed ?? 'unknown';
}

/** Labels of a comma-separated list, trimmed, none empty (FIX Q17). */
export function toTags(list: string): string[] {
  return list
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

const stateNames = new Map<string, TorrentState>([
  ...torrentState.options.map((state): [string, TorrentState] => [state, state]),
  ['pausedUP', 'stoppedUP'],
  ['pausedDL', 'stoppedDL'],
]);

function toInstant(epochSeconds: number): number | null {
  return epochSeconds <= 0 || epochSeconds >= unsetTime ? null : epochSeconds * 1000;
}

function given<T>(value: T): value is NonNullable<T> {
  return value !== undefined && value !== null;
}
