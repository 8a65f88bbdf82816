import type { EngineSettings, SeedingPolicy, SeedingRules, TorrentRow } from '../contract/index.ts';
import { closestCategory } from '../engine/torrents/ownership.ts';

type Settings = Pick<EngineSettings, 'arrs' | 'qbitRules'>;

/** The seeding policy the configuration sets for the owner of a torrent (ui.md TR-1); null for special categories. */
export function seedingPolicyOf({ arrs, qbitRules }: Settings, row: TorrentRow): SeedingPolicy | null {
  const arr = arrs.find(({ name }) => name === row.manager);
  if (arr !== undefined) return policy(arr.torrent.seeding);
  const rules = qbitRules.find(({ instance }) => instance === row.instance);
  const managed = closestCategory(rules?.managed ?? [], row.category);
  if (managed === undefined) return null;
  return policy((closestCategory(managed.below, row.category) ?? managed).seeding);
}

const policy = ({ removeMode, maxRatio, maxSeedingSeconds }: SeedingRules): SeedingPolicy => ({
  removeMode,
  maxRatio,
  maxSeedingSeconds,
});
