import { describeAction, formatClock } from '../contract/index.ts';
import type { Clock, EngineSettings, GateCheck, Intent, LedgerKind, ToHost, ToWorker } from '../contract/index.ts';
import { isDestructive, isOwnersWish, isRemoval, safetyGate } from '../engine/safety.ts';
import type { GateAnswer, GateFacts } from '../engine/safety.ts';
import type { Ledger, NewEvent } from '../store/ledger.ts';
import type { IntentStore } from '../store/intents.ts';
import type { MetaStore } from '../store/meta.ts';
import type { TorrentDirectory } from '../store/torrents.ts';
import { reasonOf } from './boot.ts';
import { Outages } from './outages.ts';
import { RemovalBudget } from './removal-budget.ts';

type Answer = Extract<ToWorker, { type: 'intentAnswer' }>;
type IntentEnd = Extract<ToHost, { type: 'intentEnd' }>;
type TorrentReport = Extract<ToHost, { type: 'torrents' }>;

/** A standing refusal is told once in this time, so that it fills no ledger. */
const tellAgainMs = 3_600_000;
/** When an action that is held back without a known end is offered again; a full disk is often soon freed. */
const askAgainMs = 60_000;
const diskAgainMs = 10_000;

/** What the gatekeeper stands between. */
export interface GatekeeperTools {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly intents: IntentStore;
  readonly meta: MetaStore;
  readonly torrents: TorrentDirectory;
  settings(): EngineSettings;
  /** Something the attention list shows has changed. */
  changed(): void;
}

/** A removal that was announced and waits for its grace period to end. */
interface Announced {
  readonly decision: Intent['decision'];
  /** Monotonic milliseconds. */
  readonly since: number;
}

/** The one place where an announced action is granted or refused, with its reason in the ledger first (design.md 5). */
export class Gatekeeper {
  readonly outages: Outages;
  readonly #tools: GatekeeperTools;
  readonly #budget: RemovalBudget;
  readonly #told = new Map<string, number>();
  readonly #announced = new Map<string, Announced>();

  constructor(tools: GatekeeperTools) {
    this.#tools = tools;
    const { clock, meta, intents } = tools;
    this.#budget = new RemovalBudget({ clock, meta, intents, max: () => tools.settings().maxRemovalsPerHour });
    this.outages = new Outages(clock, (instance) => tools.torrents.rowsOf(instance));
  }

  /** Why and since when (unix milliseconds) removals are stopped, null while the budget lasts; for the attention list. */
  tripped(): { reason: string; since: number } | null {
    return this.#budget.tripped();
  }

  /** The owner has looked at what the fuse stopped: removals go on. Returns false when nothing was stopped. */
  releaseBudget(): boolean {
    const released = this.#budget.release();
    if (released) this.#tell('budget', 'info', 'Removals were released by the owner');
    this.#tools.changed();
    return released;
  }

  /** The owner says that what looks like an outage is none. Returns how many were released. */
  releaseOutages(): number {
    const released = this.outages.release(this.#tools.settings().qbits.map(({ name }) => name));
    if (released > 0)
      this.#tell('outage', 'info', 'The owner said that this is no outage: torrents are judged as usual');
    this.#tools.changed();
    return released;
  }

  /** Answers an announced action. A granted one is stored before the answer leaves. */
  decide(intent: Intent): Answer {
    const answer = this.#judge(intent);
    const key = keyOf(intent.instance, intent.hash);
    if (answer.granted) {
      this.#announced.delete(key);
      this.#tools.torrents.hold(intent.instance, intent.hash, null);
      if (isRemoval(intent.action) && !intent.asked) this.#budget.count();
      return { type: 'intentAnswer', id: intent.id, granted: true, check: null, reason: '', until: null };
    }
    const { check, reason } = answer;
    const pause = check === 'ledger' ? diskAgainMs : askAgainMs;
    const until = check === 'observe-only' ? null : (answer.until ?? this.#tools.clock.now() + pause);
    this.#tools.torrents.hold(intent.instance, intent.hash, {
      action: intent.action,
      gate: { check, reason, until: check === 'grace' ? until : null },
    });
    return { type: 'intentAnswer', id: intent.id, granted: false, check, reason, until };
  }

  /** A torrent that no longer wants to be removed is no longer announced, so that a later removal is announced anew. */
  observed({ changed, removed }: TorrentReport): void {
    for (const { row } of changed) {
      if (!isRemoval(row.action)) this.#announced.delete(keyOf(row.instance, row.hash));
    }
    for (const { instance, hash } of removed) this.#announced.delete(keyOf(instance, hash));
  }

