import { fieldByPattern } from '../catalogue/index.ts';
import { arrTypeOf } from '../sections.ts';
import { isTree, sameValue, type Tree } from '../tree.ts';
import { editSections, subTable, without, type Rename, type Step } from './step.ts';

/** Step 1: web keys that moved from [Settings] are copied, renamed ones renamed, dead ones dropped. */
export const oldWebKeys: Step = {
  when: 'always',
  run(tree) {
    const settings = subTable(tree, 'Settings');
    const before = subTable(tree, 'WebUI');
    const moved = ['Host', 'Port', 'Token'].filter(
      (key) => Object.hasOwn(settings, key) && !Object.hasOwn(before, key),
    );
    const copied: Tree = { ...before, ...Object.fromEntries(moved.map((key) => [key, settings[key]])) };
    const isRenamed = Object.hasOwn(copied, 'SecureCookies') && !Object.hasOwn(copied, 'BehindHttpsProxy');
    const renamed: Tree = isRenamed
      ? { ...without(copied, ['SecureCookies']), BehindHttpsProxy: copied['SecureCookies'] }
      : copied;
    const webui = without(renamed, ['GroupSonarr', 'GroupLidarr']);
    if (sameValue(webui, before)) return { tree, renames: [], notes: [] };
    return { tree: { ...tree, WebUI: webui }, renames: [], notes: [] };
  },
};

/**
 * Step 2: sections of the former kind Animarr become Sonarr sections, where they stand (the reference puts them at the end
 * of the file). A name that is taken gives way to `Sonarr-Animarr`, `-migrated`, `-2` ...; longest old names first.
 */
export const oldSections: Step = {
  when: 'always',
  run(tree) {
    const old = Object.keys(tree).filter((name) => /^animarr/i.test(name) && isTree(tree[name]));
    if (old.length === 0) return { tree, renames: [], notes: [] };
    const taken = new Set(Object.keys(tree).filter((name) => !old.includes(name)));
    const renames = new Map<string, Rename>();
    for (const from of old.toSorted((a, b) => b.length - a.length)) {
      const to = freeName(newName(from), taken);
      taken.add(to);
      renames.set(from, { from, to });
    }
    const entries = Object.entries(tree).map(([name, value]) => [renames.get(name)?.to ?? name, value] as const);
    const notes = [...renames.values()].map(({ from, to }) => `Section ${from} is called ${to} now.`);
    return { tree: Object.fromEntries(entries), renames: [...renames.values()], notes };
  },
};

function newName(old: string): string {
  const rest = old.slice('animarr'.length);
  if (rest === '') return 'Sonarr';
  return /^[-.]./.test(rest) ? `Sonarr${rest}` : 'Sonarr-Animarr';
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  if (wanted === 'Sonarr') return freeName('Sonarr-Animarr', taken);
  const base = `${wanted}-migrated`;
  for (let attempt = 1; ; attempt += 1) {
    const name = attempt === 1 ? base : `${base}-${attempt}`;
    if (!taken.has(name)) return name;
  }
}

const firstReadarrList = ['.epub', '.mobi', '.azw', '.azw3', '.pdf', '.cbz', '.cbr', '.!qB', '.parts'];

/** Step 3: a Readarr section that still has exactly the first shipped list gets the present one. */
export const readarrList: Step = {
  when: 'always',
  run: (tree) =>
    editSections(
      tree,
      (name) => arrTypeOf(name) === 'readarr',
      (table) => {
        const torrent = subTable(table, 'Torrent');
        if (!sameValue(torrent['FileExtensionAllowlist'], firstReadarrList)) return table;
        const present = fieldByPattern('<arr>.Torrent.FileExtensionAllowlist')?.defaultByType?.readarr;
        return { ...table, Torrent: { ...torrent, FileExtensionAllowlist: present } };
      },
    ),
};
