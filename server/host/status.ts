import type { StatusBody } from '../contract/index.ts';
import type { ResolvedSettings } from '../config/index.ts';
import { attentionItems } from './attention.ts';
import type { AttentionInput } from './attention.ts';

/** What the status page is made from. */
export interface StatusInput extends Omit<AttentionInput, 'startedAt'> {
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly dataFolder: string;
  readonly sandbox: boolean;
  readonly ready: boolean;
  readonly torrents: number;
}

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
    attention: attentionItems({ ...input, startedAt: input.now - input.uptimeSeconds * 1000 }),
    transfer: transfer(input),
    disk: input.disk,
  };
}

type QbitStatus = StatusBody['qbit'];

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
