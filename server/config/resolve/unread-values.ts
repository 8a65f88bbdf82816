import type { ConfigIssue } from '../../contract/index.ts';
import { fieldByPattern, hasNoEffect, isTableOfFields, type Field } from '../catalogue/index.ts';
import { patternOf } from '../sections.ts';
import { isTree, type Tree } from '../tree.ts';
import { parseDuration, parseTrackerNumber } from '../values/duration.ts';
import { parseBoolean } from '../values/words.ts';

/** Fields that speak for themselves when they cannot be read. */
const toldElsewhere = new Set(['Settings.ConsoleLevel', 'Settings.FreeSpace', 'Settings.ConfigVersion']);
/** Switches for which nothing but `true` counts, since they open something or remove something (config.md 17). */
const strictSwitch = /^WebUI\.(AuthDisabled|AllowInsecure\w+)$|\.\[\]\.|\.RemoveDeadTrackers$/;

/**
 * Values of known keys that cannot be read, with what counts instead, and keys that differ from a known one only in their
 * letter case (config.md 6: keys are case sensitive). Loading never refuses them; their owner should know.
 */
export function unreadValues(tree: Tree): ConfigIssue[] {
  return Object.entries(tree).flatMap(([name, value]) => (isTree(value) ? inTable(value, [name], [name]) : []));
}

function inTable(table: Tree, path: readonly string[], pattern: readonly string[]): ConfigIssue[] {
  return Object.entries(table).flatMap(([key, value]) => {
    const at = [...path, key];
    const meant = [...pattern, key];
    const dotted = at.join('.');
    const known = patternOf(meant);
    const field = fieldByPattern(known);
    if (field === null) {
      if (isTree(value)) return inTable(value, at, meant);
      return isTableOfFields(known)
        ? [{ path: dotted, message: `Must be a section, [${dotted}]; it is not read.` }]
        : [];
    }
    const name = field.path.split('.').at(-1) ?? '';
    if (name !== key) {
      return Object.hasOwn(table, name) ? [] : [{ path: dotted, message: `Is not read: the key is called ${name}.` }];
    }
    if (hasNoEffect(field) || field.deprecated === true || toldElsewhere.has(field.path)) return [];
    const problem = problemOf(field, value);
    if (problem !== null) return [{ path: dotted, message: `${problem}${insteadOf(field)}.` }];
    if (field.type !== 'table[]' || !Array.isArray(value)) return [];
    return value.flatMap((item: unknown, index) =>
      isTree(item) ? inTable(item, [...at, String(index + 1)], [...meant, '[]']) : [],
    );
  });
}

function problemOf(field: Field, value: unknown): string | null {
  const number =
    field.path.includes('[]') || field.path.includes('CategorySeeding') || field.path.includes('SeedingMode');
  switch (field.type) {
    case 'bool': {
      if (typeof value === 'boolean') return null;
      const readable = typeof value === 'string' && parseBoolean(value).ok && !strictSwitch.test(field.path);
      return readable ? null : 'Must be true or false, without quotes';
    }
    case 'int':
    case 'float':
      return parseTrackerNumber(value) === null ? 'Must be a number' : null;
    case 'duration': {
      const read = number
        ? parseTrackerNumber(value)
        : parseDuration(value, field.unit === 'minutes' ? 'minutes' : 'seconds');
      return read === null ? 'Must be a number, or text such as "90m"' : null;
    }
    case 'enum':
      return optionProblem(field, value);
    case 'string[]': {
      const texts =
        typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
      return texts ? null : 'Must be a list of texts; other things in it are left out';
    }
    case 'table':
      return isTree(value) && Object.values(value).every((item) => typeof item === 'string')
        ? null
        : 'Must be pairs of texts';
    case 'table[]':
      return Array.isArray(value) && value.every(isTree)
        ? null
        : 'Must be a list of tables, written with double brackets';
    case 'string':
    case 'bytes':
      return typeof value === 'string' || Number.isInteger(value) ? null : 'Must be text in quotes';
  }
}

/** The forms a file may hold (config.md 7): any letter case, digits as text, `Label (2)`, booleans for two keys. */
function optionProblem({ path, options = [] }: Field, value: unknown): string | null {
  if (typeof value === 'boolean' && /\.(SearchBySeries|HitAndRunMode)$/.test(path)) return null;
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim().toLowerCase() : '';
  const word = /\((-?\w+)\)/.exec(text)?.[1] ?? text;
  if (word === 'hardlink' && path === '<arr>.importMode') return null;
  return options.some((option) => String(option).toLowerCase() === word)
    ? null
    : `Must be one of: ${options.join(', ')}`;
}

function insteadOf({ whenMissing, whenMissingHere }: Field): string {
  const value = whenMissingHere ?? whenMissing;
  if (value === null || typeof value === 'object' || value === '') return '';
  return `; until then ${String(value)} counts`;
}
