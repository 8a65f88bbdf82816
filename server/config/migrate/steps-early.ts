import { catalogue } from '../catalogue/index.ts';
import { isTree, type Tree } from '../tree.ts';
import { editSections, isArr, isQbit, subTable, without, withMissing, type Step } from './step.ts';

const listKeys = ['MainQualityProfile', 'TempQualityProfile'];

/** Step 4: two lists of profile names become one mapping. A single name counts as a list of one. */
export const profileMappings: Step = {
  when: { below: '0.0.2' },
  run: (tree) =>
    editSections(tree, isArr, (table, name, notes) => {
      const search = subTable(table, 'EntrySearch');
      const [main = [], temporary = []] = listKeys.map((key) => namesOf(search[key]));
      if (main.length === 0 || temporary.length === 0) return table;
      if (main.length !== temporary.length) {
        notes.push(
          `${name}.EntrySearch: MainQualityProfile names ${main.length} profiles and TempQualityProfile ${temporary.length}; they have to be pairs, so both were left as they are.`,
        );
        return table;
      }
      const pairs = main.map((profile, at) => [profile.trim(), (temporary[at] ?? '').trim()] as const);
      const mapping = Object.fromEntries(pairs.filter(([from, to]) => from !== '' && to !== ''));
      const kept = subTable(search, 'QualityProfileMappings');
      return {
        ...table,
        EntrySearch: { ...without(search, listKeys), QualityProfileMappings: { ...mapping, ...kept } },
      };
    }),
};

function namesOf(value: unknown): string[] {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  const names = items.filter((item) => typeof item === 'string');
  return names.length === items.length ? names.filter((name, _, all) => all.length > 1 || name.trim() !== '') : [];
}

const restartDefaults = defaultsOf('Settings.', [
  'AutoRestartProcesses',
  'MaxProcessRestarts',
  'ProcessRestartWindow',
  'ProcessRestartDelay',
]);

/** Step 5: the keys of the restart policy. */
export const restartKeys: Step = {
  when: { below: '0.0.3' },
  run: (tree) => ({
    tree: { ...tree, Settings: withMissing(subTable(tree, 'Settings'), restartDefaults) },
    renames: [],
    notes: [],
  }),
};

const seedingDefaults = defaultsOf('<qbit>.CategorySeeding.', [
  'DownloadRateLimitPerTorrent',
  'UploadRateLimitPerTorrent',
  'MaxUploadRatio',
  'MaxSeedingTime',
  'RemoveTorrent',
  'HitAndRunMode',
  'MinSeedRatio',
  'MinSeedingTimeDays',
  'HitAndRunMinimumDownloadPercent',
  'HitAndRunPartialSeedRatio',
  'TrackerUpdateBuffer',
]);

/** Step 6: managed categories and their seeding rules in every qBittorrent section. */
export const qbitCategories: Step = {
  when: { below: '0.0.4' },
  run: (tree) =>
    editSections(tree, isQbit, (table) =>
      withMissing(table, { ManagedCategories: [], CategorySeeding: seedingDefaults }),
    ),
};

/** Step 7. At the present version an absent key says the same, so the file is not touched for it. */
export const matchSubcategories: Step = {
  when: 'older',
  run: (tree) => editSections(tree, isQbit, (table) => withMissing(table, { MatchSubcategories: false })),
};

function defaultsOf(prefix: string, keys: readonly string[]): Tree {
  const found = keys.map((key) => [key, catalogue.find((field) => field.path === `${prefix}${key}`)?.default] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined && !isTree(value)));
}
