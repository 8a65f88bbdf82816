import { foldOption } from '../values/words.ts';
import { isTree, sameValue, type Tree } from '../tree.ts';
import { editSections, hitAndRunDefaults, isArr, isQbit, subTable, without, withMissing, type Step } from './step.ts';

const hitAndRunKeys = Object.keys(hitAndRunDefaults);

/**
 * Step 8: hit-and-run rules belong to trackers, and trackers to qBittorrent. What a section's SeedingMode said goes to its
 * tracker entries, so that no obligation is lost. Each qBittorrent section without a list gets all entries, the first of
 * an address counts; an Arr entry goes only when its equal stands in [qBit], which alone hands rules down to the Arrs
 * (config.md 15). The reference ends with an error here.
 */
export const trackersToQbit: Step = {
  when: { below: '5.8.8' },
  run(tree) {
    const cleaned = editSections(tree, isArr, seedingModeToTrackers);
    const seeding = editSections(cleaned.tree, isQbit, (table) =>
      isTree(table['CategorySeeding'])
        ? { ...table, CategorySeeding: withMissing(table['CategorySeeding'], hitAndRunDefaults) }
        : table,
    );
    const promoted = firstPerAddress(seeding.tree);
    const toBare = isTree(seeding.tree['qBit']) && !Object.hasOwn(seeding.tree['qBit'], 'Trackers');
    const given = editSections(seeding.tree, isQbit, (table) => withMissing(table, { Trackers: promoted }));
    const left = toBare ? editSections(given.tree, isArr, (table) => withoutPromoted(table, promoted)) : given;
    return { tree: left.tree, renames: [], notes: cleaned.notes };
  },
};

function seedingModeToTrackers(table: Tree, name: string, notes: string[]): Tree {
  const torrent = subTable(table, 'Torrent');
  const mode = subTable(torrent, 'SeedingMode');
  const said = Object.fromEntries(Object.entries(mode).filter(([key]) => hitAndRunKeys.includes(key)));
  const trackers = entriesOf(torrent['Trackers']).map((entry) => withMissing(entry, { ...hitAndRunDefaults, ...said }));
  if (Object.keys(said).length > 0) {
    const where =
      trackers.length === 0 ? 'it has no tracker entries to take them' : 'its tracker entries have them now';
    notes.push(
      `${name}.Torrent.SeedingMode: the hit-and-run keys have no effect there any more and were removed; ${where}.`,
    );
  }
  if (trackers.length === 0 && Object.keys(said).length === 0) return table;
  return {
    ...table,
    Torrent: {
      ...torrent,
      ...(isTree(torrent['SeedingMode']) && { SeedingMode: without(mode, hitAndRunKeys) }),
      ...(trackers.length > 0 && { Trackers: trackers }),
    },
  };
}

function firstPerAddress(tree: Tree): Tree[] {
  const found = new Map<string, Tree>();
  for (const [name, table] of Object.entries(tree)) {
    if (!isArr(name) || !isTree(table)) continue;
    for (const entry of entriesOf(subTable(table, 'Torrent')['Trackers'])) {
      const address = addressOf(entry);
      if (address !== '' && !found.has(address)) found.set(address, entry);
    }
  }
  return [...found.values()];
}

function withoutPromoted(table: Tree, promoted: readonly Tree[]): Tree {
  const torrent = subTable(table, 'Torrent');
  const entries = entriesOf(torrent['Trackers']);
  const kept = entries.filter((entry) => !promoted.some((one) => sameValue(one, entry)));
  return kept.length === entries.length ? table : { ...table, Torrent: { ...torrent, Trackers: kept } };
}

function addressOf(entry: Tree): string {
  const uri = entry['URI'];
  return typeof uri === 'string' ? uri.trim().replace(/\/+$/, '') : '';
}

function entriesOf(value: unknown): Tree[] {
  return Array.isArray(value) ? value.filter(isTree) : [];
}

/**
 * Step 9: mode and clear mode become one key. The clear mode goes first even where the mode was `false`, which keeps
 * torrents longer rather than shorter; that case is told.
 */
export const hitAndRunModes: Step = {
  when: { below: '5.9.2', or: (tree) => JSON.stringify(tree).includes('"HitAndRunClearMode"') },
  run: (tree) =>
    editSections(
      tree,
      (name) => isArr(name) || isQbit(name),
      (table, name, notes) => {
        const merge = (entry: Tree, where: string): Tree => mergedMode(entry, `${name}.${where}`, notes);
        const lists = (of: Tree, where: string): Tree =>
          Array.isArray(of['Trackers'])
            ? { ...of, Trackers: of['Trackers'].map((entry: unknown) => (isTree(entry) ? merge(entry, where) : entry)) }
            : of;
        const seeding = table['CategorySeeding'];
        const torrent = table['Torrent'];
        return {
          ...lists(table, 'Trackers'),
          ...(isTree(seeding) && { CategorySeeding: merge(seeding, 'CategorySeeding') }),
          ...(isTree(torrent) && { Torrent: lists(torrent, 'Torrent.Trackers') }),
        };
      },
    ),
};

function mergedMode(entry: Tree, where: string, notes: string[]): Tree {
  if (!Object.hasOwn(entry, 'HitAndRunMode') && !Object.hasOwn(entry, 'HitAndRunClearMode')) return entry;
  const mode = entry['HitAndRunMode'];
  const clear = validMode(entry['HitAndRunClearMode']);
  const merged = clear ?? validMode(mode) ?? (mode === true ? 'and' : 'disabled');
  if (clear !== null && clear !== 'disabled' && mode === false) {
    notes.push(
      `${where}: HitAndRunMode was false, but HitAndRunClearMode was "${clear}"; hit-and-run protection is on now.`,
    );
  }
  return { ...without(entry, ['HitAndRunClearMode']), HitAndRunMode: merged };
}

function validMode(value: unknown): string | null {
  const folded = foldOption(value, ['disabled', 'and', 'or', ''], '');
  return folded === '' ? null : folded;
}
