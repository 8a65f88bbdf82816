import { bucketOf } from '../../../server/contract/index.ts';
import type { Bucket, DecisionCode, TorrentRow } from '../../../server/contract/index.ts';

export { bucketOf, buckets, removes } from '../../../server/contract/index.ts';
export type { Bucket } from '../../../server/contract/index.ts';

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
