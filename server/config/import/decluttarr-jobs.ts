import { isTree, withChange, type Tree } from '../tree.ts';
import type { Notes } from './types.ts';

interface Rules {
  readonly jobs: Tree;
  readonly general: Tree;
  readonly notes: Notes;
}

interface Job {
  /** Keys below the Arr section, and their values. */
  readonly set?: (job: Tree, general: Tree) => readonly (readonly [readonly string[], unknown])[];
  readonly message: string;
  readonly attention?: true;
}

/** Both programs count in rounds; ours in minutes (decluttarr: strikes times timer). */
function stalledMinutes(job: Tree, general: Tree): number {
  return number(job['max_strikes'], 3) * number(general['timer'], 10);
}

const jobTable: Record<string, Job> = {
  remove_stalled: {
    set: (job, general) => [[['Torrent', 'StalledDelay'], stalledMinutes(job, general)]],
    message: 'Removed after strikes times timer, in minutes',
  },
  remove_metadata_missing: { message: 'Downloads without metadata count as stalled; the same delay holds' },
  remove_slow: {
    set: () => [[['Torrent', 'DoNotRemoveSlow'], false]],
    message:
      'Slow ones are judged by their time left (Torrent.MaximumETA), not by speed. Set the longest time you accept',
    attention: true,
  },
  remove_failed_downloads: {
    set: () => [[['ReSearch'], true]],
    message: 'Failed downloads are always removed; a replacement is searched',
  },
  remove_failed_imports: {
    set: (job) => [[['ArrErrorCodesToBlocklist'], patterns(job['message_patterns'])]],
    message: 'The messages, without their stars: they are compared with what the app says',
  },
  remove_missing_files: {
    message: 'Torrents whose files are gone are removed after the grace period; data is never deleted',
  },
  remove_bad_files: {
    message: 'Done by the lists of allowed file types and of skipped files, with their usual values',
    attention: true,
  },
  remove_orphans: { message: 'Downloads whose title was deleted in the app are not removed', attention: true },
  remove_unmonitored: { message: 'Downloads of unmonitored titles are not removed', attention: true },
  remove_done_seeding: {
    message:
      'Not taken over, because it deletes: set Torrent.SeedingMode, or qBit.ManagedCategories with CategorySeeding',
    attention: true,
  },
  search_missing: {
    set: (job) => [
      [['EntrySearch', 'SearchMissing'], true],
      [['EntrySearch', 'SearchLimit'], number(job['max_concurrent_searches'], 3)],
    ],
    message: 'Searching goes on by itself; SearchLimit is the number of searches at a time',
  },
  search_unmet_cutoff: {
    set: () => [
      [['EntrySearch', 'SearchMissing'], true],
      [['EntrySearch', 'QualityUnmetSearch'], true],
    ],
    message: 'Needs SearchMissing, which was turned on with it',
  },
};

export const knownJobs: ReadonlySet<string> = new Set(Object.keys(jobTable));

/** An Arr section with the rules that come nearest to the jobs. What has no job is turned off where that deletes less. */
export function applyJobs(name: string, section: Tree, { jobs, general, notes }: Rules): Tree {
  const quiet: readonly (readonly [readonly string[], unknown])[] = [
    [['Torrent', 'StalledDelay'], -1],
    [['EntrySearch', 'SearchMissing'], false],
  ];
  let table = quiet.reduce((at, [path, value]) => withChange(at, { path, value }), section);
  for (const [key, found] of Object.entries(jobs)) {
    const known = jobTable[key];
    if (known === undefined || found === false) continue;
    const changes = known.set?.(isTree(found) ? found : {}, general) ?? [];
    for (const [path, value] of changes) {
      if (isEmptyList(value)) continue;
      table = withChange(table, { path, value });
    }
    const [first] = changes;
    const to = first === undefined ? name : `${name}.${first[0].join('.')}`;
    const note = { from: `jobs.${key}`, to, message: known.message };
    if (known.attention === true) notes.attention.push(note);
    else notes.understood.push(note);
  }
  return table;
}

/** Stars stand for any text at either end; ours are searched in the message anyway. */
function patterns(value: unknown): string[] {
  const items: unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item) => typeof item === 'string').map((item) => item.replace(/^\*+|\*+$/g, '').trim());
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function number(value: unknown, fallback: number): number {
  const read = typeof value === 'string' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) && read > 0 ? Math.round(read) : fallback;
}
