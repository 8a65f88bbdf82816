import { getAt, isPlaceholder, isTree, sameValue, type Tree } from '../../../../server/config/browser.ts';
import type { ConfigField, ConfigFields, ConfigPlan } from '../../../../server/contract/index.ts';
import { defaultOf, inheritedFrom, whenAbsent } from '../fields/defaults.ts';
import { fieldsOf, pathIn, type FormSection } from './sections.ts';

/** One setting of one section with everything its row says (ui.md CF-5). */
export interface FormRow {
  readonly field: ConfigField;
  readonly section: FormSection;
  readonly path: readonly string[];
  /** E.g. `Radarr-4K.Torrent.StalledDelay`. */
  readonly dotted: string;
  /** In the draft; undefined = the key is not there. */
  readonly value: unknown;
  /** In the file the draft started from. */
  readonly before: unknown;
  readonly changed: boolean;
  /** What holds while the key is absent; undefined when that is not known. */
  readonly fallback: unknown;
  /** Key or words the fallback comes from, null when it is the field's own. */
  readonly from: string | null;
  /** What a new section holds; undefined = nothing. */
  readonly standard: unknown;
  readonly lock: ConfigFields['locks'][string] | null;
  readonly required: boolean;
  /** Part of something that is switched off, such as the address of a request manager that is not asked. */
  readonly asleep: boolean;
  readonly error: string | null;
  readonly warning: string | null;
}

export interface RowContext {
  readonly fields: readonly ConfigField[];
  readonly locks: ConfigFields['locks'];
  readonly tree: Tree;
  readonly before: Tree;
  /** Newest check of the draft; null before the first. */
  readonly plan: Pick<ConfigPlan, 'validationErrors' | 'warnings'> | null;
}

type Fallback = { value: unknown; from: string | null };

/** What stands for an absent key: its own fallback, the key it is taken from, or the name of the section. */
function fallbackOf(field: ConfigField, section: FormSection, { tree, fields }: RowContext): Fallback {
  const from = inheritedFrom(field);
  if (from === null) return { value: whenAbsent(field), from: null };
  if (from === 'section name') return { value: section.id, from: null };
  const source = fields.find(({ path }) => path === from);
  if (source === undefined) return { value: undefined, from };
  const path = from.replace('<qbit>', 'qBit').replace('<arr>', section.id).split('.');
  return { value: getAt(tree, path) ?? whenAbsent(source), from: path.join('.') };
}

/** Is the field necessary with the values there are now? */
function isRequired(field: ConfigField, section: FormSection, { tree, fields }: RowContext): boolean {
  const { requiredWhen } = field;
  if (requiredWhen === null) return field.required;
  const source = fields.find(({ path }) => path === requiredWhen);
  const path = requiredWhen.replace('<qbit>', section.id).replace('<arr>', section.id).split('.');
  const value = getAt(tree, path) ?? (source === undefined ? undefined : whenAbsent(source));
  if (source?.control === 'switch') return value === true;
  const amount = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return amount !== '' && amount !== String(source?.off ?? '');
}

const tableOf = (path: string): string => path.slice(0, path.lastIndexOf('.'));
/** Keys of a section itself are always shown; only tables below it fall asleep. */
const isSection = (table: string): boolean => !table.replace('Webhooks.', '').includes('.');

/** The switch a field below a section hangs on: its own, or the one at least two keys of its table need. */
function switchOf(field: ConfigField, fields: readonly ConfigField[]): ConfigField | null {
  const table = tableOf(field.path);
  if (isSection(table)) return null;
  const needs = fields.filter(({ path }) => tableOf(path) === table).map(({ requiredWhen }) => requiredWhen);
  const common = needs.find((path) => path !== null && needs.filter((one) => one === path).length > 1) ?? null;
  const wanted = field.requiredWhen ?? common;
  const found = fields.find(({ path }) => path === wanted);
  return found?.control === 'switch' && found !== field ? found : null;
}

const knownSwitches = new WeakMap<readonly ConfigField[], ReadonlyMap<ConfigField, ConfigField | null>>();

/** The switches of a whole catalogue, worked out once for it. */
function switchesOf(fields: readonly ConfigField[]): ReadonlyMap<ConfigField, ConfigField | null> {
  const known = knownSwitches.get(fields);
  if (known !== undefined) return known;
  const switches = new Map(fields.map((field) => [field, switchOf(field, fields)] as const));
  knownSwitches.set(fields, switches);
  return switches;
}

function isAsleep(field: ConfigField, section: FormSection, { tree, fields }: RowContext): boolean {
  const found = switchesOf(fields).get(field) ?? null;
  return found !== null && (getAt(tree, pathIn(section, found)) ?? whenAbsent(found)) !== true;
}

const concerns = (dotted: string) => (problem: { path: string }) =>
  problem.path === dotted || problem.path.startsWith(`${dotted}.`) || problem.path.startsWith(`${dotted}[`);

function rowOf(field: ConfigField, section: FormSection, context: RowContext): FormRow {
  const path = pathIn(section, field);
  const dotted = path.join('.');
  const value = getAt(context.tree, path);
  const before = getAt(context.before, path);
  const { value: fallback, from } = fallbackOf(field, section, context);
  const { plan, locks } = context;
  const standard = defaultOf(field, section.id);
  return {
    field,
    section,
    path,
    dotted,
    value,
    before,
    changed: !sameValue(value, before),
    fallback,
    from,
    standard: isPlaceholder(standard) ? undefined : standard,
    lock: locks[dotted] ?? null,
    required: isRequired(field, section, context),
    asleep: isAsleep(field, section, context),
    error: plan?.validationErrors.find(concerns(dotted))?.message ?? null,
    warning: plan?.warnings.find(concerns(dotted))?.message ?? null,
  };
}

/** Rows of a section in the order of the catalogue. Keys that do nothing or are hidden have a row only while the file has them. */
export function rowsOf(section: FormSection, context: RowContext): FormRow[] {
  return fieldsOf(context.fields, section)
    .map((field) => rowOf(field, section, context))
    .filter(
      ({ field, value, before }) => !(field.hidden || field.inert) || value !== undefined || before !== undefined,
    );
}

const isEmpty = (value: unknown): boolean =>
  value === '' || (Array.isArray(value) && value.length === 0) || (isTree(value) && Object.keys(value).length === 0);

/** Does the file say something else than a new section would? Secrets are not counted. */
export function isUnusual({ field, value, standard, fallback }: FormRow): boolean {
  if (field.secret || value === undefined || isEmpty(value)) return false;
  return !sameValue(value, standard) && !sameValue(value, fallback);
}

/** Rows under the headings of their section, each heading once, in the order of its first field. */
export function grouped(rows: readonly FormRow[]): { group: string; rows: FormRow[] }[] {
  const groups = [...new Set(rows.map(({ field }) => field.group))];
  return groups.map((group) => ({ group, rows: rows.filter(({ field }) => field.group === group) }));
}
