import { arrTypeOf, isQbitName, isTree, type Tree } from '../../../../server/config/browser.ts';
import type { ArrType, ConfigField } from '../../../../server/contract/index.ts';

export type SectionKind = 'settings' | 'webui' | 'qbit' | ArrType | 'webhook';

/** One page of the form: a table of the file with the fields it may hold. */
export interface FormSection {
  /** Dotted start of its keys, e.g. `Radarr-4K` or `Webhooks.Phone`; also its name in the address. */
  readonly id: string;
  readonly path: readonly string[];
  readonly kind: SectionKind;
  /** How the catalogue calls it: `Settings`, `<qbit>`, `<arr>`, `Webhooks.<name>`. */
  readonly pattern: string;
  readonly table: Tree;
}

const tableAt = (tree: Tree, name: string): Tree => {
  const found = tree[name];
  return isTree(found) ? found : {};
};

const made = (path: readonly string[], kind: SectionKind, pattern: string, table: Tree): FormSection => ({
  id: path.join('.'),
  path,
  kind,
  pattern,
  table,
});

/** All sections there are, in the order of the navigation: the program, qBittorrent, the Arrs by kind, webhooks. */
export function formSections(tree: Tree): FormSection[] {
  const named = Object.entries(tree).flatMap(([name, table]) => (isTree(table) ? [{ name, table }] : []));
  const arrs = (type: ArrType): FormSection[] =>
    named.filter(({ name }) => arrTypeOf(name) === type).map(({ name, table }) => made([name], type, '<arr>', table));
  const hooks = Object.entries(tableAt(tree, 'Webhooks'));
  return [
    made(['Settings'], 'settings', 'Settings', tableAt(tree, 'Settings')),
    made(['WebUI'], 'webui', 'WebUI', tableAt(tree, 'WebUI')),
    ...named.filter(({ name }) => isQbitName(name)).map(({ name, table }) => made([name], 'qbit', '<qbit>', table)),
    ...arrs('radarr'),
    ...arrs('sonarr'),
    ...arrs('lidarr'),
    ...arrs('readarr'),
    ...hooks.flatMap(([name, table]) =>
      isTree(table) ? [made(['Webhooks', name], 'webhook', 'Webhooks.<name>', table)] : [],
    ),
  ];
}

const isArr = (kind: SectionKind): kind is ArrType => ['radarr', 'sonarr', 'lidarr', 'readarr'].includes(kind);

/** The Arr a section belongs to, null for the others. */
export const arrOf = (section: FormSection): ArrType | null => (isArr(section.kind) ? section.kind : null);

/** Fields of a section in the order of the catalogue; those of list entries belong to their list. */
export function fieldsOf(fields: readonly ConfigField[], section: FormSection): ConfigField[] {
  const type = arrOf(section);
  return fields.filter(
    ({ path, appliesTo }) =>
      path.startsWith(`${section.pattern}.`) &&
      !path.includes('.[]') &&
      (type === null || appliesTo === null || appliesTo.includes(type)),
  );
}

/** Where a field stands in the file. */
export const pathIn = (section: FormSection, field: ConfigField): string[] => [
  ...section.path,
  ...field.path.slice(section.pattern.length + 1).split('.'),
];

/** The section a dotted key belongs to, the longest name first; null when there is none. */
export function sectionOfKey(sections: readonly FormSection[], dotted: string): FormSection | null {
  const found = sections
    .filter(({ id }) => dotted === id || dotted.startsWith(`${id}.`))
    .toSorted((a, b) => b.id.length - a.id.length);
  return found[0] ?? null;
}
