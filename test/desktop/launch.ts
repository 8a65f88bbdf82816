import { existsSync } from 'node:fs';
import path from 'node:path';
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

/** Starts the built application with a home of its own, over the sandbox unless a first run is wanted. */
export function launchDesktop(place: {
  dataDir: string;
  home: string;
  port: number;
  firstRun?: boolean;
}): Promise<ElectronApplication> {
  const { dataDir, home, port, firstRun = false } = place;
  const mode = firstRun ? [] : ['--demo'];
  return _electron.launch({
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
}

const collected = 'Resulting promise was garbage collected';

/**
 * Asks the main process something that may be asked twice: V8 drops the promise an inspector waits for now and then, for functions
 * that return at once, too.
 */
export async function patiently<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let left = 3; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0 || !String(error).includes(collected)) throw error;
    }
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
