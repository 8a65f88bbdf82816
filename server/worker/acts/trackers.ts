import { ClientError } from '../../clients/http.ts';
import { saysUnregistered } from '../../engine/seeding/obligations.ts';
import type { AnnounceEntry } from '../../engine/seeding/obligations.ts';
import { hostOf } from '../../engine/seeding/trackers.ts';
import type { Judged } from '../judging.ts';
import type { ActTools } from './tools.ts';

/** Torrents whose trackers are asked in one pass at most. */
const readsPerPass = 50;

/**
 * Reads what the trackers of one torrent last said and remembers it; null when it cannot be had (L21, L22: only what depends on
 * it is left out for this torrent, FIX Q26).
 */
export async function readAnnounced(
  { feed, facts }: Pick<Judged, 'feed' | 'facts'>,
  { memory, desk }: ActTools,
): Promise<readonly AnnounceEntry[] | null> {
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
  for (const item of wanted.slice(0, readsPerPass)) await hearTrackers(item, tools);
  for (const { feed, facts } of wanted) judging.lookAgain(feed.instance.name, facts.hash, desk.now);
}

/**
 * H2: what the trackers of one torrent say, as far as it counts. Where one says that it does not know the torrent, it is asked about a few
 * others as well: a tracker that knows none of them is in trouble itself and frees nobody.
 */
export async function hearTrackers(item: Judged, tools: ActTools): Promise<readonly AnnounceEntry[] | null> {
  const { feed, facts } = item;
  const { memory, desk } = tools;
  const entries = (await readAnnounced(item, tools)) ?? [];
  const hosts = new Set(entries.flatMap(({ url, message }) => (saysUnregistered(message) ? (hostOf(url) ?? []) : [])));
  for (const host of hosts) {
    const others = [...feed.torrents().values()].filter(
      (other) => other.hash !== facts.hash && other.trackers.some((url) => hostOf(url) === host),
    );
    const step = Math.max(1, Math.floor(others.length / sampleSize));
    for (const other of others.filter((_, at) => at % step === 0).slice(0, sampleSize)) {
      const last = memory.announcedAt(feed.instance.name, other.hash);
      if (last === null || desk.now - last >= askAgainAfter) await readAnnounced({ feed, facts: other }, tools);
    }
  }
  return memory.heard(feed.instance.name, facts.hash, desk.now);
}

/** Seconds after which trackers that said nothing useful are asked again. */
const askAgainAfter = 120;
/** Other torrents of a tracker that are looked at. */
const sampleSize = 9;
