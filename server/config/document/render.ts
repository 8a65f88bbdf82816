import { stringify } from 'smol-toml';
import { isTree, type Tree } from '../tree.ts';

/** Mappings that read better on one line; every other table gets a header of its own. */
const inlineTables = new Set(['QualityProfileMappings']);

/** Is a new table with this key written as `{ a = "b" }`? */
export function writtenInline(key: string, value: unknown): boolean {
  return isTree(value) && inlineTables.has(key);
}

/** Is this a list that is written as `[[...]]` blocks? */
export function isTableList(value: unknown): value is readonly Tree[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTree);
}

/** A key as TOML writes it, quoted only where it must be. */
export function renderKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : renderValue(key);
}

/** A value on one line. `like` is the literal it replaces: a float stays one even when it is whole now. */
export function renderValue(value: unknown, like = ''): string {
  if (Array.isArray(value)) return `[${value.map((item) => renderValue(item)).join(', ')}]`;
  if (isTree(value)) {
    const pairs = Object.entries(value).map(([key, item]) => `${renderKey(key)} = ${renderValue(item)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  if (typeof value === 'string') return renderText(value, like);
  const isWhole = typeof value === 'number' && Number.isInteger(value);
  if (isWhole && Math.abs(value) < 1e15 && /^[+-]?[\d_]+\.\d/.test(like)) return `${value}.0`;
  return stringify({ v: value }).trim().slice('v = '.length);
}

/** A literal string stays one, which keeps Windows paths and patterns readable. */
function renderText(value: string, like: string): string {
  if (like.startsWith("'") && !like.startsWith("'''") && /^[^'\p{Cc}]*$/u.test(value)) return `'${value}'`;
  return stringify({ v: value }).trim().slice('v = '.length);
}

/** A table and all below it as header blocks. `path` is how the header names it. */
export function renderTable(path: readonly string[], table: Tree, newline: string, brackets = 1): string {
  const name = path.map(renderKey).join('.');
  const plain: string[] = [];
  const blocks: string[] = [];
  for (const [key, value] of Object.entries(table)) {
    if (isTableList(value)) {
      blocks.push(...value.map((item) => renderTable([...path, key], item, newline, 2)));
    } else if (isTree(value) && !writtenInline(key, value)) {
      blocks.push(renderTable([...path, key], value, newline));
    } else plain.push(`${renderKey(key)} = ${renderValue(value)}${newline}`);
  }
  const header = `${'['.repeat(brackets)}${name}${']'.repeat(brackets)}${newline}`;
  return [`${header}${plain.join('')}`, ...blocks].join(newline);
}
