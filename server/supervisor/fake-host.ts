import { sampleSettings } from '../contract/index.ts';
import type { EngineSettings, ToHost, ToWorker, UnitRef } from '../contract/index.ts';
import { createLogHub } from '../logs/index.ts';
import type { LifeCycleEvent, ManagerMessage } from './hooks.ts';
import type { ChildEvents, ChildHandle, ChildHost } from './host.ts';
import type { RestartSettings } from './restart-policy.ts';
import { Supervisor } from './supervisor.ts';
import type { Time } from './time.ts';
import type { ManagerPlan } from './unit.ts';

/** Test stand-ins: a clock that moves by hand, children that do as told. */
export class FakeTime implements Time {
  wall = 1_700_000_000_000;
  #mono = 0;
  #timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.wall;
  }

  monotonic(): number {
    return this.#mono;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#mono + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Runs what is due in the next `ms` in order, letting promises settle after each step. */
  async advance(ms: number): Promise<void> {
    const end = this.#mono + ms;
    await settle();
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#jump(due.at);
      due.run();
      await settle();
    }
    this.#jump(end);
  }

  #jump(to: number): void {
    this.wall += to - this.#mono;
    this.#mono = to;
  }
}

/** Lets every promise that can go on do so. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** How a fake child answers: as a good one, or not at all. */
export interface Behaviour {
  ready: boolean;
  stopsUnits: boolean;
  obeysShutdown: boolean;
  obeysTerm: boolean;
  pongs: boolean;
}

export const GOOD: Behaviour = { ready: true, stopsUnits: true, obeysShutdown: true, obeysTerm: true, pongs: true };

export class FakeChild implements ChildHandle {
  readonly pid: number;
  readonly manager: string;
  readonly sent: ToWorker[] = [];
  readonly signals: string[] = [];
  alive = true;
  readonly #events: ChildEvents;
  readonly #behaviour: Behaviour;

  constructor(pid: number, manager: string, events: ChildEvents, behaviour: Behaviour) {
    this.pid = pid;
    this.manager = manager;
    this.#events = events;
    this.#behaviour = behaviour;
  }

  send(message: ToWorker): void {
    this.sent.push(message);
    queueMicrotask(() => this.#answer(message));
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.signals.push(signal);
    if (signal === 'SIGKILL' || this.#behaviour.obeysTerm) this.exit(null, signal);
  }

  say(message: ToHost | Record<string, unknown>): void {
    this.#events.message(message);
  }

  print(text: string): void {
    this.#events.output('stderr', Buffer.from(text));
  }

  exit(code: number | null, signal: string | null = null): void {
    if (!this.alive) return;
    this.alive = false;
    this.#events.exit(code, signal);
  }

  /** Types of the messages received, in order. */
  received(): string[] {
    return this.sent.map((message) => message.type);
  }

  #answer(message: ToWorker): void {
    if (!this.alive) return;
    const { ready, stopsUnits, obeysShutdown, pongs } = this.#behaviour;
    if (message.type === 'init' && ready) this.say({ type: 'ready', protocol: 1 });
    if (message.type === 'ping' && pongs) this.say({ type: 'pong', id: message.id });
    if (message.type === 'startUnit') this.#state(message.unit, 'running');
    if (message.type === 'stopUnit' && stopsUnits) this.#state(message.unit, 'stopped');
    if (message.type === 'shutdown' && obeysShutdown) this.exit(0);
  }

  #state(unit: UnitRef, state: 'running' | 'stopped'): void {
    this.say({ type: 'unitState', unit, state, error: null });
  }
}

export class FakeHost implements ChildHost {
  readonly children: FakeChild[] = [];
  behaviour: Behaviour = GOOD;
  failing: string | null = null;
  attempts = 0;

  spawn(manager: string, events: ChildEvents): ChildHandle {
    this.attempts += 1;
    if (this.failing !== null) throw new Error(this.failing);
    const child = new FakeChild(1000 + this.children.length, manager, events, this.behaviour);
    this.children.push(child);
    return child;
  }

  /** The live process of a manager; more than one at a time is a fault by itself. */
  live(manager: string): FakeChild {
    const found = this.children.filter((child) => child.manager === manager && child.alive);
    const [child] = found;
    if (child === undefined || found.length > 1) throw new Error(`${found.length} live processes of ${manager}`);
    return child;
  }
}

export const arrPlan = (name: string, fingerprint = 'a'): ManagerPlan => ({
  manager: name,
  owner: 'radarr',
  address: 'http://localhost:7878',
  units: [{ category: name.toLowerCase(), name, kind: 'torrent' }],
  fingerprint,
});

export const corePlan: ManagerPlan = {
  manager: 'core',
  owner: 'core',
  address: null,
  units: [
    { category: 'failed', name: 'Failed', kind: 'torrent' },
    { category: 'recheck', name: 'Recheck', kind: 'torrent' },
  ],
  fingerprint: 'c',
};

export const SETTINGS: EngineSettings = sampleSettings({ completedDownloadFolder: '' });

/** A supervisor over fakes, with all it told. */
export function fakeSupervisor(restart: Partial<RestartSettings> = {}, dataDir: string | null = null) {
  const time = new FakeTime();
  const host = new FakeHost();
  const events: LifeCycleEvent[] = [];
  const messages: ManagerMessage[] = [];
  const settings: RestartSettings = {
    autoRestart: true,
    maxRestarts: 5,
    windowSeconds: 300,
    delaySeconds: 5,
    ...restart,
  };
  const logs = createLogHub({ dir: null, clock: time, level: 'DEBUG', secrets: ['hunter2-secret'] });
  const supervisor = new Supervisor({
    host,
    time,
    logs,
    dataDir,
    random: () => 0,
    hooks: {
      initFor: () => ({ dataDir: '', settings: SETTINGS, memory: [], intents: [], upSince: {} }),
      restartSettings: () => settings,
      onMessage: (_manager, message) => messages.push(message),
      onLifeCycle: (event) => events.push(event),
    },
  });
  const row = (name: string) => {
    const found = supervisor.rows().find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`no row ${name}`);
    return found;
  };
  const logged = (): string[] =>
    logs.query({ limit: 1000, levels: [], source: null, text: null, before: null }).map((entry) => entry.message);
  return { time, host, events, messages, settings, supervisor, row, logged };
}
