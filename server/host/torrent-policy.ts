import type { EngineSettings, SeedingPolicy, SeedingRules, TorrentRow } from '../contract/index.ts';

type Settings = Pick<EngineSettings, 'arrs' | 'qbitRules'>;

/** The seeding policy the configuration sets for the owner of a torrent (ui.md TR-1); null for special categories. */
export function seedingPolicyOf({ arrs, qbitRules }: Settings, row: TorrentRow): SeedingPolicy | null {
  const arr = arrs.find(({ name }) => name === row.manager);
  if (arr !== undefined) return policy(arr.torrent.seeding);
  const managed = qbitRules
    .find(({ instance }) => instance === row.instance)
    ?.managed.filter(({ category }) => isWithin(row.category, category))
    .toSorted((a, b) => b.category.length - a.category.length)[0];
  if (managed === undefined) return null;
  const [override] = managed.below
    .filter(({ category }) => isWithin(row.category, category))
    .toSorted((a, b) => b.category.length - a.category.length);
  return policy((override ?? managed).seeding);
}

const isWithin = (category: string, parent: string): boolean =>
  category === parent || category.startsWith(`${parent}/`);

const policy = ({ removeMode, maxRatio, maxSeedingSeconds }: SeedingRules): SeedingPolicy => ({
  removeMode,
  maxRatio,
  maxSeedingSeconds,
});
