import type {
  ArrType,
  Doing,
  LastExit,
  ProcessRow,
  ProcessStatus,
  ToHost,
  UnitKind,
  UnitRef,
} from '../contract/index.ts';
import { inWindow } from './restart-policy.ts';
import type { RestartSettings } from './restart-policy.ts';
import type { Time } from './time.ts';
import { WorkMeter } from './work-meter.ts';

/** One configured loop. `name` is what people read: the section's name, or `Failed` for category `failed`. */
export interface UnitPlan {
  category: string;
  name: string;
  kind: UnitKind;
}

/** What one manager process runs. A changed fingerprint means that it must be restarted to obey. */
export interface ManagerPlan {
  /** Arr section name or `core`. */
  manager: string;
  owner: ArrType | 'core';
  /** Address of the Arr without credentials, null for core. */
  address: string | null;
  units: UnitPlan[];
  fingerprint: string;
}

/** What a loop last counted; null = not known, or not its business. */
type UnitCounts = Pick<Extract<ToHost, { type: 'counts' }>, 'queueCount' | 'categoryCount' | 'freeSpacePaused'>;

/** Category and name of the policy loop's row (supervisor.md 2.1). */
const policyCategory = 'TorrentPolicyManager';

/** supervisor.md 2.2; `restarting` and `stopping` are the two ways to be on the way out. */
export type UnitPhase = 'starting' | 'running' | 'backoff' | 'restarting' | 'stopping' | 'stopped' | 'failed';

const STATUS: Record<UnitPhase, ProcessStatus> = {
  starting: 'starting',
  running: 'running',
  backoff: 'restarting',
  restarting: 'restarting',
  stopping: 'running',
  stopped: 'stopped',
  failed: 'failed',
};

/** What the row of a loop takes from its manager. */
export interface RowContext {
  plan: ManagerPlan;
  pid: number | null;
  memoryBytes: number | null;
  cpuPercent: number | null;
  rebuilding: boolean;
  settings: RestartSettings;
}

/** api.md 2.4: what the counts of a shared loop mean; absent on Arr loops and category managers. */
function metricTypeOf(owner: ManagerPlan['owner'], { category, kind }: UnitPlan): Pick<ProcessRow, 'metricType'> {
  if (owner !== 'core' || kind === 'category') return {};
  return { metricType: category === policyCategory ? 'torrent-policy' : 'category' };
}

/** Facts about one loop (supervisor.md 2.2); its manager changes them. */
export class Unit {
  readonly plan: UnitPlan;
  readonly #time: Time;
  readonly work: WorkMeter;
  phase: UnitPhase = 'stopped';
  /** Charged restarts, monotonic milliseconds. */
  history: number[] = [];
  restartsTotal = 0;
  lastExit: LastExit | null = null;
  lastError: string | null = null;
  doing: Doing | null = null;
  /** Unix milliseconds of the next pass or start. */
  nextRunAt: number | null = null;
  counts: UnitCounts = { queueCount: null, categoryCount: null, freeSpacePaused: null };
  /** Cancels a pending restart of this loop alone. */
  cancelRestart: (() => void) | null = null;
  #runningSince = 0;

  constructor(plan: UnitPlan, time: Time) {
    this.plan = plan;
    this.#time = time;
    this.work = new WorkMeter(time.monotonic());
  }

  get ref(): UnitRef {
    return { category: this.plan.category, kind: this.plan.kind };
  }

  get status(): ProcessStatus {
    return STATUS[this.phase];
  }

  /** Should run as far as we are concerned: its manager starts it with the next process. */
  get wanted(): boolean {
    return this.phase !== 'stopped' && this.phase !== 'failed' && this.phase !== 'stopping';
  }

  is(ref: UnitRef): boolean {
    return ref.category === this.plan.category && ref.kind === this.plan.kind;
  }

  /** Sets the phase; what belonged to the former one is dropped. */
  enter(phase: UnitPhase, nextStartAt: number | null = null): void {
    if (phase === 'running' && this.phase !== 'running') this.#runningSince = this.#time.monotonic();
    if (phase !== 'running') this.doing = null;
    this.cancelRestart?.();
    this.cancelRestart = null;
    this.phase = phase;
    this.nextRunAt = nextStartAt;
  }

  /** A manual start or restart, or a reload of its owner, clears the budget and the last error (supervisor.md 2.5). */
  forgive(): void {
    this.history = [];
    this.lastError = null;
  }

  row(context: RowContext): ProcessRow {
    const now = this.#time.monotonic();
    const alive = this.status === 'running';
    const { settings, plan } = context;
    const { queueCount, categoryCount, freeSpacePaused } = this.counts;
    return {
      category: this.plan.category,
      name: this.plan.name,
      kind: this.plan.kind,
      pid: alive ? context.pid : null,
      alive,
      status: this.status,
      uptime: alive ? Math.floor((now - this.#runningSince) / 1000) : 0,
      ...(this.plan.kind === 'category' ? {} : { rebuilding: context.rebuilding }),
      ...(queueCount === null ? {} : { queueCount }),
      ...(categoryCount === null ? {} : { categoryCount }),
      ...(freeSpacePaused === null ? {} : { freeSpacePaused }),
      ...metricTypeOf(plan.owner, this.plan),
      owner: plan.owner,
      address: plan.address,
      doing: this.doing,
      nextRunAt: this.nextRunAt,
      restarts: {
        used: inWindow(this.history, now, settings.windowSeconds).length,
        allowed: settings.maxRestarts,
        windowSeconds: settings.windowSeconds,
        total: this.restartsTotal,
      },
      lastExit: this.lastExit,
      lastError: this.lastError,
      memoryBytes: alive ? context.memoryBytes : null,
      cpuPercent: alive ? context.cpuPercent : null,
      work: this.work.values(now),
    };
  }
}
