import type { TorrentRow } from '../../../server/contract/index.ts';
import { sampleTorrentRow } from '../../../server/contract/samples.ts';

/** A torrent for tests: a quiet download of Radarr-1080 unless told otherwise. */
export function aTorrent(changes: Partial<TorrentRow> = {}): TorrentRow {
  return sampleTorrentRow({
    name: 'Dune.Part.Two.2024.2160p',
    category: 'radarr-1080',
    manager: 'Radarr-1080',
    state: 'downloading',
    progress: 0.61,
    size: 8_400_000_000,
    amountLeft: 3_276_000_000,
    eta: 720,
    dlspeed: 4_500_000,
    seeds: 12,
    leechs: 4,
    availability: 3.2,
    addedAt: 1_700_000_000_000,
    lastActivityAt: 1_700_000_000_000,
    values: { progress: 0.61 },
    reason: 'Downloading, 61 % done',
    since: 1_700_000_000_000,
    ...changes,
  });
}
