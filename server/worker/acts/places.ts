import path from 'node:path';
import { realpath } from 'node:fs/promises';
import type { TorrentFacts, TorrentFile } from '../../clients/qbittorrent/index.ts';
import { isAbsolutePath, isWithin, localPath, placeKey } from '../../engine/torrents/paths.ts';
import type { PathMapping } from '../../engine/torrents/paths.ts';
import { patiently } from '../patient-disk.ts';

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

/** Is the first place the second one or below it, in any spelling? */
export const isAtOrBelow = (place: string, folder: string): boolean => isWithin(placeKey(place), placeKey(folder));

/**
 * Folders the names of its files begin at. Until it is complete that may be qBittorrent's folder for incomplete torrents, which only the
 * place of its content tells.
 */
export function basesOf(facts: TorrentFacts): string[] {
  const place = placeOf(facts);
  if (place === null || isAtOrBelow(place, facts.savePath)) return [facts.savePath];
  return [facts.savePath, path.posix.dirname(place.replaceAll('\\', '/')), place];
}

/** Places as this computer finds them behind path mappings and links, for one pass: each folder and each torrent is looked up once. */
export class RealPlaces {
  readonly #mappings: readonly PathMapping[];
  readonly #folders = new Map<string, Promise<string>>();
  readonly #contents = new Map<TorrentFacts, Promise<string | null>>();

  constructor(mappings: readonly PathMapping[]) {
    this.#mappings = mappings;
  }

  /** The folder as `placeKey` spells it; one that cannot be seen from here is taken at its word. */
  folder(remote: string): Promise<string> {
    const known = this.#folders.get(remote);
    if (known) return known;
    const here = localPath(remote, this.#mappings);
    const found = patiently(here, () => realpath(here)).then(placeKey, () => placeKey(here));
    this.#folders.set(remote, found);
    return found;
  }

  /** Where its content is, null when qBittorrent does not say. */
  content(facts: TorrentFacts): Promise<string | null> {
    const known = this.#contents.get(facts);
    if (known) return known;
    const found = this.#find(facts);
    this.#contents.set(facts, found);
    return found;
  }

  /** Its files by `placeKey`, below each folder they may be in. */
  async files(facts: TorrentFacts, files: readonly Pick<TorrentFile, 'name'>[]): Promise<string[]> {
    const bases = await Promise.all(basesOf(facts).map((base) => this.folder(base)));
    return bases.flatMap((base) => files.map(({ name }) => `${base}/${placeKey(name)}`));
  }

  async #find(facts: TorrentFacts): Promise<string | null> {
    const place = placeOf(facts);
    if (place === null) return null;
    const [folder, inside] = [placeKey(facts.savePath), placeKey(place)];
    if (facts.savePath === '' || !isWithin(inside, folder)) return placeKey(localPath(place, this.#mappings));
    return (await this.folder(facts.savePath)) + inside.slice(folder.length);
  }
}
