import { toWorker } from '../contract/index.ts';
import type { ToHost, ToWorker } from '../contract/index.ts';

/** The channel to the supervisor, the same under Node (`fork`) and Electron (`utilityProcess`). */
export interface HostPort {
  readonly send: (message: ToHost) => void;
  /** Resolves once what was sent so far has left this process, so that a lot to tell does not pile up here. */
  readonly drained: () => Promise<void>;
  onMessage(listener: (message: ToWorker) => void): void;
  /** The host is gone: nothing may be done any more (supervisor.md 2.1). */
  onClosed(listener: () => void): void;
}

/** What Electron puts on `process.parentPort` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

function parentPortOf(host: NodeJS.Process): ParentPort | null {
  const candidate: unknown = Reflect.get(host, 'parentPort');
  return isParentPort(candidate) ? candidate : null;
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

/** Opens the channel of this process; messages of unknown form are reported as fatal, never guessed at. */
export function openPort(host: NodeJS.Process = process): HostPort {
  const parent = parentPortOf(host);
  let waiting = 0;
  let left = (): void => undefined;
  const send = (message: ToHost) => {
    if (parent) parent.postMessage(message);
    else if (host.connected) {
      waiting += 1;
      host.send?.(message, () => {
        waiting -= 1;
        if (waiting === 0) left();
      });
    }
  };
  return {
    send,
    drained: () =>
      new Promise((resolve) => {
        if (waiting === 0) setImmediate(resolve);
        else left = resolve;
      }),
    onMessage: (listener) => {
      const take = (raw: unknown) => {
        const parsed = toWorker.safeParse(raw);
        if (parsed.success) listener(parsed.data);
        else
          send({ type: 'fatal', error: `message from the host not understood: ${parsed.error.message.slice(0, 300)}` });
      };
      if (parent) parent.on('message', (event) => take(event.data));
      else host.on('message', take);
    },
    onClosed: (listener) => {
      if (!parent) host.on('disconnect', listener);
    },
  };
}
