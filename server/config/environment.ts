import { catalogue, type Field } from './catalogue/index.ts';
import { isTree, withChange, type Tree } from './tree.ts';
import { fieldProblem } from './validate/field.ts';
import { parseBoolean, parseLogLevel } from './values/words.ts';

/** What the environment says, read once at start (supervisor.md 0.2). */
export interface Environment {
  /** Keys of `Settings` that win over the file. */
  readonly overrides: readonly { readonly variable: string; readonly path: string; readonly value: unknown }[];
  /** Values for a generated file (`QBITRR_QBIT_*`), and for keys that the bare `[qBit]` section lacks. */
  readonly seeds: readonly { readonly path: string; readonly value: unknown }[];
  readonly qbitDisabled: boolean | null;
  readonly searchOnly: boolean;
  readonly processingOnly: boolean;
  readonly dataPath: string | null;
  /** The official container: a loopback `WebUI.Host` listens on all addresses (supervisor.md 1.3). */
  readonly docker: boolean;
}

export type EnvironmentResult = { ok: true; environment: Environment } | { ok: false; problems: string[] };

type Variables = Readonly<Record<string, string | undefined>>;
type Parsed = { ok: true; value: unknown } | { ok: false; expected: string };

/** No variable set: what tests and tools start from. */
export const emptyEnvironment: Environment = {
  overrides: [],
  seeds: [],
  qbitDisabled: null,
  searchOnly: false,
  processingOnly: false,
  dataPath: null,
  docker: false,
};

/**
 * Reads the `QBITRR_*` variables. One counts when it is set and non-empty, whatever its value; each invalid one is a
 * problem naming it (S8; the caller ends with code 2).
 */
export function readEnvironment(variables: Variables): EnvironmentResult {
  const problems: string[] = [];
  const read = (name: string, parse: (text: string) => Parsed): unknown => {
    const text = variables[name];
    if (text === undefined || text === '') return undefined;
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    problems.push(`${name} must be ${parsed.expected}, but is "${text}"`);
    return undefined;
  };
  const flag = (name: string): boolean | null => {
    const value = read(name, parseBoolean);
    return typeof value === 'boolean' ? value : null;
  };
  const fields = catalogue.filter((field) => field.env !== undefined && field.path !== '<qbit>.Disabled');
  const values = fields.flatMap((field) => {
    const variable = field.env ?? '';
    const value = read(variable, (text) => parseFor(field, text));
    return value === undefined ? [] : [{ variable, path: field.path, value }];
  });
  const qbitDisabled = flag('QBITRR_QBIT_DISABLED');
  const environment: Environment = {
    overrides: values.filter(({ path }) => path.startsWith('Settings.')),
    seeds: [
      ...values.filter(({ path }) => path.startsWith('<qbit>.')).map(({ path, value }) => ({ path, value })),
      ...(qbitDisabled === null ? [] : [{ path: '<qbit>.Disabled', value: qbitDisabled }]),
    ],
    qbitDisabled,
    searchOnly: flag('QBITRR_OVERRIDES_SEARCH_ONLY') ?? false,
    processingOnly: flag('QBITRR_OVERRIDES_PROCESSING_ONLY') ?? false,
    dataPath: variables['QBITRR_OVERRIDES_DATA_PATH'] || null,
    docker: variables['QBITRR_DOCKER_RUNNING'] === '69420',
  };
  return problems.length === 0 ? { ok: true, environment } : { ok: false, problems };
}

/**
 * The document with the overrides laid over it, and under the bare `[qBit]` section what the reference fills into it at
 * every start (config.md 9): the seeds of the environment and its port. Never saved: an absent password stays absent, and
 * a secret of the environment stays there (gotchas 3 and 4).
 */
export function effectiveTree(tree: Tree, environment: Environment): Tree {
  const { qBit: bare } = tree;
  const seeds = environment.seeds.map(({ path, value }) => [path.replace('<qbit>.', ''), value] as const);
  const filled = isTree(bare) ? { ...tree, qBit: { Port: 8080, ...Object.fromEntries(seeds), ...bare } } : tree;
  return environment.overrides.reduce(
    (at, { path, value }) => withChange(at, { path: path.split('.'), value }),
    filled,
  );
}

/** Sizes, cron lines and bounds are looked at like in a save. */
function parseFor(field: Field, text: string): Parsed {
  const parsed = valueFor(field, text);
  const isChecked = parsed.ok && (typeof parsed.value === 'number' || /\.(FreeSpace|AutoUpdateCron)$/.test(field.path));
  const problem = isChecked ? fieldProblem(field, parsed.value) : null;
  return problem === null ? parsed : { ok: false, expected: `valid (${problem})` };
}

function valueFor({ path, type, options = [] }: Field, text: string): Parsed {
  if (type === 'bool') return parseBoolean(text);
  if (type === 'int' || type === 'duration') {
    return /^\s*[+-]?\d+\s*$/.test(text)
      ? { ok: true, value: Number(text) }
      : { ok: false, expected: 'a whole number without a unit' };
  }
  if (type === 'string[]') return { ok: true, value: text.split(',') };
  if (type !== 'enum') return { ok: true, value: text };
  if (path === 'Settings.ConsoleLevel') {
    const level = parseLogLevel(text);
    return level === null ? { ok: false, expected: 'a log level' } : { ok: true, value: level };
  }
  const option = options.find((one) => String(one).toLowerCase() === text.trim().toLowerCase());
  return option === undefined ? { ok: false, expected: `one of ${options.join(', ')}` } : { ok: true, value: option };
}
