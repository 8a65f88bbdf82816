import type { ToWorker } from '../contract/index.ts';

/** What a started child tells; `message` values are not trusted. */
export interface ChildEvents {
  message(raw: unknown): void;
  /** The process is gone and its channel is drained; nothing but output follows. */
  exit(code: number | null, signal: string | null): void;
  /** The process could not be created; no exit follows. */
  spawnError(error: Error): void;
  /** Raw output, null at its end. */
  output(stream: 'stdout' | 'stderr', chunk: Buffer | null): void;
}

export interface ChildHandle {
  /** Null until the operating system gave one. */
  readonly pid: number | null;
  /** Never throws; a message to a closed channel is lost. */
  send(message: ToWorker): void;
  /** Never throws; a process that is gone is left alone. SIGKILL must be a real kill by pid. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** How manager processes are made: `child_process.fork` headless, `utilityProcess.fork` under Electron. */
export interface ChildHost {
  /** May throw when the process cannot be created. */
  spawn(manager: string, events: ChildEvents): ChildHandle;
}

/** Signals a process by id; one that is gone is left alone. */
export function signalProcess(pid: number | null, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === null) return;
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it ended by itself in the meantime, which is what the signal was for.
  }
}

/**
 * Flags of a manager's process. A young generation of 2 MB instead of 16 costs no time that can be measured, and a manager of 10,000
 * torrents a sixth of its memory.
 */
export const managerFlags: readonly string[] = ['--max-semi-space-size=2'];

/**
 * The environment of a manager's process: ours without the variables of this program. Managers are told what they need, and
 * `QBITRR_SETUP_TOKEN` and `QBITRR_QBIT_PASSWORD` are secrets.
 */
export function managerEnvironment(ours: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(ours).filter(([name]) => !name.startsWith('QBITRR_')));
}
