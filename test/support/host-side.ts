import type { Clock, EngineSettings, LedgerEvent, LedgerQuery, ToHost, ToWorker } from '../../server/contract/index.ts';
import { Gatekeeper } from '../../server/host/gatekeeper.ts';
import { takeMessage } from '../../server/host/messages.ts';
import type { MessageTargets } from '../../server/host/messages.ts';
import { Notices } from '../../server/host/notices.ts';
import { Remotes } from '../../server/host/remotes.ts';
import { Requests } from '../../server/host/requests.ts';
import type { StateStore } from '../../server/store/state.ts';

/** The real gate, store and book-keeping around managers that run in the test's own process. */
export class HostSide {
  readonly store: StateStore;
  readonly gatekeeper: Gatekeeper;
  readonly notices: Notices;
  readonly remotes: Remotes;
  readonly requests: Requests;
  readonly #managers = new Map<string, (message: ToWorker) => void>();
  readonly #targets: MessageTargets;

  constructor(store: StateStore, clock: Clock, settings: () => EngineSettings) {
    this.store = store;
    this.notices = new Notices(clock);
    this.remotes = new Remotes(clock);
    this.gatekeeper = new Gatekeeper({
      clock,
      ledger: store.ledger,
      intents: store.intents,
      meta: store.meta,
      torrents: store.torrents,
      settings,
      changed: () => undefined,
    });
    this.requests = new Requests({
      send: (manager, message) => this.#managers.get(manager)?.(message),
      running: () => [...this.#managers.keys()],
    });
    this.#targets = {
      store,
      gatekeeper: this.gatekeeper,
      remotes: this.remotes,
      requests: this.requests,
      notices: this.notices,
      relay: (from, message) => {
        for (const [name, send] of this.#managers) if (name !== from) send(message);
      },
      statusChanged: () => undefined,
    };
  }

  /** Where a manager hears what the host tells it. */
  attach(manager: string, send: (message: ToWorker) => void): void {
    this.#managers.set(manager, send);
  }

  /** Takes what a manager says and answers it. */
  take(manager: string, message: ToHost): void {
    const answer = takeMessage(manager, message, this.#targets);
    const send = this.#managers.get(manager);
    if (answer && send) queueMicrotask(() => send(answer));
  }

  events(query: Partial<LedgerQuery> = {}): LedgerEvent[] {
    return this.store.ledger.list({ ...allEvents, ...query }).events;
  }
}

/** A ledger query without filters. */
export const allEvents: LedgerQuery = {
  kinds: [],
  results: [],
  hash: null,
  instance: null,
  manager: null,
  text: null,
  since: null,
  until: null,
  before: null,
  limit: 1000,
  offset: 0,
  brief: false,
};
