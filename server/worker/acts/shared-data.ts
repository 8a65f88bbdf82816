import path from 'node:path';
import type { TorrentFacts } from '../../clients/qbittorrent/index.ts';
import { isWindows, isWithin, pathKey } from '../../engine/torrents/paths.ts';
import type { Judged } from '../judging.ts';
import { hasNoFiles, placeOf } from './places.ts';

/**
 * The torrent of the same qBittorrent whose files a removal would destroy as well (cross-seeding), null when there is none. qBittorrent
 * deletes files without looking who else has them. `leaving` are hashes that go at the same time.
 * @throws ClientError
 */
export async function sharerOf({ feed, facts }: Judged, leaving: ReadonlySet<string>): Promise<TorrentFacts | null> {
  const candidates = [...feed.torrents().values()].filter(
    (other) => other.hash !== facts.hash && !leaving.has(other.hash) && mayShare(facts, other),
  );
  if (candidates.length === 0) return null;
  const own = new Set((await filesOf(facts)).map(pathKey));
  const placeless = (name: string): string => pathKey(isWindows(facts.savePath) ? name.toLowerCase() : name);
  for (const other of candidates) {
    const theirs = await filesOf(other);
    const isShared = theirs.some((file) =>
      other.savePath === ''
        ? [...own].some((mine) => mine === placeless(file) || mine.endsWith(`/${placeless(file)}`))
        : own.has(pathKey(file)),
    );
    if (isShared) return other;
  }
  return null;

  async function filesOf({ hash, savePath }: TorrentFacts): Promise<string[]> {
    const files = await feed.client.files(hash);
    return files.filter(({ priority }) => priority > 0).map(({ name }) => path.posix.join(savePath, name));
  }
}

/** Only torrents at the same place, or one inside the other, can have a file in common; one whose place is not known may be anywhere. */
function mayShare(leaving: TorrentFacts, other: TorrentFacts): boolean {
  const [here, there] = [placeOf(leaving), placeOf(other)];
  if (hasNoFiles(leaving) || hasNoFiles(other) || here === null) return false;
  return there === null || isWithin(here, there) || isWithin(there, here);
}
