import { randomUUID } from 'node:crypto';
import { ClientError } from '../clients/http.ts';
import type { Clock, GateCheck, Intent, IntentStep, ToHost } from '../contract/index.ts';
import type { Plan } from './plans.ts';
import { halfDone, notDone, sentence } from './plans.ts';

/** The host's answer to an announced action. `until` is unix milliseconds. */
export type IntentAnswer =
  { granted: true } | { granted: false; check: GateCheck | null; reason: string; until: number | null };

/** An action the host granted: nothing that changes a torrent is done without one (design.md 5). */
export interface Grant {
  readonly plan: Plan;
  readonly intent: Intent;
}

type Level = 'DEBUG' | 'INFO' | 'SUCCESS' | 'WARNING' | 'ERROR';

/** Seconds before a refused action is offered to the gate again, where the gate did not say when. */
const refusedPause = 60;
/** Seconds before an action that failed before anything happened is tried again. */
const failedPause = 30;

/** Actions that lead to a removal. */
const removing: ReadonlySet<string> = new Set(['remove', 'remove-keep-files', 'inspect-files']);

/**
 * Where actions are announced before they happen and ticked off step by step (design.md 5: reason first, then act). It remembers
 * what was refused or is on its way, so that no pass offers it again too early.
 */
export class Desk {
  readonly #send: (message: ToHost) => void;
  readonly #clock: Clock;
  readonly #manager: string;
  readonly #log: (level: Level, message: string) => void;
  readonly #lookAgain: (instance: string, hash: string, at: number) => void;
  readonly #waiting = new Map<string, (answer: IntentAnswer) => void>();
  readonly #paused = new Map<string, { action: string; until: number }>();
  #unfinished: Intent[] = [];

  constructor(options: {
    manager: string;
    clock: Clock;
    send: (message: ToHost) => void;
    log: (level: Level, message: string) => void;
    lookAgain: (instance: string, hash: string, at: number) => void;
  }) {
    this.#manager = options.manager;
    this.#clock = options.clock;
    this.#send = options.send;
    this.#log = options.log;
    this.#lookAgain = options.lookAgain;
  }

  /** Unix seconds. */
  get now(): number {
    return this.#clock.now() / 1000;
  }

  answered(id: string, answer: IntentAnswer): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
  }

  /** Settings changed: what was refused before may be allowed now. */
  reconsider(): void {
    this.#paused.clear();
  }

  /** Is this action refused, on its way or just done, so that it must not be offered now? */
  isPaused(instance: string, hash: string, action: string): boolean {
    const key = `${instance}/${hash}`;
    const pause = this.#paused.get(key);
    if (pause === undefined) return false;
    if (this.now >= pause.until) {
      this.#paused.delete(key);
      return false;
    }
    // A refused removal of a torrent without wanted files comes back as a look at its files, one that spares shared files as a full one.
    return pause.action === action || (pause.action.startsWith('remove') && removing.has(action));
  }

  /** Does not offer this action again for some seconds, and looks at the torrent then. */
  pause(instance: string, hash: string, action: string, seconds: number): void {
    const until = this.now + seconds;
    this.#paused.set(`${instance}/${hash}`, { action, until });
    if (Number.isFinite(until)) this.#lookAgain(instance, hash, until);
  }

  /** Announces an action; null when the gate refused it. The host has stored the reason before this resolves. */
  async announce(plan: Plan): Promise<Grant | null> {
    const { grant } = await this.ask(plan);
    return grant;
  }

  /** As `announce`, with the gate's own words. */
  async ask(plan: Plan): Promise<{ grant: Grant | null; refusal: string | null }> {
    const intent: Intent = { ...plan, id: randomUUID(), manager: this.#manager, at: this.#clock.now(), done: [] };
    const answer = await new Promise<IntentAnswer>((resolve) => {
      this.#waiting.set(intent.id, resolve);
      this.#send({ type: 'intent', intent });
    });
    if (answer.granted) return { grant: { plan, intent }, refusal: null };
    const seconds = answer.until === null ? refusedPause : Math.max(1, answer.until / 1000 - this.now);
    // Observe-only stays until the setting changes; anything else is asked again.
    this.pause(plan.instance, plan.hash, plan.action, answer.check === 'observe-only' ? Infinity : seconds);
    return { grant: null, refusal: answer.reason };
  }

  stepDone(intent: Intent, step: IntentStep): void {
    intent.done.push(step);
    this.#send({ type: 'intentStep', id: intent.id, step });
  }

  end(intent: Intent, result: 'ok' | 'failed' | 'dropped', message: string): void {
    this.#send({ type: 'intentEnd', id: intent.id, result, message });
  }

  /** Does one step of a granted action; false when it failed and will be tried again (A75-A77 and the like). */
  async step(grant: Grant, step: IntentStep, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      this.stepDone(grant.intent, step);
      return true;
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      this.#log('WARNING', `${grant.plan.name}: ${step} failed, it is tried again. ${error.message}`);
      return false;
    }
  }

  /**
   * Closes a granted action and, when it worked, waits `quietSeconds` for qBittorrent to show its effect. One that failed half way stays
   * open and is gone on with: a torrent that is deleted still has to be blocklisted.
   */
  finish(grant: Grant, done: boolean, quietSeconds = 60): void {
    const { plan, intent } = grant;
    const again = `it is tried again in ${failedPause} s`;
    const text = done ? sentence(plan) : intent.done.length === 0 ? notDone(plan, again) : halfDone(plan);
    if (done || intent.done.length === 0) {
      this.end(intent, done ? 'ok' : 'failed', text);
      this.pause(plan.instance, plan.hash, plan.action, done ? quietSeconds : failedPause);
    } else this.#unfinished.push(intent);
    this.#log(done ? 'SUCCESS' : 'WARNING', text);
  }

  /** Gives up a granted action before anything was done; the torrent is judged again. */
  drop(grant: Grant, why: string): void {
    const { plan, intent } = grant;
    this.end(intent, 'dropped', notDone(plan, why));
    this.pause(plan.instance, plan.hash, plan.action, failedPause);
  }

  /** The answer to its first step did not come: what it has done is looked up before anything else happens to the torrent. */
  leaveOpen(grant: Grant): void {
    this.#unfinished.push(grant.intent);
    this.#log('WARNING', notDone(grant.plan, 'no answer came, it is looked up what was done'));
  }

  /** Actions that failed half way since the last call. */
  takeUnfinished(): Intent[] {
    const intents = this.#unfinished;
    this.#unfinished = [];
    return intents;
  }
}
