import type { ValidationError } from '../../contract/index.ts';
import { catalogue } from '../catalogue/index.ts';
import { nearestField } from '../reload/classify.ts';
import { sectionsOf, type Section } from '../sections.ts';
import { getAt, isTree, type Tree } from '../tree.ts';
import { categoryPath, isPlaceholder } from '../values/words.ts';
import { trackerWarnings } from './trackers.ts';

/** Keys that older programs left in places where nothing reads them: every example-based file has some (gotcha 1). */
const tolerated = [
  /^Settings\.(Host|Port|Token)$/,
  /^WebUI\.OIDC\.(LiveArr|Theme|ViewDensity)$/,
  /^[^.]+\.Torrent\.(RemoveDeadTrackers|RemoveTrackerWithMessage)$/,
];

/** What deserves a second look before a save but does not stop it (ui.md CF-10). */
export function warningsOf(tree: Tree): ValidationError[] {
  return [
    ...placeholders(tree),
    ...categoryWarnings(tree),
    ...trackerWarnings(tree),
    ...searchWarnings(tree),
    ...unknownKeys(tree),
  ];
}

function placeholders(tree: Tree): ValidationError[] {
  const { qbits, arrs } = sectionsOf(tree);
  const used: readonly Section[] = [
    ...qbits.filter(({ table }) => table['Disabled'] !== true),
    ...arrs.filter(({ table }) => table['Managed'] === true),
  ];
  return used.flatMap(({ name, table }) =>
    Object.entries(table)
      .filter(([, value]) => isPlaceholder(value))
      .map(([key]) => ({
        path: `${name}.${key}`,
        message: 'CHANGE_ME is still here: this instance is not set up yet',
      })),
  );
}

interface NamedCategory {
  readonly path: string;
  readonly category: string;
}

function categoriesOf(tree: Tree): NamedCategory[] {
  const { qbits, arrs } = sectionsOf(tree);
  const raw: readonly (readonly [string, unknown])[] = [
    ...arrs
      .filter(({ table }) => table['Managed'] === true)
      .map(({ name, table }) => [`${name}.Category`, table['Category'] ?? name] as const),
    ...qbits.flatMap(({ name, table }) => {
      const list: unknown = table['ManagedCategories'];
      return (Array.isArray(list) ? list : []).map(
        (category: unknown) => [`${name}.ManagedCategories`, category] as const,
      );
    }),
  ];
  return raw.flatMap(([path, value]) => (typeof value === 'string' ? [{ path, category: value }] : []));
}

function categoryWarnings(tree: Tree): ValidationError[] {
  const found = categoriesOf(tree);
  const warnings: ValidationError[] = [];
  for (const { path, category } of found.filter((one) => one.category.includes('\\'))) {
    warnings.push({ path, message: `"${category}" holds a backslash; qBittorrent divides categories by /` });
  }
  const normal = found.map(({ path, category }) => ({ path, category: categoryPath(category, '') }));
  for (const [at, { path, category }] of normal.entries()) {
    const parent = normal.find((other) => category.startsWith(`${other.category}/`));
    if (parent !== undefined) {
      warnings.push({
        path,
        message: `"${category}" lies below "${parent.category}" of ${parent.path}; with MatchSubcategories both would take its torrents`,
      });
    }
    const twin = normal
      .slice(0, at)
      .find((other) => other.category === category && other.path.endsWith('.ManagedCategories'));
    if (twin !== undefined && path.endsWith('.ManagedCategories')) {
      warnings.push({ path, message: `"${category}" is managed by ${twin.path} too, whose rules count` });
    }
  }
  const matches = Object.values(tree).some((table) => isTree(table) && table['MatchSubcategories'] === true);
  const nested = normal.find(({ path, category }) => path.endsWith('.ManagedCategories') && category.includes('/'));
  if (nested !== undefined && !matches) {
    warnings.push({
      path: nested.path,
      message: `"${nested.category}" stands for itself alone while MatchSubcategories is off`,
    });
  }
  return warnings;
}

function searchWarnings(tree: Tree): ValidationError[] {
  return sectionsOf(tree).arrs.flatMap(({ name, table }) => {
    const search = getAt(table, ['EntrySearch']);
    if (!isTree(search)) return [];
    const warnings: ValidationError[] = [];
    if (search['ForceMinimumCustomFormat'] === true && search['CustomFormatUnmetSearch'] !== true) {
      const message = 'Has no effect without CustomFormatUnmetSearch';
      warnings.push({ path: `${name}.EntrySearch.ForceMinimumCustomFormat`, message });
    }
    const asked = [
      ...['DoUpgradeSearch', 'QualityUnmetSearch', 'CustomFormatUnmetSearch'].filter((key) => search[key] === true),
      ...(getAt(search, ['Overseerr', 'SearchOverseerrRequests']) === true
        ? ['Overseerr.SearchOverseerrRequests']
        : []),
      ...(getAt(search, ['Ombi', 'SearchOmbiRequests']) === true ? ['Ombi.SearchOmbiRequests'] : []),
    ];
    if (search['SearchMissing'] === true) return warnings;
    const message = 'Has no effect while SearchMissing is off: no search runs at all then';
    return [...warnings, ...asked.map((key) => ({ path: `${name}.EntrySearch.${key}`, message }))];
  });
}

const knownKeys = [...new Set(catalogue.map((field) => field.path.split('.').at(-1) ?? ''))];

/** Keys of known sections that nothing reads: mostly misspelt ones. */
export function unknownKeys(tree: Tree, at: readonly string[] = []): ValidationError[] {
  return Object.entries(tree).flatMap(([key, value]): ValidationError[] => {
    const path = [...at, key];
    if (path.length === 1) return isTree(value) ? unknownKeys(value, path) : [];
    if (isTree(value) && nearestField(path) === null) return unknownKeys(value, path);
    const dotted = path.join('.');
    if (nearestField(path) !== null || tolerated.some((pattern) => pattern.test(dotted)) || !isKnownSection(path[0]))
      return [];
    const like = knownKeys.find((known) => known.toLowerCase() === key.toLowerCase() || distance(known, key) === 1);
    return [
      { path: dotted, message: `qBitrr does not know this key${like === undefined ? '' : `; is ${like} meant?`}` },
    ];
  });
}

function isKnownSection(name = ''): boolean {
  return /^(settings|webui|webhooks|qbit(-.*)?|(rad|son|lid|read)arr.*)$/i.test(name);
}

/** 1 when one letter is missing, added or another one; else 2. */
function distance(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return 2;
  const at = short.split('').findIndex((letter, index) => letter !== long[index]);
  if (at < 0) return 1;
  const rest = short.length === long.length ? short.slice(at + 1) : short.slice(at);
  return rest === long.slice(at + 1) ? 1 : 2;
}
