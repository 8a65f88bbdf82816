import type { ToHost, ToWorker, UnitRef } from '../contract/index.ts';
import type { LogHub } from '../logs/index.ts';
import type { ChildHost } from './host.ts';
import type { RestartSettings } from './restart-policy.ts';
import type { Time, Timings } from './time.ts';

type LifeCycleType = 'ready' | 'pong' | 'unitState' | 'activity' | 'counts' | 'log' | 'usage' | 'fatal';
/** What a manager process tells that is not about its own life: for the store, the ledger and the status page. */
export type ManagerMessage = Exclude<ToHost, { type: LifeCycleType }>;

/** What the owner should hear of (supervisor.md 2.5). */
export interface LifeCycleEvent {
  type: 'process.restarted' | 'health.failed' | 'health.unresponsive';
  manager: string;
  /** The loop concerned; null when it is the whole process. */
  unit: UnitRef | null;
  name: string;
  /** One English sentence, redacted. */
  message: string;
}

/** Everything a manager process starts with, asked for afresh at each spawn. */
export type InitPayload = Omit<Extract<ToWorker, { type: 'init' }>, 'type' | 'protocol' | 'manager' | 'units'>;

/** Where the supervisor meets the rest of the host. */
export interface SupervisorHooks {
  /** A throw counts as a failed spawn and is retried. */
  initFor(manager: string): InitPayload;
  /** Read fresh at every decision (S43). */
  restartSettings(): RestartSettings;
  onMessage(manager: string, message: ManagerMessage): void;
  onLifeCycle(event: LifeCycleEvent): void;
}

/** What every manager needs from its surroundings. */
export interface ManagerDeps {
  host: ChildHost;
  time: Time;
  timings: Timings;
  /** 0 to 1, for jitter. */
  random: () => number;
  logs: Pick<LogHub, 'logger' | 'write' | 'redact'>;
  hooks: SupervisorHooks;
  /** Something a row shows has changed. */
  changed(): void;
  /** A process came or went. */
  pidsChanged(): void;
}