  /** Closes an intent and writes how it ended. */
  ended(message: IntentEnd): void {
    this.#tools.intents.end(message.id, (intent) => {
      // What was given up was not done, and must not read as if it had been.
      const [kind, result] =
        message.result === 'dropped' ? (['action', 'refused'] as const) : ([kindOf(intent), message.result] as const);
      this.#tools.ledger.record(eventOf(intent, kind, result, message.message));
    });
  }

  /** Writes the answer down before it takes force; what cannot be written is not granted (design.md 5). */
  #judge(intent: Intent): GateAnswer {
    try {
      const answer = safetyGate(intent, this.#facts(intent));
      if (!answer.granted) {
        this.#tellRefusal(intent, answer.check, answer.reason);
        return answer;
      }
      const reason = eventOf(intent, 'intent', 'info', describeAction(intent.action, intent.decision, intent.values));
      // Together: an intent that was refused because its reason could not be written must not be found by a restarted manager.
      this.#tools.intents.begin(intent, () => this.#tools.ledger.record(reason));
      return answer;
    } catch (error) {
      return safetyGate(intent, { ...allClear, ledgerProblem: reasonOf(error) });
    }
  }

  #facts(intent: Intent): GateFacts {
    const { observeOnly } = this.#tools.settings();
    if (observeOnly || !isDestructive(intent.action) || intent.asked) return { ...allClear, observeOnly };
    const outage = this.outages.of(intent.instance);
    if (outage) this.#tellOutage(intent.instance, outage.id, outage.reason);
    const wanted = { ...allClear, outage: outage?.reason ?? null };
    if (!isRemoval(intent.action)) return wanted;
    if ((outage === null || isOwnersWish(intent)) && this.#budget.check()) this.#tellTripped();
    return {
      ...wanted,
      budgetTripped: this.#budget.tripped()?.reason ?? null,
      duty: intent.duty,
      graceUntil: this.#graceUntil(intent, outage === null && intent.duty === null),
    };
  }

  /** Unix milliseconds at which an announced removal may happen, null = now; `opens` = this is the moment to announce it. */
  #graceUntil(intent: Intent, opens: boolean): number | null {
    const graceMs = this.#tools.settings().removalGraceMinutes * 60_000;
    if (graceMs <= 0 || isOwnersWish(intent)) return null;
    const { clock, ledger } = this.#tools;
    const key = keyOf(intent.instance, intent.hash);
    const known = this.#announced.get(key);
    if (known) {
      const left = known.since + graceMs - clock.monotonic();
      return left > 0 ? Math.ceil(clock.now() + left) : null;
    }
    const at = clock.now() + graceMs;
    if (opens && this.#budget.tripped() === null) {
      const why = describeAction(intent.action, intent.decision, intent.values);
      const announced = { ...intent, values: { ...intent.values, at } };
      ledger.record(eventOf(announced, 'planned', 'info', `${why}. It will be removed at ${formatClock(at)}`));
      // The time runs from an announcement that can be read.
      this.#announced.set(key, { decision: intent.decision, since: clock.monotonic() });
    }
    return at;
  }

  #tellTripped(): void {
    const reason = this.#budget.tripped()?.reason ?? '';
    this.#tell('budget', 'refused', `Removals are stopped until they are released: ${reason}`);
    this.#tools.changed();
  }

  #tellOutage(instance: string, id: string, reason: string): void {
    this.#once(`outage/${instance}/${id}`, () => {
      this.#tell('outage', 'refused', `${instance}: ${reason}`);
      this.#tools.changed();
    });
  }

  #tell(kind: LedgerKind, result: NewEvent['result'], message: string): void {
    this.#tools.ledger.record({
      kind,
      manager: 'Main',
      instance: null,
      hash: null,
      name: null,
      decision: null,
      action: null,
      result,
      values: {},
      trail: [],
      message,
    });
  }

  #tellRefusal(intent: Intent, check: GateCheck, reason: string): void {
    if (check === 'grace') return;
    const key = `${intent.instance}/${intent.hash}/${intent.action}/${intent.decision}/${check}`;
    this.#once(key, () => {
      const why = describeAction(intent.action, intent.decision, intent.values);
      const kind = check === 'observe-only' ? 'observed' : 'action';
      this.#tools.ledger.record(eventOf(intent, kind, 'refused', `${why}. Not done: ${reason}`));
    });
  }

  /** Tells what was not told within the last hour; what could not be written was not told. */
  #once(key: string, tell: () => void): void {
    const now = this.#tools.clock.now();
    if (Math.abs(now - (this.#told.get(key) ?? -Infinity)) < tellAgainMs) return;
    tell();
    this.#told.set(key, now);
    for (const [told, at] of this.#told) if (Math.abs(now - at) > tellAgainMs) this.#told.delete(told);
  }
}

const allClear: GateFacts = {
  observeOnly: false,
  ledgerProblem: null,
  outage: null,
  budgetTripped: null,
  duty: null,
  graceUntil: null,
};

const keyOf = (instance: string, hash: string): string => `${instance}/${hash}`;

const kinds: Partial<Record<Intent['action'], LedgerKind>> = {
  remove: 'removal',
  'remove-keep-files': 'removal',
  import: 'import',
  'tag-stalled': 'research',
  hold: 'hold',
  resume: 'resume',
};

function kindOf(intent: Intent): LedgerKind {
  return kinds[intent.action] ?? 'action';
}

function eventOf(intent: Intent, kind: LedgerKind, result: NewEvent['result'], message: string): NewEvent {
  const { manager, instance, hash, name, decision, action, values, trail } = intent;
  return { kind, manager, instance, hash, name, decision, action, result, values, trail, message };
}
