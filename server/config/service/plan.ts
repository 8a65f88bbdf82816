import type { TomlProblem, ValidationError } from '../../contract/index.ts';
import { editToml, parseToml } from '../document/text.ts';
import { restoreToml } from '../secrets/text.ts';
import { restoreChanges, withChanges } from '../secrets/tree.ts';
import { splitKey } from '../sections.ts';
import { diffTrees, getAt, isTree, type Change, type Tree } from '../tree.ts';
import { validate } from '../validate/index.ts';
import { normaliseUrlBase } from '../values/words.ts';

/** A save thought through but not done: what changes and which text would be written, or why it is refused. */
export type SavePlan =
  | { ok: true; text: string; tree: Tree; changes: readonly Change[] }
  | { ok: false; kind: 'invalid'; errors: ValidationError[]; changes: readonly Change[] }
  | { ok: false; kind: 'toml'; problem: TomlProblem }
  | { ok: false; kind: 'refused'; status: 400 | 403 | 500; error: string; details: string };

const protectedKey = 'Settings.ConfigVersion';
const protectedError: SavePlan = {
  ok: false,
  kind: 'refused',
  status: 403,
  error: `Cannot modify protected configuration key: ${protectedKey}`,
  details: '',
};

/** POST /config with `changes` (api.md 2.8.3, steps 2 to 4). A key `config`, from an echoed tree, is ignored. */
export function planChanges(body: Record<string, unknown>, text: string, tree: Tree): SavePlan {
  if (Object.hasOwn(body, protectedKey)) return protectedError;
  const names = [...Object.keys(tree), ...Object.entries(body).flatMap(([key, value]) => (isTree(value) ? [key] : []))];
  const asked = Object.entries(body)
    .filter(([key]) => key !== 'config')
    .map(([key, value]) => ({ path: splitKey(key, names), value }));
  const wanted = restoreChanges(asked, tree);
  const after = withChanges(tree, wanted.map(normalised));
  if (getAt(after, ['Settings', 'ConfigVersion']) !== getAt(tree, ['Settings', 'ConfigVersion'])) return protectedError;
  const errors = validate(wanted, tree, after, { wholeDocument: false });
  if (errors.length > 0) return { ok: false, kind: 'invalid', errors, changes: wanted };
  const edited = editToml(text, after);
  if (!edited.ok)
    return { ok: false, kind: 'refused', status: 500, error: 'Failed to save config', details: edited.error };
  return { ok: true, text: edited.text, tree: after, changes: diffTrees(tree, after) };
}

/** POST /config with a whole document (api.md 3.6): secrets put back, stamp kept, the rest as for single changes. */
export function planToml(submitted: string, stored: Tree): SavePlan {
  const parsed = parseToml(submitted);
  if (!parsed.ok) return { ok: false, kind: 'toml', problem: parsed.problem };
  const restored = restoreToml(submitted, stored);
  if (!restored.ok) {
    return { ok: false, kind: 'refused', status: 500, error: 'Failed to save config', details: restored.error };
  }
  const stamped = keepStamp(restored.text, restored.tree, stored);
  if (stamped === null) return protectedError;
  const changes = diffTrees(stored, stamped.tree);
  const errors = validate(changes, stored, stamped.tree, { wholeDocument: true });
  if (errors.length > 0) return { ok: false, kind: 'invalid', errors, changes };
  return { ok: true, ...stamped, changes };
}

/** An absent version stamp stays what it was; a different one is refused (null). */
function keepStamp(text: string, tree: Tree, stored: Tree): { text: string; tree: Tree } | null {
  const old = getAt(stored, ['Settings', 'ConfigVersion']);
  const now = getAt(tree, ['Settings', 'ConfigVersion']);
  if (now === old) return { text, tree };
  if (now !== undefined) return null;
  const kept = withChanges(tree, [{ path: ['Settings', 'ConfigVersion'], value: old }]);
  const edited = editToml(text, kept);
  return edited.ok ? { text: edited.text, tree: kept } : null;
}

function normalised(change: Change): Change {
  const isUrlBase = change.path.join('.') === 'WebUI.UrlBase' && typeof change.value === 'string';
  return isUrlBase ? { ...change, value: normaliseUrlBase(change.value) } : change;
}
