import type { Clock, EngineSettings, IntentStep, LedgerEvent, ToHost } from '../../server/contract/index.ts';
import { managerPlans } from '../../server/host/plans.ts';
import type { StateStore } from '../../server/store/state.ts';
import { Manager } from '../../server/worker/manager.ts';
import type { MeasureDisk } from '../../server/worker/policy.ts';
import { HostSide } from './host-side.ts';

/** The clock of this computer. */
export const realClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** Managers in this process with the real gate and store around them; `crashAfter` stops one dead at a step. */
export class Rig {
  readonly store: StateStore;
  readonly host: HostSide;
  readonly sent: ToHost[] = [];
  /** The same with the time, unix milliseconds. */
  readonly said: { at: number; message: ToHost }[] = [];
  readonly #managers: { manager: Manager; running: Promise<void> }[] = [];
  settings: EngineSettings;
  measureDisk: MeasureDisk | null = null;

  constructor(store: StateStore, settings: EngineSettings) {
    this.store = store;
    this.settings = settings;
    this.host = new HostSide(store, realClock, () => this.settings);
  }

  start(name = 'Radarr-A', crashAfter: IntentStep | null = null): void {
    let dead = false;
    const plans = managerPlans({ engine: this.settings, loops: { torrents: true, search: [] } });
    const units = plans.find((plan) => plan.manager === name)?.units ?? [];
    const manager: Manager = new Manager(
      {
        type: 'init',
        protocol: 1,
        manager: name,
        dataDir: '',
        units: units.map(({ category, kind }) => ({ category, kind })),
        settings: this.settings,
        memory: this.store.memory.all(),
        intents: this.store.intents.open(name),
        upSince: this.host.remotes.upSince(),
      },
      {
        clock: realClock,
        random: Math.random,
        ...(this.measureDisk && { measureDisk: this.measureDisk }),
        send: (message) => {
          if (dead) return;
          // Killed after the step happened and before the host heard of it: the worst moment.
          if (message.type === 'intentStep' && message.step === crashAfter) {
            dead = true;
            manager.stop();
            throw new Error('killed by the test');
          }
          this.sent.push(message);
          this.said.push({ at: realClock.now(), message });
          this.host.take(name, message);
        },
      },
    );
    this.host.attach(name, (message) => {
      if (message.type === 'intentAnswer') manager.intentAnswered(message);
      if (message.type === 'shared' || message.type === 'freeSpace') manager.learn(message);
    });
    const running = manager.run().catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'killed by the test') throw error;
    });
    this.#managers.push({ manager, running });
  }

  async stop(): Promise<void> {
    for (const { manager } of this.#managers) manager.stop();
    await this.ended();
  }

  /** When all managers have ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#managers.map(({ running }) => running));
  }

  events(kind: LedgerEvent['kind']): LedgerEvent[] {
    return this.host.events({ kinds: [kind] });
  }

  decision(hash: string, instance = 'qBit'): string | undefined {
    return this.store.torrents.detail(instance, hash)?.torrent.decision;
  }
}
