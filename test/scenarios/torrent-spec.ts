import type { FakeTorrent } from '../../server/sandbox/qbittorrent/index.ts';

/** A torrent of a scenario: the fake's fields, and what torrents.md 9 says in its own words. */
export type TorrentSpec = Partial<Omit<FakeTorrent, 'hash' | 'files' | 'trackers'>> & {
  /** Letter of the torrent; `A` when absent. */
  id?: string;
  /** Section it lives on; `qBit` when absent. */
  on?: string;
  /** Seconds since the last activity, since the addition, since the completion. */
  inactive?: number;
  added?: number;
  completed?: number;
  ratio?: number;
  /** Bytes; a single file of that size is made. */
  left?: number;
  /** `name` or `name p0`. */
  files?: string[];
  trackers?: { url: string; message?: string }[];
  /** The file rules ran before (CHECKED). */
  checked?: boolean;
  /** qBittorrent shows the same state again after every pass, whatever was asked of it. */
  frozen?: boolean;
};
