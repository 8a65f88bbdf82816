import { fork } from 'node:child_process';
import { managerEnvironment, managerFlags, signalProcess } from './host.ts';
import type { ChildHost } from './host.ts';

export interface NodeHostOptions {
  /** Path of the bundled worker file. */
  workerFile: string;
  /** Environment of the children; default: ours without the variables of this program. */
  env?: NodeJS.ProcessEnv;
}

/** Children by `child_process.fork`: own process, piped output, no inherited handles (supervisor.md 2.1, Q15). */
export function createNodeHost(options: NodeHostOptions): ChildHost {
  return {
    spawn(manager, events) {
      const child = fork(options.workerFile, [manager], {
        execArgv: [...managerFlags],
        env: options.env ?? managerEnvironment(process.env),
        serialization: 'json',
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      let ended: { code: number | null; signal: string | null } | null = null;
      // Messages sent just before the end are still in the channel at `exit`; `disconnect` comes after them.
      const finish = (): void => {
        if (ended !== null && !child.connected) events.exit(ended.code, ended.signal);
      };
      child.on('message', (raw) => events.message(raw));
      child.on('exit', (code, signal) => {
        ended = { code, signal };
        finish();
      });
      child.on('disconnect', finish);
      child.on('error', (error) => {
        if (child.pid === undefined) events.spawnError(error);
      });
      for (const name of ['stdout', 'stderr'] as const) {
        child[name]?.on('data', (chunk: Buffer) => events.output(name, chunk));
        child[name]?.on('end', () => events.output(name, null));
      }
      return {
        get pid() {
          return child.pid ?? null;
        },
        send(message) {
          if (child.connected) child.send(message, () => undefined);
        },
        kill: (signal) => signalProcess(child.pid ?? null, signal),
      };
    },
  };
}
