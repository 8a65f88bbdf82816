import { randomUUID } from 'node:crypto';
import type { CommandOutcome } from '../api/services.ts';
import type { EngineSettings, PreviewBody, PreviewPart, ToHost, ToWorker, TorrentCommand } from '../contract/index.ts';

/** How long a manager may take to answer, milliseconds. */
const patienceMs = 30_000;
/** Changes a preview lists at most, over all managers. */
const mostListed = 500;

type CommandResult = Extract<ToHost, { type: 'commandResult' }>;
type PreviewResult = Extract<ToHost, { type: 'previewResult' }>;

/** Where questions go. */
export interface RequestTargets {
  send(manager: string, message: ToWorker): void;
  /** Managers whose process is running. */
  running(): string[];
}

/** Questions to managers that are answered by a later message: what an owner asks of a torrent, and what-if. */
export class Requests {
  readonly #targets: RequestTargets;
  readonly #waiting = new Map<string, (answer: CommandResult | PreviewResult | null) => void>();

  constructor(targets: RequestTargets) {
    this.#targets = targets;
  }

  /** Hands an answer to whoever waits for it. */
  answered(message: CommandResult | PreviewResult): void {
    this.#waiting.get(message.id)?.(message);
  }

  /** Asks the torrent's manager; the gate still stands in front of what it does. */
  async command(manager: string, command: TorrentCommand, instance: string, hash: string): Promise<CommandOutcome> {
    if (!this.#targets.running().includes(manager)) {
      return { ok: false, status: 503, message: `${manager} is not running. Start it under Processes.` };
    }
    const id = randomUUID();
    const answer = await this.#ask(manager, { type: 'command', id, command, instance, hash });
    if (answer?.type !== 'commandResult') {
      return { ok: false, status: 503, message: `${manager} did not answer within ${patienceMs / 1000} s.` };
    }
    return answer.ok ? { ok: true, message: answer.message } : { ok: false, status: 409, message: answer.message };
  }

  /** What would be decided by these settings; only running managers can say. */
  async preview(settings: EngineSettings, configured: readonly string[]): Promise<PreviewBody> {
    const running = this.#targets.running();
    const parts = await Promise.all(
      running.map(async (manager) => {
        const answer = await this.#ask(manager, { type: 'preview', id: randomUUID(), settings });
        return { manager, part: answer?.type === 'previewResult' ? answer.result : null };
      }),
    );
    const silent = parts.filter(({ part }) => part === null).map(({ manager }) => manager);
    const notes = [
      ...configured
        .filter((manager) => !running.includes(manager))
        .map((manager) => `${manager} is not running, so its torrents were not compared.`),
      ...silent.map((manager) => `${manager} did not answer in time, so its torrents were not compared.`),
    ];
    return joined(
      parts.flatMap(({ part }) => part ?? []),
      notes,
    );
  }

  #ask(manager: string, message: Extract<ToWorker, { id: string; type: 'command' | 'preview' }>) {
    return new Promise<CommandResult | PreviewResult | null>((resolve) => {
      const end = (answer: CommandResult | PreviewResult | null): void => {
        clearTimeout(timer);
        this.#waiting.delete(message.id);
        resolve(answer);
      };
      const timer = setTimeout(() => end(null), patienceMs);
      this.#waiting.set(message.id, end);
      this.#targets.send(manager, message);
    });
  }
}

function joined(parts: readonly PreviewPart[], notes: string[]): PreviewBody {
  const sum = (of: (part: PreviewPart) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const changes = parts.flatMap((part) => part.changes).slice(0, mostListed);
  const differing = sum((part) => part.differing);
  return {
    compared: sum((part) => part.compared),
    differing,
    changes,
    held: parts.find(({ held }) => held !== null)?.held ?? null,
    truncated: changes.length < differing,
    notes,
  };
}
