import { effect as effectSchema, type ConfigPlan, type Effect, type PlannedChange } from '../../contract/index.ts';
import { fieldByPattern } from '../catalogue/index.ts';
import { lineFinder, parseToml } from '../document/text.ts';
import type { Environment } from '../environment.ts';
import { classify } from '../reload/classify.ts';
import { effectOf } from '../reload/effect.ts';
import { resolveSettings } from '../resolve/index.ts';
import { isSecretKey, missingSecrets, redacted, redactTree } from '../secrets/tree.ts';
import { arrTypeOf, isQbitName, patternOf } from '../sections.ts';
import { getAt, isTree, sameValue, type Change, type Tree } from '../tree.ts';
import { warningsOf } from '../validate/warnings.ts';
import type { SavePlan } from './plan.ts';

const nothing: Omit<ConfigPlan, 'etag'> = {
  ok: false,
  problem: null,
  validationErrors: [],
  warnings: [],
  reloadType: null,
  groups: [],
  restarts: [],
  refreshes: [],
  resetsSearch: [],
  address: null,
};

/**
 * A planned save in words (ui.md CF-13): changes by effect, what is refused and where it stands in `text`, what deserves a
 * second look. `before` is the document in force.
 */
export function preview(
  plan: SavePlan,
  before: Tree,
  context: { text: string; etag: string; environment: Environment },
): ConfigPlan {
  const { text, etag, environment } = context;
  const lineOf = lineFinder(text);
  if (!plan.ok && plan.kind === 'toml') return { ...nothing, etag, problem: plan.problem };
  if (!plan.ok && plan.kind === 'refused') {
    const path = plan.status === 403 ? 'Settings.ConfigVersion' : '';
    const message = plan.details === '' ? plan.error : `${plan.error}: ${plan.details}`;
    return { ...nothing, etag, validationErrors: [{ path, message, line: lineOf(path) }] };
  }
  const { type, respawn, refresh, resetSearch } = classify(plan.changes);
  const errors = plan.ok ? [] : plan.errors;
  const asked = parseToml(text);
  const missing = missingSecrets(asked.ok ? asked.tree : plan.tree, plan.tree);
  const changes = plan.changes.map((change) => plannedChange(change, before));
  const groups = effectSchema.options.map((effect) => ({
    effect,
    changes: changes.filter((change) => change.effect === effect),
  }));
  const now = resolveSettings(before, environment).webui;
  const next = resolveSettings(plan.tree, environment).webui;
  const moves = now.host !== next.host || now.port !== next.port || now.urlBase !== next.urlBase;
  return {
    ok: plan.ok,
    etag,
    problem: null,
    validationErrors: errors.map((error) => ({ ...error, line: lineOf(error.path) })),
    warnings: [...lockedKeys(plan.changes, environment), ...missing, ...warningsOf(plan.tree)],
    reloadType: type,
    groups: groups.filter((group) => group.changes.length > 0),
    restarts: instancesWith(changes, ['restart', 'restart-reset']),
    refreshes: [...refresh].filter((name) => !respawn.includes(name)),
    resetsSearch: [...resetSearch],
    address: moves ? { host: next.host, port: next.port, urlBase: next.urlBase } : null,
  };
}

/** The reference says nothing when a saved value is overruled (config.md 5). */
function lockedKeys(changes: readonly Change[], { overrides }: Environment): ConfigPlan['warnings'] {
  return overrides
    .filter(({ path }) => changes.some((change) => change.path.join('.') === path))
    .map(({ path, variable }) => ({ path, message: `${variable} decides this value while it is set` }));
}

function instancesWith(changes: readonly PlannedChange[], effects: readonly Effect[]): string[] {
  const names = changes.flatMap(({ effect, instance }) =>
    effects.includes(effect) && instance !== null ? [instance] : [],
  );
  return [...new Set(names)].toSorted();
}

function plannedChange({ path, value }: Change, before: Tree): PlannedChange {
  const [section = ''] = path;
  const key = path.at(-1) ?? '';
  const secret = isSecretKey(key);
  const old = getAt(before, path);
  // Two different secrets would both read `[redacted]`.
  const changed = secret && !sameValue(old, value) && old !== undefined && value !== null ? `${redacted} (new)` : null;
  return {
    path: path.join('.'),
    before: shown(old, secret),
    after: changed ?? shown(value, secret),
    effect: effectOf(path),
    instance: arrTypeOf(section) !== null || isQbitName(section) ? section : null,
    secret,
    label: fieldByPattern(patternOf(path))?.label ?? null,
  };
}

function shown(value: unknown, secret: boolean): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return secret ? redacted : value;
  if (isTree(value)) return redactTree(value);
  return Array.isArray(value) ? redactTree({ value })['value'] : value;
}
