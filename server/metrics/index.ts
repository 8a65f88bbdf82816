import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { processStatus } from '../contract/index.ts';
import type {
  LedgerEvent,
  MetricsMoment,
  ProcessRow,
  RequestSample,
  StatusBody,
  TorrentRow,
} from '../contract/index.ts';

/** Where the values come from that are read at each scrape; nothing of it may call a remote server. */
export interface MetricsSources {
  version: string;
  rows: () => readonly ProcessRow[];
  status: () => StatusBody;
  torrents: () => readonly TorrentRow[];
  /** Webhooks with the number of their waiting messages. */
  webhooks: () => readonly { name: string; waiting: number }[];
}

const loop = ['name', 'category', 'kind'] as const;
/** What became of a search; all zero as long as nothing searches. */
const searchOutcomes = ['searched', 'grabbed', 'nothing_found', 'failed'] as const;
const requestBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** Kinds of ledger events that end an action. */
const actionKinds: ReadonlySet<string> = new Set([
  'intent',
  'action',
  'import',
  'removal',
  'research',
  'observed',
  'hold',
  'resume',
]);

/** Figures of this program in the Prometheus text format (docs/metrics.md). */
export class Metrics {
  readonly #registry = new Registry();
  readonly #sources: MetricsSources;
  readonly #verdicts: Counter<'manager' | 'decision'>;
  readonly #actions: Counter<'manager' | 'action' | 'result'>;
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #clients: Gauge;

  constructor(sources: MetricsSources) {
    this.#sources = sources;
    const registers = [this.#registry];
    this.#verdicts = new Counter({
      name: 'qbitrr_verdicts_total',
      help: 'Decisions about torrents since the start; a decision that stands is counted once.',
      labelNames: ['manager', 'decision'],
      registers,
    });
    this.#actions = new Counter({
      name: 'qbitrr_actions_total',
      help: 'Actions since the start: ok, failed, refused by the safety gate, or info for begun ones.',
      labelNames: ['manager', 'action', 'result'],
      registers,
    });
    const searches = new Counter({
      name: 'qbitrr_searches_total',
      help: 'Searches since the start by outcome.',
      labelNames: ['outcome'],
      registers,
    });
    for (const outcome of searchOutcomes) searches.inc({ outcome }, 0);
    this.#requests = new Histogram({
      name: 'qbitrr_http_request_duration_seconds',
      help: 'Time to answer HTTP requests, by pattern of the route and class of the status.',
      labelNames: ['method', 'route', 'status'],
      buckets: requestBuckets,
      registers,
    });
    this.#clients = new Gauge({ name: 'qbitrr_websocket_clients', help: 'Open WebSocket connections.', registers });
    this.#programFigures();
    this.#loopFigures();
    this.#stateFigures();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Counts what the ledger writes down. */
  take(event: LedgerEvent): void {
    const { kind, manager, decision, action, result } = event;
    if (kind === 'verdict' && decision !== null) this.#verdicts.inc({ manager, decision });
    else if (actionKinds.has(kind) && action !== null) this.#actions.inc({ manager, action, result });
  }

  observe({ method, route, status, seconds }: RequestSample): void {
    this.#requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
  }

  /** The text a scrape gets. */
  async text({ liveClients }: MetricsMoment): Promise<string> {
    this.#clients.set(liveClients);
    return this.#registry.metrics();
  }

  /** A gauge that is filled anew at each scrape. */
  #gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    fill: (gauge: Gauge<Label>) => void,
  ): void {
    const gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.#registry],
      collect: () => {
        gauge.reset();
        fill(gauge);
      },
    });
  }

  #programFigures(): void {
    const { version, status, rows } = this.#sources;
    this.#gauge('qbitrr_info', 'Version of the program; always 1.', ['version'], (gauge) => gauge.set({ version }, 1));
    this.#gauge('qbitrr_ready', '1 once everything configured has been started.', [], (gauge) =>
      gauge.set(status().ready ? 1 : 0),
    );
    this.#gauge('qbitrr_uptime_seconds', 'Seconds since the program was started.', [], (gauge) =>
      gauge.set(status().uptime),
    );
    this.#gauge('qbitrr_memory_bytes', 'Resident memory of the host and of each manager.', ['process'], (gauge) => {
      gauge.set({ process: 'host' }, process.memoryUsage.rss());
      for (const { owner, name, memoryBytes } of rows()) {
        if (memoryBytes !== null) gauge.set({ process: owner === 'core' ? 'core' : name }, memoryBytes);
      }
    });
  }

  #loopFigures(): void {
    const { rows } = this.#sources;
    this.#gauge('qbitrr_loop_state', '1 for the state a loop is in, 0 for the others.', [...loop, 'state'], (gauge) => {
      for (const row of rows()) {
        for (const state of processStatus.options) {
          gauge.set({ ...labelsOf(row), state }, row.status === state ? 1 : 0);
        }
      }
    });
    this.#gauge('qbitrr_loop_passes', 'Passes of a loop within the last hour.', loop, (gauge) => {
      for (const row of rows())
        gauge.set(
          labelsOf(row),
          row.work.reduce((sum, count) => sum + count, 0),
        );
    });
    const restarts = new Counter({
      name: 'qbitrr_loop_restarts_total',
      help: 'Restarts of a loop since the start.',
      labelNames: loop,
      registers: [this.#registry],
      collect: () => {
        restarts.reset();
        for (const row of rows()) restarts.inc(labelsOf(row), row.restarts.total);
      },
    });
  }

  #stateFigures(): void {
    const { rows, status, torrents, webhooks } = this.#sources;
    this.#gauge('qbitrr_remote_up', '1 while a qBittorrent or an Arr answers.', ['kind', 'name'], (gauge) => {
      const { qbitInstances, arrs } = status();
      for (const [name, { state }] of Object.entries(qbitInstances)) {
        gauge.set({ kind: 'qbit', name }, state === 'up' ? 1 : 0);
      }
      for (const { name, state } of arrs) gauge.set({ kind: 'arr', name }, state === 'up' ? 1 : 0);
    });
    // Prometheus keeps the label `instance` for the address it scrapes.
    const perDecision = ['qbit', 'manager', 'decision'] as const;
    this.#gauge('qbitrr_torrents', 'Torrents by the decision that stands.', perDecision, (gauge) => {
      for (const { instance, manager, decision } of torrents()) gauge.inc({ qbit: instance, manager, decision });
    });
    this.#gauge(
      'qbitrr_queue',
      'Entries in the queue of an Arr, messages waiting for a webhook.',
      ['queue', 'name'],
      (gauge) => {
        // On the shared loops it counts torrents in scope.
        for (const { name, queueCount, metricType } of rows())
          if (queueCount !== undefined && metricType === undefined) gauge.set({ queue: 'arr', name }, queueCount);
        for (const { name, waiting } of webhooks()) gauge.set({ queue: 'webhook', name }, waiting);
      },
    );
    this.#gauge('qbitrr_transfer_bytes_per_second', 'Rates of all qBittorrents together.', ['direction'], (gauge) => {
      const { dlspeed, upspeed } = status().transfer;
      gauge.set({ direction: 'down' }, dlspeed);
      gauge.set({ direction: 'up' }, upspeed);
    });
  }
}

const labelsOf = ({ name, category, kind }: ProcessRow): Record<(typeof loop)[number], string> => ({
  name,
  category,
  kind,
});
