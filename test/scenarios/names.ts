import { tag } from '../../server/engine/torrents/facts.ts';

/** The instant scenarios begin at, unix seconds. */
export const begin = 1_800_000_000;
export const gib = 1024 ** 3;

/** Names of the labels as torrents.md 9 writes them. */
export const SEED = tag.allowedSeeding;
export const IGN = tag.ignored;
export const FSP = tag.freeSpacePaused;
export const STL = tag.allowedStalled;
export const IMP = tag.imported;
export const HNR = tag.hitAndRun;

/** A letter's torrent hash: `A` is `aaaa…`. */
export function hashOf(id: string): string {
  const letters = 'abcdef0123456789';
  const at = letters.indexOf(id.toLowerCase());
  if (at < 0) throw new Error(`no hash for ${id}`);
  return (letters[at] ?? 'a').repeat(40);
}

/** The letter of a hash made by `hashOf`. */
export function letterOf(hash: string): string {
  return hash.charAt(0).toUpperCase();
}
