import {
  bucketOf,
  buckets,
  type TorrentItem,
  type TorrentRow,
  type TorrentView,
} from '../../../server/contract/index.ts';
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

/** What the server would answer to GET /torrents/view, by category only, for tests of the page. */
export function aView(rows: readonly TorrentRow[], query: URLSearchParams): TorrentView {
  const text = query.get('text') ?? '';
  const closed = query.get('closed') ?? '[]';
  const found = rows.filter((row) => row.name.toLowerCase().includes(text));
  const show = query.get('show');
  const shown = found.filter((row) => (show === null ? bucketOf(row) !== 'removed' : bucketOf(row) === show));
  const totals = { count: shown.length, seeding: 0, size: shown.reduce((sum, row) => sum + row.size, 0) };
  const groupKeys = [...new Set(shown.map((row) => row.category))].toSorted();
  const items = groupKeys.flatMap((key): TorrentItem[] => {
    const members = shown.filter((row) => row.category === key);
    const open = !closed.includes(JSON.stringify(key));
    const group = {
      key,
      open,
      totals: { count: members.length, seeding: 0, size: 0 },
      managers: members.slice(0, 1).map((row) => row.manager),
      policy: { removeMode: 3, maxRatio: 2, maxSeedingSeconds: 604_800 } as const,
    };
    return [{ kind: 'group', group }, ...(open ? members.map((row): TorrentItem => ({ kind: 'row', row })) : [])];
  });
  const counts = Object.fromEntries(
    buckets.map((name) => [name, found.filter((row) => bucketOf(row) === name).length]),
  );
  const all = found.length - (counts['removed'] ?? 0);
  return {
    version: 1,
    lines: items.length,
    offset: 0,
    items,
    groupKeys,
    totals,
    counts: { ...counts, all },
    known: rows.length,
  };
}
