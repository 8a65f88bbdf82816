import { Worker } from 'node:worker_threads';
import type { JobNews, LogJob } from './jobs.ts';

export interface LaneOptions {
  /** The built entry `worker.ts`. */
  workerFile: string;
  /** Threads at most. */
  width: number;
  /** A thread with nothing to do ends after this long, in milliseconds. */
  idleMs: number;
}

/** `timeout`: the deadline passed and the thread was ended; what it told before stands. */
export type JobEnd = 'done' | 'timeout';

interface Waiting {
  job: LogJob;
  listener: (news: JobNews) => void;
  settle: (end: JobEnd) => void;
  reject: (cause: Error) => void;
  /** Ends the thread when the job runs, and only the waiting when it does not. */
  deadline: NodeJS.Timeout;
}

interface Seat {
  worker: Worker;
  running: Waiting | null;
  idle: NodeJS.Timeout | null;
}

/** How much longer than its own deadline a job may take before its thread is ended, in milliseconds. */
const GRACE_MS = 300;
const ends: ReadonlySet<JobNews['type']> = new Set(['window', 'summary', 'searched']);
const MEMORY_MB = 128;

/** Threads that do jobs, each one at a time; a job that outlives its deadline takes its thread with it (S70). */
export class Lane {
  readonly #options: LaneOptions;
  readonly #seats = new Set<Seat>();
  #queue: Waiting[] = [];

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Resolves when the job is done or its time, counted from now, is up. @throws Error when the thread failed. */
  run(job: LogJob, listener: (news: JobNews) => void): Promise<JobEnd> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        job,
        listener,
        settle: resolve,
        reject,
        deadline: setTimeout(() => this.#expire(waiting), job.seconds * 1000 + GRACE_MS),
      };
      this.#queue.push(waiting);
      this.#fill();
    });
  }

  async close(): Promise<void> {
    for (const waiting of this.#queue) end(waiting, 'timeout');
    this.#queue = [];
    await Promise.all([...this.#seats].map((seat) => this.#leave(seat, 'timeout')));
  }

  #fill(): void {
    while (this.#queue.length > 0) {
      const free = [...this.#seats].find(({ running }) => running === null);
      const seat = free ?? (this.#seats.size < this.#options.width ? this.#open() : null);
      const next = seat === null ? undefined : this.#queue.shift();
      if (seat === null || next === undefined) return;
      if (seat.idle !== null) clearTimeout(seat.idle);
      seat.running = next;
      seat.worker.postMessage(next.job);
    }
  }

  #open(): Seat {
    const worker = new Worker(this.#options.workerFile, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    const seat: Seat = { worker, running: null, idle: null };
    worker.unref();
    worker.on('message', (news: JobNews) => this.#take(seat, news));
    worker.on('error', (cause) => {
      seat.running?.reject(cause);
      if (seat.running !== null) clearTimeout(seat.running.deadline);
      seat.running = null;
      void this.#leave(seat, 'timeout').then(() => this.#fill());
    });
    this.#seats.add(seat);
    return seat;
  }

  #take(seat: Seat, news: JobNews): void {
    const { running } = seat;
    if (running === null) return;
    if (news.type === 'failed') {
      clearTimeout(running.deadline);
      running.reject(new Error(news.error));
    } else {
      running.listener(news);
      if (!ends.has(news.type)) return;
      end(running, 'done');
    }
    seat.running = null;
    seat.idle = setTimeout(() => void this.#leave(seat, 'done'), this.#options.idleMs);
    seat.idle.unref();
    this.#fill();
  }

  #expire(waiting: Waiting): void {
    this.#queue = this.#queue.filter((other) => other !== waiting);
    const seat = [...this.#seats].find(({ running }) => running === waiting);
    if (seat === undefined) waiting.settle('timeout');
    else void this.#leave(seat, 'timeout').then(() => this.#fill());
  }

  async #leave(seat: Seat, how: JobEnd): Promise<void> {
    this.#seats.delete(seat);
    if (seat.idle !== null) clearTimeout(seat.idle);
    if (seat.running !== null) end(seat.running, how);
    seat.running = null;
    await seat.worker.terminate();
  }
}

function end(waiting: Waiting, how: JobEnd): void {
  clearTimeout(waiting.deadline);
  waiting.settle(how);
}
