import type { PlanRequest, TomlProblem, ValidationError } from '../../contract/index.ts';
import { editToml } from '../document/edit.ts';
import { shapeProblem } from '../document/shape.ts';
import { parseToml, type Edited } from '../document/text.ts';
import { migrate } from '../migrate/index.ts';
import { keychainSetting, wantsKeychain } from '../secrets/keychain.ts';
import { restoreToml } from '../secrets/text.ts';
import { restoreChanges } from '../secrets/tree.ts';
import { longestAbove, splitKey } from '../sections.ts';
import { diffTrees, getAt, isTooDeep, isTree, MAX_DEPTH, withChanges, type Change, type Tree } from '../tree.ts';
import { validate } from '../validate/index.ts';
import { normaliseUrlBase } from '../values/words.ts';

/** A save thought through but not done: what changes and which text would be written, or why it is refused. */
export type SavePlan =
  | { ok: true; text: string; tree: Tree; changes: readonly Change[] }
  | { ok: false; kind: 'invalid'; errors: ValidationError[]; changes: readonly Change[]; tree: Tree }
  | { ok: false; kind: 'toml'; problem: TomlProblem }
  | { ok: false; kind: 'refused'; status: 400 | 403 | 409 | 500; error: string; details: string };

const protectedKey = 'Settings.ConfigVersion';
const protectedError: SavePlan = {
  ok: false,
  kind: 'refused',
  status: 403,
  error: `Cannot modify protected configuration key: ${protectedKey}`,
  details: '',
};

/** More than all keys of thirty instances; each that is new costs a look at the whole text. */
const MAX_CHANGES = 2000;
const unacceptable = (error: string, details: string): SavePlan => ({
  ok: false,
  kind: 'refused',
  status: 400,
  error,
  details,
});
const tooDeep = unacceptable('Invalid configuration key', `More than ${MAX_DEPTH} levels deep`);
const tooMany = unacceptable('Too many changes', `Limit is ${MAX_CHANGES}`);

/** Either kind of POST /config, or of POST /config/plan. */
export function planRequest(request: PlanRequest, text: string, tree: Tree): SavePlan {
  return 'config' in request && typeof request.config === 'string'
    ? planToml(request.config, tree)
    : planChanges('changes' in request ? request.changes : {}, text, tree);
}

/** POST /config with `changes` (api.md 2.8.3, steps 2 to 4). A key `config`, from an echoed tree, is ignored. */
export function planChanges(body: Record<string, unknown>, text: string, tree: Tree): SavePlan {
  if (Object.hasOwn(body, protectedKey)) return protectedError;
  const keys = Object.keys(body);
  if (keys.length > MAX_CHANGES) return tooMany;
  if (keys.some((key) => key.split('.').length > MAX_DEPTH)) return tooDeep;
  const names = sectionNames(body, tree);
  const asked = Object.entries(body)
    .filter(([key]) => key !== 'config')
    .map(([key, value]) => ({ path: splitKey(key, names), value }));
  const wanted = restoreChanges(asked, tree);
  const after = withChanges(tree, wanted.map(normalised));
  if (isTooDeep(after)) return tooDeep;
  const changes = diffTrees(tree, after);
  if (changes.length > MAX_CHANGES) return tooMany;
  if (getAt(after, ['Settings', 'ConfigVersion']) !== getAt(tree, ['Settings', 'ConfigVersion'])) return protectedError;
  const errors = validate(wanted, tree, after, { wholeDocument: false });
  if (errors.length > 0) return { ok: false, kind: 'invalid', errors, changes: wanted, tree: after };
  const edited = editToml(text, after);
  if (!edited.ok) return unwritable(edited.error);
  return { ok: true, text: edited.text, tree: after, changes };
}

/**
 * The sections there are and those the body brings as one object. `Radarr.EntrySearch` with an object is no section but a
 * table of one that is known by name.
 */
function sectionNames(body: Record<string, unknown>, tree: Tree): Set<string> {
  const names = new Set([...Object.keys(tree), 'Settings', 'WebUI', 'Webhooks', 'qBit']);
  const brought = Object.entries(body)
    .flatMap(([key, value]) => (isTree(value) ? [key] : []))
    .toSorted((a, b) => a.length - b.length);
  for (const key of brought) if (longestAbove(key, names) === null) names.add(key);
  return names;
}

/** POST /config with a whole document (api.md 3.6): secrets put back, stamp kept, the rest as for single changes. */
export function planToml(submitted: string, stored: Tree): SavePlan {
  const parsed = parseToml(submitted);
  if (!parsed.ok) return { ok: false, kind: 'toml', problem: parsed.problem };
  const shape = shapeProblem(submitted, parsed.tree);
  if (shape !== null) return { ok: false, kind: 'toml', problem: shape };
  const restored = restoreToml(submitted, stored);
  if (!restored.ok) return unwritable(restored.error);
  const stamped = keepStamp(restored.text, restored.tree, stored);
  if (stamped === null) return protectedError;
  return checked(stamped.text, stamped.tree, stored);
}

/** A document that was in force before, or comes from elsewhere, with its own secrets: brought up to date first. */
export function planRestore(text: string, stored: Tree): SavePlan {
  const parsed = parseToml(text);
  if (!parsed.ok) return { ok: false, kind: 'toml', problem: parsed.problem };
  const shape = shapeProblem(text, parsed.tree);
  if (shape !== null) return { ok: false, kind: 'toml', problem: shape };
  const result = migrate(text, parsed.tree);
  if (!result.ok) return unwritable(result.error);
  const kept = keepKeychain(result.migration, stored);
  return kept.ok ? checked(kept.text, kept.tree, stored) : unwritable(kept.error);
}

/** An older document that says nothing about the keychain does not lay secrets open that are sealed now. */
function keepKeychain(
  found: { text: string; tree: Tree },
  stored: Tree,
): (Edited & { ok: false }) | { ok: true; text: string; tree: Tree } {
  const path = keychainSetting.split('.');
  if (!wantsKeychain(stored) || getAt(found.tree, path) !== undefined) return { ok: true, ...found };
  const tree = withChanges(found.tree, [{ path, value: true }]);
  const edited = editToml(found.text, tree);
  return edited.ok ? { ok: true, text: edited.text, tree } : edited;
}

function checked(text: string, tree: Tree, stored: Tree): SavePlan {
  const changes = diffTrees(stored, tree);
  const errors = validate(changes, stored, tree, { wholeDocument: true });
  if (errors.length > 0) return { ok: false, kind: 'invalid', errors, changes, tree };
  return { ok: true, text, tree, changes };
}

function unwritable(details: string): SavePlan {
  return { ok: false, kind: 'refused', status: 500, error: 'Failed to save config', details };
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
