import { z } from 'zod';
import { toHost } from '../contract/index.ts';
import type { LastExit, ToHost, ToWorker } from '../contract/index.ts';
import type { ChildHandle, ChildHost } from './host.ts';
import { createLineDecoder } from './line-decoder.ts';
import type { Time, Timings } from './time.ts';

export type ChildExit = Omit<LastExit, 'at'>;

export interface ChildListener {
  ready(): void;
  message(message: ToHost): void;
  /** A message that breaks the protocol; `problem` names what. */
  invalid(problem: string): void;
  output(stream: 'stdout' | 'stderr', line: string): void;
  silent(seconds: number): void;
  exited(exit: ChildExit): void;
  /** The process never came to be (supervisor.md 2.4); no `exited` follows. */
  spawnFailed(error: string): void;
}

export interface ChildOptions {
  manager: string;
  host: ChildHost;
  time: Time;
  timings: Timings;
  init: ToWorker;
  listener: ChildListener;
}

/** Life of one manager process: start, heartbeat, stop, end (supervisor.md 2.2, 2.6). Says what happened; decides nothing. */
export class Child {
  readonly #options: ChildOptions;
  readonly #cancels = new Set<() => void>();
  readonly #over: Promise<void>;
  #resolveOver: () => void = () => undefined;
  #handle: ChildHandle | null = null;
  #isReady = false;
  #ended = false;
  #killReason: 'requested' | 'unresponsive' | 'spawn-timeout' | null = null;
  #lastPong = 0;
  #lastTick = 0;
  #warned = false;
  #pings = 0;

  private constructor(options: ChildOptions) {
    this.#options = options;
    this.#over = new Promise((resolve) => {
      this.#resolveOver = resolve;
    });
  }

  /** Starts the process and sends `init`. Failure is told through `spawnFailed`, never thrown. */
  static start(options: ChildOptions): Child {
    const child = new Child(options);
    child.#spawn();
    return child;
  }

  get pid(): number | null {
    return this.#handle?.pid ?? null;
  }

  get ready(): boolean {
    return this.#isReady;
  }

  send(message: ToWorker): void {
    if (!this.#ended) this.#handle?.send(message);
  }

  /**
   * Asks the process to end, then SIGTERM after `termAfterMs` (skipped on Windows, which has no signals), then SIGKILL
   * after `killAfterMs`, both counted from now. Resolves when it is gone; a second call only adds its own deadlines (S34).
   */
  async stop(deadlines: { termAfterMs: number; killAfterMs: number }): Promise<void> {
    if (this.#ended) return;
    this.#killReason ??= 'requested';
    this.send({ type: 'shutdown' });
    if (process.platform !== 'win32') this.#after(deadlines.termAfterMs, () => this.#handle?.kill('SIGTERM'));
    this.#after(deadlines.killAfterMs, () => this.#handle?.kill('SIGKILL'));
    await this.#over;
  }

  killNow(): void {
    this.#killReason ??= 'requested';
    this.#handle?.kill('SIGKILL');
  }

  /** The machine was asleep: silence until now proves nothing (S73). */
  resumed(): void {
    this.#lastPong = this.#options.time.monotonic();
  }

  #spawn(): void {
    const { host, manager, listener, init, timings } = this.#options;
    const stdout = createLineDecoder((line) => listener.output('stdout', line));
    const stderr = createLineDecoder((line) => listener.output('stderr', line));
    try {
      this.#handle = host.spawn(manager, {
        message: (raw) => this.#receive(raw),
        exit: (code, signal) => this.#exited(code, signal),
        spawnError: (error) => this.#failed(error.message),
        output: (stream, chunk) => (stream === 'stdout' ? stdout(chunk) : stderr(chunk)),
      });
    } catch (error) {
      this.#failed(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#after(timings.spawnTimeoutMs, () => {
      if (!this.#isReady) this.#kill('spawn-timeout');
    });
    this.#handle.send(init);
  }

  #receive(raw: unknown): void {
    const parsed = toHost.safeParse(raw);
    if (!parsed.success) {
      this.#options.listener.invalid(z.prettifyError(parsed.error).replaceAll('\n', '; '));
      return;
    }
    if (parsed.data.type === 'pong') {
      this.#lastPong = this.#options.time.monotonic();
      this.#warned = false;
    } else if (parsed.data.type === 'ready') {
      this.#becomeReady();
    } else {
      this.#options.listener.message(parsed.data);
    }
  }

  #becomeReady(): void {
    if (this.#isReady || this.#ended) return;
    this.#isReady = true;
    this.#lastPong = this.#lastTick = this.#options.time.monotonic();
    this.#scheduleBeat();
    this.#options.listener.ready();
  }

  #scheduleBeat(): void {
    this.#after(this.#options.timings.pingEveryMs, () => {
      this.#beat();
      this.#scheduleBeat();
    });
  }

  #beat(): void {
    const { time, timings, listener } = this.#options;
    const now = time.monotonic();
    // We ourselves did not run for a while (suspend, stopped process): not the child's silence.
    if (now - this.#lastTick > timings.pingEveryMs * 3) this.#lastPong = now;
    this.#lastTick = now;
    const silent = now - this.#lastPong;
    if (silent >= timings.killSilentAfterMs) {
      this.#kill('unresponsive');
      return;
    }
    if (silent >= timings.warnSilentAfterMs && !this.#warned) {
      this.#warned = true;
      listener.silent(Math.round(silent / 1000));
    }
    this.#pings += 1;
    this.send({ type: 'ping', id: this.#pings });
  }

  #kill(reason: 'unresponsive' | 'spawn-timeout'): void {
    this.#killReason ??= reason;
    this.#handle?.kill('SIGKILL');
  }

  #exited(code: number | null, signal: string | null): void {
    if (!this.#end()) return;
    const reason = this.#killReason ?? (code === 0 && signal === null ? 'finished' : 'crash');
    this.#options.listener.exited({ code, signal, reason });
    this.#resolveOver();
  }

  #failed(error: string): void {
    if (!this.#end()) return;
    this.#options.listener.spawnFailed(error);
    this.#resolveOver();
  }

  #end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    return true;
  }

  #after(ms: number, run: () => void): void {
    const cancel = this.#options.time.after(ms, () => {
      this.#cancels.delete(cancel);
      run();
    });
    this.#cancels.add(cancel);
  }
}
