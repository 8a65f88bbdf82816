import type { ConfigIssue } from '../../contract/index.ts';
import { getAt, isTree, likeness, withChanges, type Change, type Tree } from '../tree.ts';

/** What stands in place of a secret. */
export const redacted = '[redacted]';

const secretKey = /(apikey|api_key|token|password|secret|passkey|credential)/i;

/** Does the name of a key make its text a secret? (api.md 2.8.1) */
export function isSecretKey(key: string): boolean {
  return secretKey.test(key);
}

/** Is this the stand-in for a stored secret? Blanks around it are ignored (config.md 11). */
export function isRedacted(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === redacted;
}

/** The document with every secret text, empty ones included, replaced at any depth (api.md 2.8.1). */
export function redactTree(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, redactValue(value, isSecretKey(key))]));
}

/** The document with every secret text changed, at any depth; `path` is its dotted key, with `[n]` in lists. */
export function mapSecrets(tree: Tree, change: (value: string, path: string) => string): Tree {
  const visit = (value: unknown, key: string, path: string): unknown => {
    if (typeof value === 'string') return isSecretKey(key) ? change(value, path) : value;
    if (Array.isArray(value)) return value.map((item, at) => visit(item, key, `${path}[${at}]`));
    return isTree(value) ? visitTree(value, `${path}.`) : value;
  };
  const visitTree = (table: Tree, before: string): Tree =>
    Object.fromEntries(Object.entries(table).map(([key, value]) => [key, visit(value, key, `${before}${key}`)]));
  return visitTree(tree, '');
}

/** Secrets of `asked` that are only stand-ins and that `after` does not know either (ui.md CF-20). */
export function missingSecrets(asked: Tree, after: Tree): ConfigIssue[] {
  const known = new Set<string>();
  const missing: ConfigIssue[] = [];
  mapSecrets(after, (value, path) => {
    if (!isRedacted(value)) known.add(path);
    return value;
  });
  mapSecrets(asked, (value, path) => {
    if (isRedacted(value) && !known.has(path)) missing.push({ path, message: missingWords });
    return value;
  });
  return missing;
}

const missingWords = 'The secret is missing: the file came without it. Type it in';

/** Stand-ins replaced by what is stored at the same place; the others stay, so that they are seen to be missing. */
export function fillSecrets(tree: Tree, stored: Tree): Tree {
  const known = new Map<string, string>();
  mapSecrets(stored, (value, path) => {
    known.set(path, value);
    return value;
  });
  return mapSecrets(tree, (value, path) => (isRedacted(value) ? (known.get(path) ?? value) : value));
}

/** Every secret text in the document that is not empty, for whoever has to recognise them. */
export function secretsIn(value: unknown, secret = false): string[] {
  if (typeof value === 'string') return secret && value !== '' ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => secretsIn(item, secret));
  return isTree(value) ? Object.entries(value).flatMap(([key, inner]) => secretsIn(inner, isSecretKey(key))) : [];
}

const toldLetters = 4;
/** A shorter secret would be given away by its last letters. */
const longEnough = 16;

/** Last letters of each secret by dotted key: '' where it is short or a hash, null where there is none. Lists are left out. */
export function secretEnds(tree: Tree, at = ''): Record<string, string | null> {
  const found = Object.entries(tree).flatMap(([key, value]): [string, string | null][] => {
    const dotted = `${at}${key}`;
    if (isTree(value)) return Object.entries(secretEnds(value, `${dotted}.`));
    if (typeof value !== 'string' || !isSecretKey(key)) return [];
    const told = value.length >= longEnough && !/hash/i.test(key) ? value.slice(-toldLetters) : '';
    return [[dotted, value === '' || isRedacted(value) ? null : told]];
  });
  return Object.fromEntries(found);
}

function redactValue(value: unknown, secret: boolean): unknown {
  if (typeof value === 'string') return secret ? redacted : value;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secret));
  return isTree(value) ? redactTree(value) : value;
}

/**
 * Puts stored secrets back into a whole document (api.md 3.6 step 2): the same path first (in lists the same position),
 * then the rename rule of 2.8.3, else the key is dropped.
 */
export function restoreTree(submitted: Tree, stored: Tree): Tree {
  const gone = Object.keys(stored).filter((name) => !Object.hasOwn(submitted, name));
  const restored = Object.entries(submitted).map(([key, value]) => {
    const renamedFrom = Object.hasOwn(stored, key) ? [] : likelyFormer(value, gone, stored);
    const sources = [stored[key], ...renamedFrom.map((name) => stored[name])];
    return [key, restoreValue(value, sources, isSecretKey(key))] as const;
  });
  return Object.fromEntries(restored.filter(([, value]) => value !== undefined));
}

/** The sections a new one may have been, the likest first, so that two renames at once do not swap their secrets. */
function likelyFormer(section: unknown, names: readonly string[], stored: Tree): string[] {
  const table = isTree(section) ? section : {};
  return names
    .flatMap((name) => {
      const former = stored[name];
      return isTree(former) ? [{ name, alike: likeness(former, table) }] : [];
    })
    .toSorted((a, b) => b.alike - a.alike)
    .map(({ name }) => name);
}

function restoreValue(value: unknown, sources: readonly unknown[], secret: boolean): unknown {
  if (typeof value === 'string') {
    return secret && isRedacted(value) ? sources.find((source) => typeof source === 'string') : value;
  }
  if (Array.isArray(value)) {
    const items = value.map((item, at) =>
      restoreValue(
        item,
        sources.map((source) => (Array.isArray(source) ? source[at] : undefined)),
        secret,
      ),
    );
    return items.filter((item) => item !== undefined);
  }
  if (!isTree(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const below = sources.map((source) => (isTree(source) ? getAt(source, [key]) : undefined));
    return [key, restoreValue(item, below, isSecretKey(key))] as const;
  });
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/**
 * Secrets in single changes (api.md 2.8.3 step 3): `[redacted]` keeps the stored value; on a rename (the same key deleted
 * under another section, or that section deleted) the old secret moves along.
 */
export function restoreChanges(changes: readonly Change[], stored: Tree): Change[] {
  const deleted = changes.filter(({ value }) => value === null).map(({ path }) => path);
  const fresh = changes.filter(({ path, value }) => value !== null && !Object.hasOwn(stored, path[0] ?? ''));
  const added = new Map(Object.entries(withChanges({}, fresh)));
  return changes.flatMap((change): Change[] => {
    const { path, value } = change;
    const masked = isRedacted(value) && isSecretKey(path.at(-1) ?? '');
    if (!masked && !isTree(value) && !Array.isArray(value)) return [change];
    const [section = '', ...rest] = path;
    const here = getAt(stored, path);
    const others = deleted
      .filter(([other]) => other !== section)
      .filter((gone) => gone.length === 1 || sameParts(gone.slice(1), rest))
      .map(([other = '']) => other);
    const from = likelyFormer(added.get(section), [...new Set(others)], stored)
      .map((other) => getAt(stored, [other, ...rest]))
      .find((source) => source !== undefined);
    if (masked) return here === undefined && typeof from === 'string' ? [{ path, value: from }] : [];
    return [{ path, value: restoreValue(value, [here, from], isSecretKey(path.at(-1) ?? '')) }];
  });
}

function sameParts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((part, at) => part === b[at]);
}
