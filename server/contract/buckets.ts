import { z } from 'zod';
import type { DecisionCode, TorrentRow } from './torrent.ts';

/** The groups of decisions a reader looks for; every torrent is in exactly one (ui.md 6.2). Most urgent first. */
export const bucket = z.enum([
  'removal',
  'problem',
  'held',
  'importing',
  'downloading',
  'waiting',
  'seeding',
  'ignored',
  'removed',
]);
export type Bucket = z.infer<typeof bucket>;
/** All of them, most urgent first. */
export const buckets = bucket.options;

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
 * planned; a torrent on its ordinary way to the seeding goal does not, so that a trouble it has is not hidden by it.
 */
export function bucketOf(row: TorrentRow): Bucket {
  if (row.removedAt !== null) return 'removed';
  const home = byDecision[row.decision];
  if (removes(row.action)) return 'removal';
  const goes = row.next !== null && removes(row.next.action) && row.next.decision !== 'seed_goal';
  if (goes && home !== 'seeding') return 'removal';
  return home;
}
