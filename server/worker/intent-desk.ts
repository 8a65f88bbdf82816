import { randomUUID } from 'node:crypto';
import type { Clock, Intent, IntentStep, ToHost } from '../contract/index.ts';

/** The host's answer to an announced action. */
export type IntentAnswer = { granted: true } | { granted: false; observed: boolean; reason: string };

/** Announces actions to the host before they happen and tells it each finished step (design.md 5: reason first, then act). */
export class IntentDesk {
  readonly #send: (message: ToHost) => void;
  readonly #clock: Clock;
  readonly #manager: string;
  readonly #waiting = new Map<string, (answer: IntentAnswer) => void>();

  constructor(options: { manager: string; clock: Clock; send: (message: ToHost) => void }) {
    this.#manager = options.manager;
    this.#clock = options.clock;
    this.#send = options.send;
  }

  /** Asks for permission; the promise resolves once the host has stored the intent or refused it. */
  announce(plan: Omit<Intent, 'id' | 'manager' | 'at' | 'done'>): Promise<{ intent: Intent; answer: IntentAnswer }> {
    const intent: Intent = { ...plan, id: randomUUID(), manager: this.#manager, at: this.#clock.now(), done: [] };
    return new Promise((resolve) => {
      this.#waiting.set(intent.id, (answer) => resolve({ intent, answer }));
      this.#send({ type: 'intent', intent });
    });
  }

  answered(id: string, answer: IntentAnswer): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
  }

  stepDone(intent: Intent, step: IntentStep): void {
    intent.done.push(step);
    this.#send({ type: 'intentStep', id: intent.id, step });
  }

  end(intent: Intent, result: 'ok' | 'failed' | 'dropped', message: string): void {
    this.#send({ type: 'intentEnd', id: intent.id, result, message });
  }
}
