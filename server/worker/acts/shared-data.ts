import { ClientError } from '../../clients/http.ts';
import type { TorrentFacts } from '../../clients/qbittorrent/index.ts';
import { isWithin } from '../../engine/torrents/paths.ts';
import type { Judged } from '../judging.ts';
import type { QbitFeed } from '../qbit-feed.ts';
import { hasNoFiles } from './places.ts';
import type { RealPlaces } from './places.ts';
import type { ActTools } from './tools.ts';

/** A torrent and the qBittorrent it is on. */
interface Seat {
  readonly feed: QbitFeed;
  readonly facts: TorrentFacts;
}

/** All other torrents that have files, on whichever qBittorrent. */
export function* othersThan({ feed, facts }: Seat, { feeds }: Pick<ActTools, 'feeds'>): Iterable<Seat> {
  for (const other of feeds().values()) {
    for (const torrent of other.torrents().values()) {
      const isItself = other === feed && torrent.hash === facts.hash;
      if (!isItself && !hasNoFiles(torrent)) yield { feed: other, facts: torrent };
    }
  }
}

/** A qBittorrent that may only be starting, so that it is not known what files its torrents have. */
export function awaitedFeed({ feeds, desk }: Pick<ActTools, 'feeds' | 'desk'>): QbitFeed | undefined {
  return [...feeds().values()].find((feed) => feed.isAwaited(desk.now));
}

/** Who else has files of a torrent; `unknown` names the qBittorrent that did not say what files it has. */
export type Sharing =
  | { readonly kind: 'alone' }
  | { readonly kind: 'shared'; readonly by: TorrentFacts }
  | { readonly kind: 'unknown'; readonly instance: string };

/**
 * Whether another torrent, on whichever qBittorrent, has files that a removal would destroy (cross-seeding). qBittorrent deletes files
 * without looking who else has them, and those it was told not to download as well. `leaves` tells which torrents go at the same time.
 */
export async function sharingOf(
  { feed, facts }: Judged,
  leaves: (feed: QbitFeed, hash: string) => boolean,
  places: RealPlaces,
  tools: ActTools,
): Promise<Sharing> {
  const here = await places.content(facts);
  if (here === null || hasNoFiles(facts)) return { kind: 'alone' };
  const awaited = awaitedFeed(tools);
  if (awaited) return { kind: 'unknown', instance: awaited.instance.name };
  const candidates: Seat[] = [];
  for (const other of othersThan({ feed, facts }, tools)) {
    if (leaves(other.feed, other.facts.hash)) continue;
    const there = await places.content(other.facts);
    // One whose place is not known may be anywhere on its own qBittorrent.
    const mayShare = there === null ? other.feed === feed : isWithin(here, there) || isWithin(there, here);
    if (mayShare) candidates.push(other);
  }
  if (candidates.length === 0) return { kind: 'alone' };
  const own = await filesOf({ feed, facts }, places, () => true);
  if (own === null) return { kind: 'unknown', instance: feed.instance.name };
  for (const other of candidates) {
    const theirs = await filesOf(other, places, ({ priority }) => priority > 0);
    if (theirs === null) return { kind: 'unknown', instance: other.feed.instance.name };
    const isLoose = other.facts.savePath === '';
    if (theirs.some((file) => own.some((mine) => mine === file || (isLoose && mine.endsWith(file)))))
      return { kind: 'shared', by: other.facts };
  }
  return { kind: 'alone' };
}

/** Its files by `placeKey`, null when its qBittorrent does not say. */
async function filesOf(
  { feed, facts }: Seat,
  places: RealPlaces,
  counts: (file: { priority: number }) => boolean,
): Promise<string[] | null> {
  try {
    const files = await feed.client.files(facts.hash);
    // It has some, so this is no answer.
    if (files.length === 0 && facts.totalSize > 0) return null;
    return await places.files(facts, files.filter(counts));
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    feed.failed(error);
    return null;
  }
}
