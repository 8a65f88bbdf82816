import { describeDecision } from '../contract/index.ts';
import type { Clock, EngineSettings, Intent, LedgerKind, ToHost, ToWorker } from '../contract/index.ts';
import { isRemoval, safetyGate, senseOutage } from '../engine/safety.ts';
import type { Ledger, NewEvent } from '../store/ledger.ts';
import type { IntentStore } from '../store/intents.ts';
import type { TorrentDirectory } from '../store/torrents.ts';

type Answer = Extract<ToWorker, { type: 'intentAnswer' }>;
type IntentEnd = Extract<ToHost, { type: 'intentEnd' }>;

const hourMs = 3_600_000;

/** What the gatekeeper stands between. */
export interface GatekeeperTools {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly intents: IntentStore;
  readonly torrents: TorrentDirectory;
  settings(): EngineSettings;
}

/** The one place where an announced action is granted or refused, with its reason in the ledger first (design.md 5). */
export class Gatekeeper {
  readonly #tools: GatekeeperTools;
  /** Refusals told lately, so that a standing refusal fills no ledger. */
  readonly #told = new Map<string, number>();
  #trippedSince: number | null = null;

  constructor(tools: GatekeeperTools) {
    this.#tools = tools;
  }

  /** Why and since when (unix milliseconds) removals are stopped, null while the budget lasts; for the attention list. */
  tripped(): { reason: string; since: number } | null {
    const answer = safetyGate('remove', { ...this.#facts(null), observeOnly: false });
    this.#trippedSince = answer.granted ? null : (this.#trippedSince ?? this.#tools.clock.now());
    return answer.granted || this.#trippedSince === null ? null : { reason: answer.reason, since: this.#trippedSince };
  }

  /** Answers an announced action. A granted one is stored before the answer leaves. */
  decide(intent: Intent): Answer {
    const outage = isRemoval(intent.action) ? this.#outage(intent.instance) : null;
    const answer = safetyGate(intent.action, this.#facts(outage));
    if (!answer.granted) {
      this.#tellRefusal(intent, answer.observed, answer.reason);
      return { type: 'intentAnswer', id: intent.id, granted: false, observed: answer.observed, reason: answer.reason };
    }
    this.#tools.intents.begin(intent);
    this.#tools.ledger.record(eventOf(intent, 'action', 'info', describeDecision(intent.decision, intent.values)));
    return { type: 'intentAnswer', id: intent.id, granted: true, observed: false, reason: '' };
  }

  /** Closes an intent and writes how it ended. */
  ended(message: IntentEnd): void {
    const intent = this.#tools.intents.end(message.id);
    if (!intent) return;
    const result = message.result === 'dropped' ? 'info' : message.result;
    this.#tools.ledger.record(eventOf(intent, result === 'info' ? 'action' : kindOf(intent), result, message.message));
  }

  #facts(outage: string | null) {
    const settings = this.#tools.settings();
    return {
      observeOnly: settings.observeOnly,
      outage,
      removalsLastHour: this.#tools.intents.removalsSince(this.#tools.clock.now() - hourMs),
      maxRemovalsPerHour: settings.maxRemovalsPerHour,
    };
  }

  #outage(instance: string): string | null {
    return senseOutage(this.#tools.torrents.states(instance));
  }

  #tellRefusal(intent: Intent, observed: boolean, reason: string): void {
    const key = `${intent.instance}/${intent.hash}/${intent.action}/${intent.decision}`;
    const now = this.#tools.clock.now();
    if (now - (this.#told.get(key) ?? -Infinity) < hourMs) return;
    this.#told.set(key, now);
    for (const [told, at] of this.#told) if (now - at > hourMs) this.#told.delete(told);
    const why = describeDecision(intent.decision, intent.values);
    this.#tools.ledger.record(
      eventOf(intent, observed ? 'observed' : 'action', 'refused', `${why}. Not done: ${reason}`),
    );
  }
}

function kindOf(intent: Intent): LedgerKind {
  if (isRemoval(intent.action)) return 'removal';
  if (intent.action === 'import') return 'import';
  return intent.action === 'tag-stalled' ? 'research' : 'action';
}

function eventOf(intent: Intent, kind: LedgerKind, result: NewEvent['result'], message: string): NewEvent {
  const { manager, instance, hash, name, decision, action, values, trail } = intent;
  return { kind, manager, instance, hash, name, decision, action, result, values, trail, message };
}
