import { utilityProcess } from 'electron';
import { managerEnvironment, managerFlags, signalProcess } from '../server/supervisor/index.ts';
import type { ChildEvents, ChildHandle, ChildHost } from '../server/supervisor/index.ts';

/** Manager processes as Electron utility processes; they die with the main process. */
export function createElectronChildHost(workerFile: string): ChildHost {
  return {
    spawn: (manager: string, events: ChildEvents): ChildHandle => {
      const child = utilityProcess.fork(workerFile, [], {
        serviceName: `qBitrr ${manager}`,
        stdio: 'pipe',
        execArgv: [...managerFlags],
        env: managerEnvironment(process.env),
      });
      child.on('message', (message: unknown) => events.message(message));
      child.once('exit', (code) => events.exit(code, null));
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream]?.on('data', (chunk: Buffer) => events.output(stream, chunk));
        child[stream]?.once('end', () => events.output(stream, null));
      }
      return {
        get pid() {
          return child.pid ?? null;
        },
        send: (message) => child.postMessage(message),
        kill: (signal) => {
          if (signal === 'SIGTERM') child.kill();
          else signalProcess(child.pid ?? null, signal);
        },
      };
    },
  };
}
