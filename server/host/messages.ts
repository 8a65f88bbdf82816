import type { ToHost, ToWorker } from '../contract/index.ts';
import type { ManagerMessage } from '../supervisor/index.ts';
import type { StateStore } from '../store/state.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import type { Notices } from './notices.ts';
import type { Remotes } from './remotes.ts';
import type { Requests } from './requests.ts';

/** Where the messages of the managers end up. */
export interface MessageTargets {
  readonly store: StateStore;
  readonly gatekeeper: Gatekeeper;
  readonly remotes: Remotes;
  readonly requests: Requests;
  readonly notices: Notices;
  /** Tells all other managers. */
  relay(from: string, message: ToWorker): void;
  /** Something the status shows has changed. */
  statusChanged(): void;
}

/** What other managers must know too: a hold of the policy loop is obeyed by the Arr's own manager (torrents.md 3.5). */
const sharedKeys = new Set(['flags', 'released']);

/**
 * Takes one message that is not about a manager's life cycle; returns the answer it asks for, if any.
 * @throws when the state database cannot be written.
 */
export function takeMessage(
  manager: string,
  message: ManagerMessage | ToHost,
  targets: MessageTargets,
): ToWorker | null {
  const { store, gatekeeper, remotes, requests, notices } = targets;
  switch (message.type) {
    case 'torrents':
      gatekeeper.observed(message);
      store.torrents.report(manager, message);
      return null;
    case 'remember': {
      const entries = message.entries.filter(({ key }) => sharedKeys.has(key));
      if (entries.length > 0) targets.relay(manager, { type: 'shared', entries });
      store.memory.remember(message.entries);
      return null;
    }
    case 'intent':
      return gatekeeper.decide(message.intent);
    case 'intentStep':
      store.intents.stepDone(message.id, message.step);
      return null;
    case 'intentEnd':
      gatekeeper.ended(message);
      return null;
    case 'commandResult':
    case 'previewResult':
      requests.answered(message);
      return null;
    case 'disk':
      if (notices.disk(message.report)) targets.relay(manager, { type: 'freeSpace', aboveMark: notices.aboveMark() });
      targets.statusChanged();
      return null;
    case 'notice':
      notices.note(message);
      targets.statusChanged();
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
