import type {
  ArrInstance,
  DistributionBody,
  OverviewCategory,
  OverviewTorrent,
  QbitCategory,
  SeedingConfig,
  TorrentRow,
} from '../contract/index.ts';
import type { ManagedCategory } from './seeding-config.ts';

/** What the qBittorrent pages of the reference's panel are made from: values at hand, no remote call (api.md 2.7). */
export interface QbitViewInput {
  /** Configured clients in file order, and whether each answers. */
  clients: readonly { name: string; alive: boolean }[];
  managed: readonly ManagedCategory[];
  arrs: readonly { instance: Pick<ArrInstance, 'name' | 'category'>; seedingConfig: SeedingConfig }[];
  torrents: readonly TorrentRow[];
}

const MOST_TORRENTS = 500;
/** qBittorrent's value for "no estimate". */
const NO_ETA = 8_640_000;
const seedingStates: ReadonlySet<string> = new Set(['uploading', 'stalledUP', 'forcedUP', 'queuedUP']);

interface Group {
  category: string;
  managedBy: 'qbit' | 'arr';
  /** Client section, or Arr section. */
  owner: string;
  seedingConfig: SeedingConfig;
  torrents: TorrentRow[];
}

/** GET /qbit/categories: managed categories per client, then one row per Arr over all clients. */
export function categoryRows(input: QbitViewInput): QbitCategory[] {
  return groupsOf(input, aliveClients(input)).map((group) => ({ ...figuresOf(group), instance: group.owner }));
}

/** GET /qbit/overview: `only` = one client, null = all. */
export function overview(
  input: QbitViewInput,
  only: string | null,
): { instances: string[]; categories: OverviewCategory[] } {
  const scope = input.clients.filter(({ name }) => only === null || name === only).map(({ name }) => name);
  if (scope.length === 0) return { instances: [], categories: [] };
  const alive = new Set([...aliveClients(input)].filter((name) => scope.includes(name)));
  const [first, ...others] = scope;
  const client = first !== undefined && others.length === 0 ? first : 'all';
  const categories = groupsOf(input, alive).map((group): OverviewCategory => {
    const isArr = group.managedBy === 'arr';
    return {
      ...figuresOf(group),
      qbitInstance: isArr ? client : group.owner,
      arrName: isArr ? group.owner : null,
      torrents: group.torrents.slice(0, MOST_TORRENTS).map(overviewTorrent),
      torrentsTruncated: group.torrents.length > MOST_TORRENTS,
    };
  });
  return { instances: scope, categories };
}

/** GET /torrents/distribution; clients that do not answer are left out. */
export function distribution(input: QbitViewInput): DistributionBody['distribution'] {
  const alive = aliveClients(input);
  const counts = new Map<string, Record<string, number>>();
  for (const { category, instance } of input.torrents) {
    if (!alive.has(instance)) continue;
    const perClient = counts.get(category) ?? {};
    perClient[instance] = (perClient[instance] ?? 0) + 1;
    counts.set(category, perClient);
  }
  return Object.fromEntries(counts);
}

const aliveClients = ({ clients }: QbitViewInput): Set<string> =>
  new Set(clients.filter(({ alive }) => alive).map(({ name }) => name));

function groupsOf({ managed, arrs, torrents }: QbitViewInput, alive: ReadonlySet<string>): Group[] {
  const inScope = torrents.filter(({ instance }) => alive.has(instance));
  const own = managed
    .filter(({ instance }) => alive.has(instance))
    .map(({ instance, category, matchSubcategories, seedingConfig }): Group => {
      const belongs = (row: TorrentRow): boolean =>
        row.instance === instance &&
        (row.category === category || (matchSubcategories && row.category.startsWith(`${category}/`)));
      return { category, managedBy: 'qbit', owner: instance, seedingConfig, torrents: inScope.filter(belongs) };
    });
  const ofArrs = arrs.map(({ instance: { name, category }, seedingConfig }): Group => {
    const belongs = (row: TorrentRow): boolean => row.manager === name;
    return { category, managedBy: 'arr', owner: name, seedingConfig, torrents: inScope.filter(belongs) };
  });
  return [...own, ...ofArrs];
}

function figuresOf({ category, managedBy, seedingConfig, torrents }: Group) {
  const sum = (value: (row: TorrentRow) => number): number => torrents.reduce((total, row) => total + value(row), 0);
  const average = (total: number): number => (torrents.length === 0 ? 0 : total / torrents.length);
  return {
    category,
    managedBy,
    torrentCount: torrents.length,
    seedingCount: torrents.filter(({ state }) => seedingStates.has(state)).length,
    totalSize: sum((row) => row.size),
    avgRatio: Math.round(average(sum((row) => row.ratio)) * 100) / 100,
    avgSeedingTime: average(sum((row) => row.seedingTime)),
    seedingConfig,
  };
}

/** A row in the reference's words: times in seconds, -1 where a torrent has no limit of its own. */
function overviewTorrent(row: TorrentRow): OverviewTorrent {
  const { hash, name, category, state, tags, progress, availability, ratio, size, totalSize } = row;
  const { downloaded, uploaded, amountLeft, dlspeed, upspeed, priority, seedingTime, timeActive } = row;
  return {
    hash,
    name,
    category,
    state,
    tags,
    progress,
    availability,
    ratio,
    ratioLimit: row.ratioLimit,
    priority,
    eta: row.eta ?? NO_ETA,
    size,
    totalSize,
    downloaded,
    uploaded,
    amountLeft,
    dlspeed,
    upspeed,
    numSeeds: row.seeds,
    numLeechs: row.leechs,
    numComplete: row.swarmSeeds,
    numIncomplete: row.swarmLeechs,
    addedOn: seconds(row.addedAt),
    completionOn: seconds(row.completedAt),
    seedingTime,
    timeActive,
    lastActivity: seconds(row.lastActivityAt),
    seedingTimeLimit: row.seedingTimeLimit,
    dlLimit: row.dlLimit,
    upLimit: row.upLimit,
  };
}

const seconds = (at: number | null): number => Math.floor((at ?? 0) / 1000);
