import { isObject, readBody, Violation } from './validate.ts';
import type { FakeArrState } from './state.ts';

export type CommandStatus = 'queued' | 'started' | 'completed' | 'failed' | 'aborted' | 'cancelled' | 'orphaned';
export type EndStatus = Exclude<CommandStatus, 'queued' | 'started'>;

export interface FakeCommand {
  id: number;
  name: string;
  params: Record<string, unknown>;
  trigger: 'manual' | 'unspecified';
  status: CommandStatus;
  message: string | null;
  /** Unix milliseconds. */
  queuedAt: number;
  startedAt: number | null;
  endedAt: number | null;
}

/** Milliseconds from queued to started and from started to completed; `manual` = only the test moves commands. */
export type CommandLife = { startMs: number; runMs: number } | 'manual';

const listedAfterEndMs = 5 * 60_000;

/** The command queue of the fake (arr-api.md 1.6). */
/** Commands kept; a demo runs for days. */
const maxCommands = 1000;

export class FakeCommands {
  readonly #state: FakeArrState;
  readonly #life: CommandLife;
  readonly #onCommand: (command: FakeCommand) => void;
  readonly #all = new Map<number, FakeCommand>();

  /** `onCommand` is called after a command completed and had its effect. */
  constructor(state: FakeArrState, life: CommandLife, onCommand: (command: FakeCommand) => void) {
    this.#state = state;
    this.#life = life;
    this.#onCommand = onCommand;
  }

  /**
   * Takes a command as `POST /command` does. Null = the server knows no command of that name.
   * @throws Violation for members the command does not have and for wrong types.
   */
  post(body: unknown): FakeCommand | null {
    if (!isObject(body)) throw new Violation('the body is not an object');
    if (typeof body.name !== 'string') throw new Violation('the command has no name');
    const wanted = body.name.toLowerCase();
    const known = Object.entries(this.#state.dialect.commands).find(([name]) => name.toLowerCase() === wanted);
    if (known === undefined) return null;
    const { name: _, ...params } = readBody(body, { ...known[1], name: 'string' });
    return this.push(known[0], params, 'manual');
  }

  /** Queues a command, or returns the equal one that is queued or started. */
  push(name: string, params: Record<string, unknown>, trigger: FakeCommand['trigger']): FakeCommand {
    const equal = this.#open().find((command) => command.name === name && sameParams(command.params, params));
    if (equal !== undefined) return equal;
    const command: FakeCommand = {
      id: this.#state.nextId(),
      name,
      params,
      trigger,
      status: 'queued',
      message: null,
      queuedAt: this.#state.now(),
      startedAt: null,
      endedAt: null,
    };
    this.#all.set(command.id, command);
    this.#forgetOldest();
    return command;
  }

  /** What was posted, oldest first. */
  all(): FakeCommand[] {
    return [...this.#all.values()];
  }

  #forgetOldest(): void {
    for (const [id, { endedAt }] of this.#all) {
      if (this.#all.size <= maxCommands) return;
      if (endedAt !== null) this.#all.delete(id);
    }
  }

  /** What `GET /command` shows: open ones, and ended ones for five minutes. */
  listed(): FakeCommand[] {
    const oldest = this.#state.now() - listedAfterEndMs;
    return this.all().filter((command) => command.endedAt === null || command.endedAt > oldest);
  }

  get(id: number): FakeCommand | undefined {
    return this.#all.get(id);
  }

  /** Moves commands along as far as the clock allows; nothing when their life is manual. */
  advance(): void {
    if (this.#life === 'manual') return;
    const { startMs, runMs } = this.#life;
    for (const command of this.#open()) {
      const startAt = command.queuedAt + startMs;
      if (command.status === 'queued' && this.#state.now() >= startAt) start(command, startAt);
      if (command.startedAt !== null && this.#state.now() >= command.startedAt + runMs) this.#end(command, 'completed');
    }
  }

  /** By hand: queued commands become started. */
  start(): void {
    for (const command of this.#open()) if (command.status === 'queued') start(command, this.#state.now());
  }

  /** By hand: all open commands end; only `completed` ones have their effect. */
  end(status: EndStatus = 'completed'): void {
    for (const command of this.#open()) this.#end(command, status);
  }

  /** Cancels a queued command; false when it is not queued (arr-api.md 1.6). */
  cancel(command: FakeCommand): boolean {
    if (command.status !== 'queued') return false;
    this.#end(command, 'cancelled');
    return true;
  }

  #open(): FakeCommand[] {
    return this.all().filter((command) => command.endedAt === null);
  }

  #end(command: FakeCommand, status: EndStatus): void {
    command.endedAt = this.#state.now();
    if (status === 'completed' || status === 'failed') command.startedAt ??= command.endedAt;
    command.status = status;
    if (status !== 'completed') return;
    command.message = takeEffect(this.#state, command);
    this.#onCommand(command);
  }
}

function start(command: FakeCommand, at: number): void {
  command.status = 'started';
  command.startedAt = at;
}

function takeEffect(state: FakeArrState, command: FakeCommand): string {
  if (command.name === state.dialect.scanCommand) return importDownload(state, command.params.downloadClientId);
  if (command.name !== state.dialect.searchCommand) return 'Completed';
  const ids = command.params[state.dialect.media.idsField];
  for (const id of Array.isArray(ids) ? ids : []) {
    const media = typeof id === 'number' ? state.media.get(id) : undefined;
    if (media !== undefined) media.lastSearchAt = state.now();
  }
  return 'Completed';
}

/** The effect of an import scan: the items have a file and leave the queue, or the download keeps its import error. */
function importDownload(state: FakeArrState, downloadId: unknown): string {
  const rows = typeof downloadId === 'string' ? state.rowsOf(downloadId) : [];
  const download = rows[0]?.download;
  if (download === undefined) return 'No files found are eligible for import';
  if (download.importError !== null) {
    state.updateQueueEntry(download.downloadId, {
      status: 'completed',
      trackedDownloadStatus: 'warning',
      trackedDownloadState: 'importPending',
      statusMessages: [{ title: download.title, messages: [download.importError] }],
    });
    return `Failed to import: ${download.importError}`;
  }
  for (const { mediaId } of state.removeQueueEntry(download.downloadId)) {
    const media = mediaId === null ? undefined : state.media.get(mediaId);
    if (media === undefined) continue;
    media.hasFile = true;
    state.addHistory(state.dialect.importedEvent, media.id, download);
  }
  return 'Imported';
}

function sameParams(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(params: Record<string, unknown>): unknown[] {
  return Object.keys(params)
    .toSorted()
    .map((key) => [key, Array.isArray(params[key]) ? params[key].map(String).toSorted() : params[key]]);
}
