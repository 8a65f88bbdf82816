import type { Intent, MemoryEntry } from '../contract/index.ts';
import type { ManagerMessage } from '../supervisor/index.ts';

/** What a manager tells once and never again: without it a removal would have no end in the history. */
type Outcome = Extract<ManagerMessage, { type: 'intentStep' | 'intentEnd' | 'remember' }>;

/** A disk that stays full for days must not fill the memory as well. */
const mostKept = 20_000;

/** What is open and what is remembered. */
interface Handed {
  readonly intents: Intent[];
  readonly memory: MemoryEntry[];
}

const keyOf = ({ instance, hash, key }: MemoryEntry): string => `${instance}/${hash}/${key}`;

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

  /**
   * What a restarted manager is handed: the open intents and the memory that are written down, with what still waits laid over them. Without
   * it a step that was done would be done again, and a torrent its owner keeps would be forgotten.
   */
  over(stored: Handed): Handed {
    const intents = new Map(stored.intents.map((intent) => [intent.id, intent]));
    const memory = new Map(stored.memory.map((entry) => [keyOf(entry), entry]));
    for (const { message } of this.#waiting) {
      if (message.type === 'intentEnd') intents.delete(message.id);
      else if (message.type === 'intentStep') {
        const open = intents.get(message.id);
        if (open !== undefined) intents.set(open.id, { ...open, done: [...new Set([...open.done, message.step])] });
      } else for (const entry of message.entries) memory.set(keyOf(entry), entry);
    }
    return { intents: [...intents.values()], memory: [...memory.values()].filter(({ value }) => value !== null) };
  }

  /** Writes what waits, up to the first that still cannot be written. @throws what `write` throws. */
  flush(write: (manager: string, message: Outcome) => void): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      write(next.manager, next.message);
      this.#waiting.shift();
    }
  }
}
