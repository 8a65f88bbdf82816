import type { ArrType } from '../contract/index.ts';
import { catalogue, type Field } from './catalogue/index.ts';
import { renderValue } from './document/render.ts';
import { emptyEnvironment, type Environment } from './environment.ts';
import { helpLines, wrapped } from './forms/words.ts';
import { arrTypeOf, sectionPattern } from './sections.ts';
import { withChange, type Tree } from './tree.ts';
import { configVersion } from './version.ts';

const generatedArrs = ['Sonarr-TV', 'Sonarr-Anime', 'Radarr-1080', 'Radarr-4K', 'Lidarr-Music', 'Readarr-Books'];

/**
 * The documented file of a first start (config.md 3), help as comments. Environment values are written in, as the
 * reference does, but secrets; `token` is the API token.
 */
export function generateDefault(options: { environment?: Environment; dataDir?: string; token?: string } = {}): string {
  const { environment = emptyEnvironment, dataDir = '', token = '' } = options;
  const given = new Map<string, unknown>([
    ...environment.overrides.map(({ path, value }) => [path, value] as const),
    ...environment.seeds.map(({ path, value }) => [path, value] as const),
    ['WebUI.Token', token],
    ['Settings.ConfigVersion', configVersion],
  ]);
  const sections = ['Settings', 'WebUI', 'qBit', ...generatedArrs].map((name) => sectionText(name, given));
  const head = `# Configuration of qBitrr Desktop. Edit it here or in the control panel.\n# Data folder: ${dataDir}\n\n`;
  return head + sections.join('');
}

/** The value a new section gets for a key: by name, then by Arr kind, then the general default. */
export function defaultFor(field: Field, section: string): unknown {
  const { defaultByName, defaultByType } = field;
  const type: ArrType | null = arrTypeOf(section);
  if (defaultByName !== undefined && section.toLowerCase().includes(defaultByName.contains)) return defaultByName.value;
  if (defaultByType !== undefined && type !== null) return defaultByType[type];
  if (typeof field.default === 'object' && field.default !== null && 'from' in field.default)
    return section.toLowerCase();
  return field.default;
}

/** A new section with all its defaults, as a generated file holds it. */
export function defaultSection(name: string): Tree {
  return fieldsOf(name).reduce<Tree>(
    (at, field) => withChange(at, { path: field.path.split('.').slice(1), value: defaultFor(field, name) }),
    {},
  );
}

function fieldsOf(name: string): Field[] {
  const type = arrTypeOf(name);
  return catalogue.filter(
    (field) =>
      field.path.startsWith(`${sectionPattern(name)}.`) &&
      field.inTemplate !== false &&
      !field.path.includes('[]') &&
      (type === null || (field.appliesTo ?? [type]).includes(type)),
  );
}

function sectionText(name: string, given: ReadonlyMap<string, unknown>): string {
  const tables = new Map<string, string[]>([[name, []]]);
  for (const field of fieldsOf(name)) {
    const path = [name, ...field.path.split('.').slice(1)];
    const table = path.slice(0, -1).join('.');
    const lines = tables.get(table) ?? [];
    if (field.secret === true && field.env !== undefined && given.has(field.path)) {
      // A secret of the environment stays there (config.md gotcha 4); while the key is absent, the variable counts.
      lines.push(`# ${path.at(-1) ?? ''} comes from ${field.env}.\n\n`);
      tables.set(table, lines);
      continue;
    }
    const value = given.get(field.path) ?? defaultFor(field, name);
    const comments = helpLines(field).flatMap((line) => wrapped(line, 110).map((part) => `# ${part}\n`));
    lines.push(`${comments.join('')}${path.at(-1) ?? ''} = ${literal(value, field)}\n\n`);
    tables.set(table, lines);
  }
  return [...tables].map(([table, lines]) => `[${table}]\n${lines.join('')}`).join('');
}

function literal(value: unknown, field: Field): string {
  if (Array.isArray(value)) return `[${value.map((item) => renderValue(item)).join(', ')}]`;
  if (field.type === 'float' && typeof value === 'number' && Number.isInteger(value) && value >= 0) return `${value}.0`;
  return typeof value === 'object' ? '{}' : renderValue(value);
}
