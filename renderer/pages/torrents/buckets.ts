import type { DecisionCode, TorrentRow } from '../../../server/contract/index.ts';

/** The groups of decisions a reader looks for; every torrent is in exactly one (ui.md 6.2). Most urgent first. */
export const buckets = [
  'removal',
  'problem',
  'held',
  'importing',
  'downloading',
  'waiting',
  'seeding',
  'ignored',
  'removed',
] as const;
export type Bucket = (typeof buckets)[number];

const byDecision: Record<DecisionCode, Bucket> = {
  cf_unmet: 'problem',
  seed_goal: 'seeding',
  seed_protected: 'seeding',
  failed_category: 'problem',
  recheck_category: 'waiting',
  missing_files: 'problem',
  ignored: 'ignored',
  grace: 'downloading',
  stalled: 'problem',
  metadata_stuck: 'problem',
  unavailable: 'problem',
  too_slow: 'problem',
  inspect: 'downloading',
  files_excluded: 'downloading',
  held_space: 'held',
  importing: 'importing',
  imported: 'seeding',
  import_blocked: 'problem',
  downloading: 'downloading',
  seeding: 'seeding',
  errored: 'problem',
  stopped: 'waiting',
  queued: 'waiting',
  busy: 'waiting',
  none: 'waiting',
};

/** True for the two actions that take a torrent out of the client. */
export const removes = (action: TorrentRow['action']): boolean => action === 'remove' || action === 'remove-keep-files';

/**
 * Where a torrent belongs among the filter chips. A download that will be removed unless something changes counts as
 * planned; a seeding torrent on its ordinary way to the seeding goal does not.
 */
export function bucketOf(row: TorrentRow): Bucket {
  if (row.removedAt !== null) return 'removed';
  const home = byDecision[row.decision];
  if (removes(row.action)) return 'removal';
  if (row.next !== null && removes(row.next.action) && home !== 'seeding') return 'removal';
  return home;
}

export type Shape = 'running' | 'working' | 'idle' | 'attention' | 'failed' | 'unknown';

const shapeOfBucket: Record<Bucket, Shape> = {
  removal: 'attention',
  problem: 'attention',
  held: 'attention',
  importing: 'working',
  downloading: 'running',
  waiting: 'idle',
  seeding: 'running',
  ignored: 'idle',
  removed: 'idle',
};

const brokenDecisions: readonly DecisionCode[] = ['errored', 'missing_files', 'import_blocked', 'failed_category'];

/** Status shape of a torrent (ui.md 12): broken things are failed, things that need a look are attention. */
export function shapeOf(row: TorrentRow): Shape {
  const bucket = bucketOf(row);
  if (bucket === 'problem' && brokenDecisions.includes(row.decision)) return 'failed';
  if (row.state === 'unknown' && bucket === 'waiting') return 'unknown';
  return shapeOfBucket[bucket];
}
