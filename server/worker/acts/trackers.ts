import { ClientError } from '../../clients/http.ts';
import type { AnnounceEntry } from '../../engine/seeding/obligations.ts';
import type { Judged } from '../judging.ts';
import type { ActTools } from './tools.ts';

/** Torrents whose trackers are asked in one pass at most. */
const readsPerPass = 50;

/**
 * Reads what the trackers of one torrent last said and remembers it; null when it cannot be had (L21, L22: only what depends on
 * it is left out for this torrent, FIX Q26).
 */
export async function readAnnounced(
  item: Judged,
  { memory, desk }: ActTools,
): Promise<readonly AnnounceEntry[] | null> {
  const { feed, facts } = item;
  let entries: AnnounceEntry[] | null = null;
  try {
    entries = (await feed.client.trackers(facts.hash)).map(({ url, message }) => ({ url, message }));
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    if (error.kind !== 'notFound' && error.kind !== 'notJson' && error.kind !== 'invalid') feed.failed(error);
  }
  memory.announced(feed.instance.name, facts.hash, entries, desk.now);
  return entries;
}

/** H2: reads the trackers of torrents that only their word may free, and has them judged again. */
export async function readForDuty(judged: readonly Judged[], tools: ActTools): Promise<void> {
  const { memory, judging, desk } = tools;
  const wanted = judged.filter(({ verdict, feed, facts }) => {
    if (!verdict.needsTrackers) return false;
    const last = memory.announcedAt(feed.instance.name, facts.hash);
    return last === null || desk.now - last >= askAgainAfter;
  });
  for (const item of wanted.slice(0, readsPerPass)) await readAnnounced(item, tools);
  for (const { feed, facts } of wanted) judging.lookAgain(feed.instance.name, facts.hash, desk.now);
}

/** Seconds after which trackers that said nothing useful are asked again. */
const askAgainAfter = 120;
