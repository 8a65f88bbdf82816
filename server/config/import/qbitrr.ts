import { isLoopback, type ImportSource } from '../../contract/index.ts';
import { editToml } from '../document/edit.ts';
import { parseToml } from '../document/text.ts';
import { migrate } from '../migrate/index.ts';
import { fillSecrets } from '../secrets/tree.ts';
import { emptyEnvironment } from '../environment.ts';
import { resolveSettings } from '../resolve/index.ts';
import { arrTypeOf, isQbitName } from '../sections.ts';
import { getAt, isTree, withChange, type Tree } from '../tree.ts';
import { unknownKeys, warningsOf } from '../validate/warnings.ts';
import type { Source } from './read.ts';
import { fromTorrentarr } from './torrentarr.ts';
import { refusal, type Current, type ImportRead, type Notes } from './types.ts';

/**
 * A qBitrr or Torrentarr file becomes ours as it stands, comments included: brought up to date, and locked where it would
 * be open to the network.
 */
export function importQbitrr(source: Source, kind: ImportSource, current: Current): ImportRead {
  const parsed = parseToml(source.text);
  if (!parsed.ok) {
    const { line, column, message } = parsed.problem;
    return refusal(400, 'Invalid TOML', `line ${line}, column ${column}: ${message}`);
  }
  const notes: Notes = { understood: [], notUnderstood: [], attention: [] };
  const theirs = kind === 'torrentarr' ? fromTorrentarr(parsed.tree, notes) : parsed.tree;
  // A file saved without secrets brings stand-ins: they must not replace what is stored here.
  const translated = fillSecrets(theirs, current.tree);
  const edited = editToml(source.text, translated, { keepAllComments: true });
  if (!edited.ok) return refusal(400, 'This configuration cannot be taken over', edited.error);
  const result = migrate(edited.text, translated);
  if (!result.ok) return refusal(400, 'This configuration cannot be taken over', result.error);
  for (const message of result.migration.notes) notes.attention.push({ from: 'config.toml', to: null, message });
  const tree = locked(withToken(result.migration.tree, current.tree), notes);
  const final = editToml(result.migration.text, tree, { keepAllComments: true });
  if (!final.ok) return refusal(400, 'This configuration cannot be taken over', final.error);
  report(parsed.tree, tree, notes);
  reportFiles(source.beside, notes);
  return { ok: true, text: final.text, tree, ...notes };
}

/** Without a token of its own the file keeps ours, so that nobody is locked out by the import. */
function withToken(tree: Tree, current: Tree): Tree {
  const theirs = getAt(tree, ['WebUI', 'Token']);
  const ours = getAt(current, ['WebUI', 'Token']);
  const isMissing = typeof theirs !== 'string' || theirs === '';
  return isMissing && typeof ours === 'string' ? withChange(tree, { path: ['WebUI', 'Token'], value: ours }) : tree;
}

function locked(tree: Tree, notes: Notes): Tree {
  const host = getAt(tree, ['WebUI', 'Host']);
  const isOpen = getAt(tree, ['WebUI', 'AuthDisabled']) === true;
  const accepted = getAt(tree, ['WebUI', 'AllowInsecureExposure']) === true;
  if (!isOpen || accepted || typeof host !== 'string' || isLoopback(host)) return tree;
  notes.attention.push({
    from: 'WebUI.AuthDisabled',
    to: 'WebUI.AuthDisabled',
    message: `It was open without a login on ${host}; it is locked by the token now. To open it, set AuthDisabled and AllowInsecureExposure to true.`,
  });
  return withChange(tree, { path: ['WebUI', 'AuthDisabled'], value: false });
}

function report(before: Tree, after: Tree, notes: Notes): void {
  const unknown = unknownKeys(after);
  for (const { path, message } of unknown) notes.notUnderstood.push({ from: path, to: null, message });
  for (const [name, table] of Object.entries(after)) {
    if (!isTree(table)) continue;
    const isOurs = arrTypeOf(name) !== null || isQbitName(name) || /^(Settings|WebUI|Webhooks)$/.test(name);
    const keys = countKeys(table) - unknown.filter(({ path }) => path.startsWith(`${name}.`)).length;
    if (isOurs)
      notes.understood.push({
        from: Object.hasOwn(before, name) ? name : 'config.toml',
        to: name,
        message: `${keys} keys`,
      });
    else
      notes.notUnderstood.push({
        from: name,
        to: name,
        message: 'qBitrr does not know a section of this name; it is kept',
      });
  }
  const warnings = warningsOf(after).filter(({ path }) => !unknown.some((one) => one.path === path));
  for (const { path, message } of [...warnings, ...resolveSettings(after, emptyEnvironment).issues]) {
    if (!notes.attention.some((note) => note.from === path)) notes.attention.push({ from: path, to: path, message });
  }
}

function countKeys(table: Tree): number {
  return Object.values(table).reduce<number>((sum, value) => sum + (isTree(value) ? countKeys(value) : 1), 0);
}

function reportFiles(beside: readonly string[], notes: Notes): void {
  const databases = beside.filter((name) => /(^|\/)(qbitrr|torrentarr|Torrents)\.db$/i.test(name));
  for (const from of databases) {
    const message =
      'What was searched already is not carried over: the libraries are read from the apps, and searching begins anew';
    notes.notUnderstood.push({ from, to: null, message });
  }
  if (beside.includes('logs'))
    notes.notUnderstood.push({ from: 'logs', to: null, message: 'Old logs stay where they are' });
  const backups = beside.filter((name) => /\.backup\..*\.toml$/.test(name)).length;
  if (backups > 0) {
    const message = `${backups} copies of older configurations stay where they are`;
    notes.notUnderstood.push({ from: 'config.backup.*.toml', to: null, message });
  }
}
