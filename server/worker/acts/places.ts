import path from 'node:path';
import type { TorrentFacts } from '../../clients/qbittorrent/index.ts';
import { isAbsolutePath } from '../../engine/torrents/paths.ts';

/** Is it known where its files are, as far as it has any? */
export const isPlaced = (facts: TorrentFacts): boolean => hasNoFiles(facts) || placeOf(facts) !== null;

/** A magnet link without metadata. */
export const hasNoFiles = ({ contentPath, totalSize }: TorrentFacts): boolean => contentPath === '' && totalSize <= 0;

/**
 * Where its files are. qBittorrent 4.5 calls the place of a torrent relative to its folder until it has read its resume data, which takes
 * minutes for all of them after a start; null when it says nothing of use.
 */
export function placeOf({ contentPath, savePath }: TorrentFacts): string | null {
  if (contentPath === '') return null;
  if (isAbsolutePath(contentPath)) return contentPath;
  return isAbsolutePath(savePath) ? path.posix.join(savePath, contentPath) : null;
}
