import path from 'node:path';
import type { TorrentFacts } from '../../clients/qbittorrent/index.ts';
import { isWithin } from '../../engine/torrents/paths.ts';
import type { Judged } from '../judging.ts';

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
  const own = new Set(await filesOf(facts));
  for (const other of candidates) {
    const theirs = await filesOf(other);
    if (theirs.some((file) => own.has(file))) return other;
  }
  return null;

  async function filesOf({ hash, savePath }: TorrentFacts): Promise<string[]> {
    const files = await feed.client.files(hash);
    return files.filter(({ priority }) => priority > 0).map(({ name }) => path.posix.join(savePath, name));
  }
}

/** Only torrents at the same place, or one inside the other, can have a file in common. */
function mayShare(a: TorrentFacts, b: TorrentFacts): boolean {
  if (a.contentPath === '' || b.contentPath === '') return false;
  return isWithin(a.contentPath, b.contentPath) || isWithin(b.contentPath, a.contentPath);
}
