import { parseDocument, type Document } from 'yaml';
import { parseBoolean } from '../values/words.ts';
import { isTooDeep, isTree, type Tree } from '../tree.ts';

/** decluttarr's configuration in the form of its second version. */
export interface Decluttarr {
  readonly general: Tree;
  /** Switched-on jobs with their values; defaults filled in. */
  readonly jobs: Tree;
  readonly instances: Tree;
  readonly clients: Tree;
  /** Top-level keys that mean nothing to us. */
  readonly rest: readonly string[];
}
export type DecluttarrRead = { ok: true; config: Decluttarr } | { ok: false; problem: string };

/**
 * Reads either form: the YAML file of version 2, or the variables of version 1 in a compose file, a `.conf` or `.env` file
 * or a list.
 */
export function readDecluttarr(text: string): DecluttarrRead {
  // Of a `.conf` or `.env` file no line is `key: value`, and sections in brackets are YAML lists.
  if (/^\s*[A-Z_]+\s*=/m.test(text) && !/^\s*-\s/m.test(text))
    return { ok: true, config: fromVariables(lineVariables(text)) };
  if (text.length > MOST_YAML) return { ok: false, problem: `more than ${MOST_YAML} characters` };
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const before = text.slice(0, error.pos[0]).split('\n');
    return {
      ok: false,
      problem: `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${error.message}`,
    };
  }
  const root = valueOf(document);
  if (!isTree(root) || isTooDeep(root)) return { ok: false, problem: 'the file holds no keys' };
  const variables = variablesOf(root);
  if (variables !== null) return { ok: true, config: fromVariables(variables) };
  return { ok: true, config: fromYaml(root) };
}

/** The sample of decluttarr has 10,000; the parser compares each key with all others of its map. */
const MOST_YAML = 100_000;

/** Undefined for aliases that multiply each other without end. */
function valueOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function fromYaml(root: Tree): Decluttarr {
  const { general, job_defaults: defaults, jobs, instances, download_clients: clients, web: _web, ...rest } = root;
  const common = tree(defaults);
  const filled = Object.entries(tree(jobs)).map(([name, job]) => [
    name,
    job === false ? false : { ...common, ...tree(job) },
  ]);
  return {
    general: tree(general),
    jobs: Object.fromEntries(filled),
    instances: tree(instances),
    clients: tree(clients),
    rest: Object.keys(rest),
  };
}

/** Variables of a compose service, or upper-case keys at the top; null when it is neither. */
function variablesOf(root: Tree): Map<string, unknown> | null {
  const services = Object.values(tree(root['services'])).filter(isTree);
  const candidates = [...services.map((service) => service['environment']), root['environment'], root];
  for (const candidate of candidates) {
    const found = Array.isArray(candidate)
      ? lineVariables(candidate.map(String).join('\n'))
      : new Map(Object.entries(tree(candidate)).filter(([key]) => /^[A-Z][A-Z0-9_]*$/.test(key)));
    if ([...found.keys()].some((key) => /^(RADARR|SONARR|LIDARR|READARR|WHISPARR|QBITTORRENT)_URL$|^REMOVE_/.test(key)))
      return found;
  }
  return null;
}

