import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type * as Electron from 'electron';
import { _electron } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { watched } from '../support/kept-contract.ts';

export const root = path.resolve(import.meta.dirname, '../..');
const binaryNames: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};
const folders = [
  process.env['QBITRR_TEST_ELECTRON_DIST'],
  process.env['ELECTRON_OVERRIDE_DIST_PATH'],
  path.join(root, '.cache/electron-33'),
  path.join(root, 'node_modules/electron/dist'),
];

/** The Electron of this machine; undefined when there is none. */
export const executable = folders
  .filter((folder) => folder !== undefined)
  .map((folder) => path.join(folder, binaryNames[process.platform] ?? 'electron'))
  .find((file) => existsSync(file));
export const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined;

/** Playwright forgets a process that has ended. */
const children = new WeakMap<ElectronApplication, ChildProcess>();

/** Starts the built application with a home of its own, over the sandbox unless a first run is wanted. */
export async function launchDesktop(place: {
  dataDir: string;
  home: string;
  port: number;
  firstRun?: boolean;
}): Promise<ElectronApplication> {
  const { dataDir, home, port, firstRun = false } = place;
  const mode = firstRun ? [] : ['--demo'];
  const app = await _electron.launch({
    executablePath: executable ?? '',
    args: ['--no-sandbox', root, ...mode, '--data-dir', dataDir, '--port', String(port)],
    env: definedOnly({
      ...process.env,
      ELECTRON_DISABLE_SANDBOX: '1',
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      ...watched,
    }),
  });
  children.set(app, app.process());
  return app;
}

const collected = 'Resulting promise was garbage collected';

/**
 * Does something in the main process, at its turn: what an inspector asks for cuts into whatever runs, even between the begin and the
 * end of a transaction. V8 drops the promise an inspector waits for now and then, so it has to be something that may be done twice.
 */
export function inMain<Result>(
  app: ElectronApplication,
  deed: (electron: typeof Electron) => Result | Promise<Result>,
): Promise<Result>;
export function inMain<Result, Arg>(
  app: ElectronApplication,
  deed: (electron: typeof Electron, arg: Arg) => Result | Promise<Result>,
  arg: Arg,
): Promise<Result>;
export async function inMain(
  app: ElectronApplication,
  deed: (electron: typeof Electron, arg: unknown) => unknown,
  arg?: unknown,
): Promise<unknown> {
  const ask = () =>
    app.evaluate(
      (electron, wish) =>
        new Promise<unknown>((resolve, reject) => {
          setImmediate(() => {
            try {
              // oxlint-disable-next-line typescript/no-implied-eval -- carried over as text, as Playwright carries over what it evaluates
              resolve(new Function(`return (${wish.source})`)()(electron, wish.arg));
            } catch (error) {
              reject(error);
            }
          });
        }),
      { source: deed.toString(), arg },
    );
  for (let left = 3; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0 || !String(error).includes(collected)) throw error;
    }
  }
}

/** Ends the application as the system would, and waits until it is gone. Playwright's own way asks through the inspector, see `inMain`. */
export async function quit(app: ElectronApplication): Promise<void> {
  const child = children.get(app);
  if (child === undefined) throw new Error('not started here');
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
