import type { ManagerMessage } from '../supervisor/index.ts';

/** What a manager tells once and never again: without it a removal would have no end in the history. */
type Outcome = Extract<ManagerMessage, { type: 'intentStep' | 'intentEnd' | 'remember' }>;

/** A disk that stays full for days must not fill the memory as well. */
const mostKept = 20_000;

/** Is it told once and never again? */
export function isOutcome(message: ManagerMessage): message is Outcome {
  return message.type === 'intentStep' || message.type === 'intentEnd' || message.type === 'remember';
}

/** Outcomes that could not be written, in their order, until they can be. */
export class Outcomes {
  readonly #waiting: { manager: string; message: Outcome }[] = [];

  keep(manager: string, message: Outcome): void {
    if (this.#waiting.length < mostKept) this.#waiting.push({ manager, message });
  }

  /** Writes what waits, up to the first that still cannot be written. @throws what `write` throws. */
  flush(write: (manager: string, message: Outcome) => void): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      write(next.manager, next.message);
      this.#waiting.shift();
    }
  }
}
