import type { AttentionItem, ConfigIssue, ProcessRow, StatusBody } from '../contract/index.ts';
import type { ResolvedSettings } from '../config/index.ts';
import type { Remotes } from './remotes.ts';

/** What the status page is made from. */
export interface StatusInput {
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly dataFolder: string;
  readonly sandbox: boolean;
  readonly ready: boolean;
  readonly resolved: ResolvedSettings;
  readonly issues: readonly ConfigIssue[];
  readonly rows: readonly ProcessRow[];
  readonly remotes: Remotes;
  readonly torrents: number;
  /** Why removals are stopped, null while they are not. */
  readonly tripped: { reason: string; since: number } | null;
  /** Unix milliseconds. */
  readonly now: number;
}

type QbitStatus = StatusBody['qbit'];

/** Body of GET /status, from values at hand; it costs no remote call (api.md 2.2, supervisor.md Q43). */
export function buildStatus(input: StatusInput): StatusBody {
  const { engine, display, mode } = input.resolved;
  const instances = Object.fromEntries(engine.qbits.map((qbit) => [qbit.name, qbitStatus(input, qbit)]));
  const any = Object.values(instances);
  const main = instances['qBit'] ?? any[0] ?? { ...unknownQbit };
  return {
    qbit: { ...main, alive: any.some((status) => status.alive) },
    qbitInstances: instances,
    arrs: engine.arrs.map((arr) => arrStatus(input, arr)),
    ready: input.ready,
    webui: display,
    mode: input.sandbox ? 'sandbox' : mode,
    observeOnly: engine.observeOnly,
    uptime: input.uptimeSeconds,
    dataPath: input.dataFolder,
    version: input.version,
    configIssues: [...input.issues],
    attention: attention(input),
    transfer: transfer(input),
  };
}

const unknownQbit: QbitStatus = {
  alive: false,
  host: null,
  port: null,
  version: null,
  state: 'unknown',
  lastError: null,
  since: null,
};

function qbitStatus(
  { remotes }: StatusInput,
  { name, host, port }: { name: string; host: string; port: number },
): QbitStatus {
  const known = remotes.status('qbit', name);
  if (!known) return { ...unknownQbit, host, port };
  const { state, version, lastError, since } = known;
  return {
    alive: state === 'up',
    host,
    port,
    version: version === null ? null : `v${version.replace(/^v/, '')}`,
    state,
    lastError,
    since,
  };
}

function arrStatus(input: StatusInput, arr: ResolvedSettings['engine']['arrs'][0]): StatusBody['arrs'][0] {
  const known = input.remotes.status('arr', arr.name);
  return {
    category: arr.category,
    name: arr.name,
    type: arr.type,
    alive: input.rows.some((row) => row.name === arr.name && row.alive),
    reachable: known ? known.state === 'up' : null,
    state: known?.state ?? 'unknown',
    version: known?.version ?? null,
    lastError: known?.lastError ?? null,
  };
}

function transfer({ resolved, remotes, torrents }: StatusInput): StatusBody['transfer'] {
  const rates = resolved.engine.qbits.map((qbit) => remotes.transferOf(qbit.name));
  const sum = (key: 'dlspeed' | 'upspeed') => rates.reduce((total, rate) => total + (rate?.[key] ?? 0), 0);
  return { dlspeed: sum('dlspeed'), upspeed: sum('upspeed'), torrents };
}

/** What needs the owner now; an item is gone with its cause (ui.md NT-2). */
function attention(input: StatusInput): AttentionItem[] {
  const { rows, remotes, resolved, issues, tripped, now } = input;
  const items: AttentionItem[] = rows
    .filter((row) => row.status === 'failed')
    .map((row) => ({
      id: `worker/${row.category}/${row.kind}`,
      kind: 'worker-failed',
      severity: 'danger',
      message: `${row.name} ${row.kind} loop stopped${row.lastError ? `: ${row.lastError}` : ''}`,
      subject: row.name,
      since: row.lastExit?.at ?? now,
    }));
  const targets = [
    ...resolved.engine.qbits.map((qbit) => ['qbit', qbit.name] as const),
    ...resolved.engine.arrs.map((arr) => ['arr', arr.name] as const),
  ];
  for (const [kind, name] of targets) {
    const known = remotes.status(kind, name);
    if (!known || known.state === 'up' || known.state === 'unknown') continue;
    items.push({
      id: `remote/${kind}/${name}`,
      kind: 'remote-down',
      severity: 'attention',
      message: known.lastError ?? `${name} does not answer`,
      subject: name,
      since: known.since,
    });
  }
  if (tripped !== null) {
    items.push({
      id: 'removal-budget',
      kind: 'removal-budget',
      severity: 'attention',
      message: `Removals are stopped: ${tripped.reason}`,
      subject: 'Settings.MaxRemovalsPerHour',
      since: tripped.since,
    });
  }
  // With nothing configured yet the welcome page says what to do; a list of empty fields would not.
  const startedAt = now - input.uptimeSeconds * 1000;
  return resolved.mode === 'unconfigured' ? items : [...items, ...configItems(issues, startedAt)];
}

/** One item per section, however many of its keys need a look. */
function configItems(issues: readonly ConfigIssue[], since: number): AttentionItem[] {
  const bySection = new Map<string, ConfigIssue[]>();
  for (const issue of issues) {
    const section = issue.path.split('.')[0] ?? issue.path;
    bySection.set(section, [...(bySection.get(section) ?? []), issue]);
  }
  return [...bySection].map(([section, [first, ...more]]): AttentionItem => {
    const rest = more.length > 0 ? ` (and ${more.length} more in ${section})` : '';
    return {
      id: `config/${section}`,
      kind: 'config-issue',
      severity: 'attention',
      message: `${first?.path}: ${first?.message}${rest}`,
      subject: first?.path ?? section,
      since,
    };
  });
}
