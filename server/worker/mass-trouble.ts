import { hostOf } from '../engine/seeding/trackers.ts';

/** Torrents of one tracker that must be concerned, and the share from which it is the tracker's own trouble. */
const massCount = 3;
const massShare = 0.5;
const mostNoted = 20_000;

/**
 * Tells a dead torrent from a tracker in trouble: when most torrents of one host lose it at the same time, the tracker is ill and not the
 * torrents (design.md 5, outage sense).
 */
export class MassTrouble {
  readonly #hosts = new Map<string, { all: Set<string>; troubled: Set<string> }>();

  /** Notes how it stands with one torrent. */
  note(urls: readonly string[], hash: string, troubled: boolean): void {
    for (const host of hostsOf(urls)) {
      const known = this.#hosts.get(host);
      // Torrents that are gone would pile up; it counts anew now and then.
      const entry =
        known && known.all.size < mostNoted ? known : { all: new Set<string>(), troubled: new Set<string>() };
      entry.all.add(hash);
      if (troubled) entry.troubled.add(hash);
      else entry.troubled.delete(hash);
      this.#hosts.set(host, entry);
    }
  }

  /** Is one of these trackers in trouble as a whole? */
  isMass(urls: readonly string[]): boolean {
    return hostsOf(urls).some((host) => {
      const entry = this.#hosts.get(host);
      return (
        entry !== undefined && entry.troubled.size >= massCount && entry.troubled.size > entry.all.size * massShare
      );
    });
  }
}

function hostsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.flatMap((url) => hostOf(url) ?? []))];
}
