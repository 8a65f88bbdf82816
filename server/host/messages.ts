import type { ToHost, ToWorker } from '../contract/index.ts';
import type { StateStore } from '../store/state.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import type { Remotes } from './remotes.ts';

/** Where the messages of the managers end up. */
export interface MessageTargets {
  readonly store: StateStore;
  readonly gatekeeper: Gatekeeper;
  readonly remotes: Remotes;
  /** Something the status shows has changed. */
  statusChanged(): void;
}

/** Takes one message that is not about a manager's life cycle; returns the answer it asks for, if any. */
export function takeMessage(manager: string, message: ToHost, targets: MessageTargets): ToWorker | null {
  const { store, gatekeeper, remotes } = targets;
  switch (message.type) {
    case 'torrents':
      store.torrents.report(manager, message);
      return null;
    case 'remember':
      store.memory.remember(message.entries);
      return null;
    case 'intent':
      return gatekeeper.decide(message.intent);
    case 'intentStep':
      store.intents.stepDone(message.id, message.step);
      return null;
    case 'intentEnd':
      gatekeeper.ended(message);
      return null;
    case 'remote':
      if (remotes.report(manager, message)) targets.statusChanged();
      return null;
    case 'transfer':
      remotes.transfer(message);
      return null;
    default:
      return null;
  }
}
