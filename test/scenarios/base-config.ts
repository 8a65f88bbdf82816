import type { Tree } from '../../server/config/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';

/** Where a scenario plays. */
export interface Place {
  readonly qbits: ReadonlyMap<string, FakeQbittorrent>;
  readonly arr: FakeArr;
  readonly arrName: string;
  /** What `/downloads` is here. */
  readonly folder: string;
}

/** `C0` of torrents.md 9: generated defaults except no list of trackers, no file rules, no `AutoDelete`, both timers off. */
export function baseTree({ qbits: servers, folder, arrName, arr }: Place): Tree {
  const qbits = [...servers].map(([name, fake]) => [
    name,
    { Host: '127.0.0.1', Port: fake.port, UserName: 'admin', Password: 'secret' },
  ]);
  return {
    Settings: {
      CompletedDownloadFolder: '/downloads',
      IgnoreTorrentsYoungerThan: 180,
      PathMappings: [{ remote: '/downloads', local: folder }],
      PingURLS: ['one.one.one.one'],
    },
    ...Object.fromEntries(qbits),
    [arrName]: {
      Managed: true,
      URI: arr.url,
      APIKey: arr.apiKey,
      Category: arr.type,
      ReSearch: true,
      importMode: 'Auto',
      RssSyncTimer: 0,
      RefreshDownloadsTimer: 0,
      ArrErrorCodesToBlocklist: ['Not an upgrade for existing movie file(s)'],
      EntrySearch: { SearchMissing: false, SearchBySeries: false },
      Torrent: {
        CaseSensitiveMatches: false,
        FolderExclusionRegex: [],
        FileNameExclusionRegex: [],
        FileExtensionAllowlist: [],
        AutoDelete: false,
        IgnoreTorrentsYoungerThan: 180,
        MaximumETA: -1,
        MaximumDeletablePercentage: 0.99,
        DoNotRemoveSlow: true,
        StalledDelay: 15,
        ReSearchStalled: false,
        Trackers: [],
        SeedingMode: {},
      },
    },
  };
}

/** Sets a dotted key, making the tables above it. */
export function setAt(tree: Tree, keys: string[], value: unknown): void {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const below = tree[key];
  const table: Tree = typeof below === 'object' && below !== null && !Array.isArray(below) ? { ...below } : {};
  setAt(table, rest, value);
  tree[key] = table;
}