function lineVariables(text: string): Map<string, unknown> {
  const found = [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Z][A-Z0-9_]*)[ \t]*=[ \t]*(.*)$/gm)];
  return new Map(found.map(([, key = '', value = '']) => [key, value.trim().replace(/^(["'])(.*)\1$/s, '$2')]));
}

const jobVariables: Record<string, string> = {
  REMOVE_FAILED: 'remove_failed_downloads',
  REMOVE_FAILED_IMPORTS: 'remove_failed_imports',
  REMOVE_METADATA_MISSING: 'remove_metadata_missing',
  REMOVE_MISSING_FILES: 'remove_missing_files',
  REMOVE_ORPHANS: 'remove_orphans',
  REMOVE_SLOW: 'remove_slow',
  REMOVE_STALLED: 'remove_stalled',
  REMOVE_UNMONITORED: 'remove_unmonitored',
};
const generalVariables: Record<string, string> = {
  LOG_LEVEL: 'log_level',
  TEST_RUN: 'test_run',
  SSL_VERIFICATION: 'ssl_verification',
  REMOVE_TIMER: 'timer',
  NO_STALLED_REMOVAL_QBIT_TAG: 'protected_tag',
  IGNORED_DOWNLOAD_CLIENTS: 'ignored_download_clients',
};

function fromVariables(variables: ReadonlyMap<string, unknown>): Decluttarr {
  const taken = new Set([
    'TZ',
    'PUID',
    'PGID',
    'PERMITTED_ATTEMPTS',
    'FAILED_IMPORT_MESSAGE_PATTERNS',
    'RUN_PERIODIC_RESCANS',
  ]);
  const take = (key: string): unknown => {
    taken.add(key);
    return variables.get(key);
  };
  const general = Object.fromEntries(
    Object.entries(generalVariables).flatMap(([key, name]) => {
      const value = take(key);
      return value === undefined ? [] : [[name, flagOrText(value)]];
    }),
  );
  const job: Tree = {
    max_strikes: variables.get('PERMITTED_ATTEMPTS') ?? 3,
    message_patterns: listOf(variables.get('FAILED_IMPORT_MESSAGE_PATTERNS')),
  };
  const removals = Object.entries(jobVariables).filter(([key]) => flagOrText(take(key) ?? false) === true);
  const instances = Object.fromEntries(
    ['radarr', 'sonarr', 'lidarr', 'readarr', 'whisparr'].flatMap((kind) => {
      const url = take(`${kind.toUpperCase()}_URL`);
      const key = take(`${kind.toUpperCase()}_KEY`);
      return typeof url === 'string' && url !== '' ? [[kind, [{ base_url: url, api_key: textOf(key) }]]] : [];
    }),
  );
  const [url, username, password] = ['URL', 'USERNAME', 'PASSWORD'].map((part) => take(`QBITTORRENT_${part}`));
  const login = {
    ...(username === undefined ? {} : { username: textOf(username) }),
    ...(password === undefined ? {} : { password: textOf(password) }),
  };
  return {
    general,
    jobs: {
      ...Object.fromEntries(removals.map(([, name]) => [name, job])),
      ...searchJobs(variables.get('RUN_PERIODIC_RESCANS')),
    },
    instances,
    clients: typeof url === 'string' && url !== '' ? { qbittorrent: [{ base_url: url, ...login }] } : {},
    rest: [...variables.keys()].filter((key) => !taken.has(key)),
  };
}

/** `RUN_PERIODIC_RESCANS` is JSON, its values objects or lists of one. */
function searchJobs(value: unknown): Tree {
  const parsed = typeof value === 'string' ? json(value) : value;
  const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  const wishes = Object.values(tree(first)).map((wish): Tree => tree(Array.isArray(wish) ? wish[0] : wish));
  const job = (wish: Tree | undefined): Tree => ({ max_concurrent_searches: wish?.['MAX_CONCURRENT_SCANS'] ?? 3 });
  const missing = wishes.find((wish) => wish['MISSING'] !== false);
  const unmet = wishes.find((wish) => wish['CUTOFF_UNMET'] !== false);
  return {
    ...(missing === undefined ? {} : { search_missing: job(missing) }),
    ...(unmet === undefined ? {} : { search_unmet_cutoff: job(unmet) }),
  };
}

function listOf(value: unknown): unknown {
  return typeof value === 'string' ? json(value) : value;
}

function flagOrText(value: unknown): unknown {
  const parsed = typeof value === 'string' ? parseBoolean(value) : null;
  return parsed?.ok === true && !/^\d+$/.test(String(value)) ? parsed.value : value;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tree(value: unknown): Tree {
  return isTree(value) ? value : {};
}
