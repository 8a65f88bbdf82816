import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { z } from 'zod';
import { assertContractKept, watched } from '../support/kept-contract.ts';

const root = path.resolve(import.meta.dirname, '../..');
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
const executable = folders
  .filter((folder) => folder !== undefined)
  .map((folder) => path.join(folder, binaryNames[process.platform] ?? 'electron'))
  .find((file) => existsSync(file));
const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined;

const trayModelShape = z.object({
  icon: z.string(),
  tooltip: z.string(),
  items: z.array(z.object({ kind: z.string(), label: z.string().optional(), enabled: z.boolean().optional() })),
});
const rowsShape = z.object({
  processes: z.array(z.looseObject({ name: z.string(), pid: z.int().nullable(), alive: z.boolean() })),
});

test.describe('the desktop application', () => {
  test.skip(executable === undefined, 'no Electron runtime on this machine');
  test.skip(!hasDisplay, 'no display on this machine');

  let app: ElectronApplication;
  let window: Page;
  let dataDir: string;

  test.beforeEach(async () => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-desktop-'));
    app = await _electron.launch({
      executablePath: executable ?? '',
      args: ['--no-sandbox', root, '--demo', '--data-dir', dataDir, '--port', '0'],
      env: definedOnly({ ...process.env, ELECTRON_DISABLE_SANDBOX: '1', ...watched }),
    });
    window = await app.firstWindow();
  });
  test.afterEach(async () => {
    await app.close().catch(() => undefined);
    const log = path.join(dataDir, 'sandbox/logs/All.log');
    const written = existsSync(log) ? readFileSync(log, 'utf8') : '';
    rmSync(dataDir, { recursive: true, force: true });
    assertContractKept(written);
  });

  const origin = () => new URL(window.url()).origin;
  /** Processes of this application that are still there, by its data folder or service name. */
  const leftOver = (pids: number[]) => pids.filter((pid) => existsSync(`/proc/${pid}`));
  const model = async () =>
    trayModelShape.parse(
      JSON.parse(
        await app.evaluate(({ app: electronApp }) => JSON.stringify(Reflect.get(electronApp, 'qbitrrDesktop').model())),
      ),
    );
  const rows = async () =>
    rowsShape.parse(await window.evaluate(async () => (await fetch('/web/processes')).json())).processes;

  test('the window shows the processes of the sandbox, signed in by itself, and Restart works', async () => {
    await expect(window.getByText('Radarr-1080').first()).toBeVisible();
    await expect(window.getByText('Sonarr-TV').first()).toBeVisible();
    await expect.poll(async () => (await rows()).every((row) => row.alive)).toBe(true);
    const before = (await rows()).find((row) => row.name === 'Radarr-1080')?.pid;
    await window
      .getByRole('button', { name: /actions.*radarr-1080/i })
      .first()
      .click();
    await window.getByRole('menuitem', { name: 'Restart', exact: true }).click();
    await expect
      .poll(async () => (await rows()).find((row) => row.name === 'Radarr-1080')?.pid ?? before)
      .not.toBe(before);
  });

  test('the page is sandboxed and cannot leave the panel', async () => {
    expect(
      await window.evaluate(() => [
        typeof Reflect.get(globalThis, 'require'),
        typeof Reflect.get(globalThis, 'process'),
      ]),
    ).toEqual(['undefined', 'undefined']);
    expect(await window.evaluate(() => Object.keys(Reflect.get(globalThis, 'qbitrrDesktop')))).toEqual([
      'showDataFolder',
      'readAppKey',
    ]);
    await expect(window).toHaveURL(/\/ui\/?$/);
    await window.evaluate(() => {
      location.href = 'http://127.0.0.1:1/elsewhere';
    });
    expect(await window.evaluate(async () => (await fetch('/web/processes')).status)).toBe(200);
    expect(await window.evaluate(() => location.pathname)).toMatch(/^\/ui\/?$/);
    expect(await window.evaluate(() => globalThis.open('http://127.0.0.1:1/') === null)).toBe(true);
  });

  test('CF-11: a stored secret is shown at once, by the session that only this window has', async () => {
    await window.getByRole('link', { name: 'Settings' }).click();
    await window.getByRole('link', { name: 'Radarr-1080' }).click();
    const row = window.locator('[id="setting-Radarr-1080.APIKey"]');
    await row.getByRole('button', { name: 'Reveal API key' }).click();
    await expect(row.locator('input')).toHaveValue(/^[0-9a-f]{16,}$/);
    await expect(window.getByRole('dialog')).toHaveCount(0);
    await row.getByRole('button', { name: 'Hide API key' }).click();
    await expect(row.locator('input')).toHaveValue('');
  });

  test('the tray says what runs and offers the verbs', async () => {
    await expect.poll(async () => (await model()).items[0]?.label).toMatch(/of \d+ workers|Starting/);
    const labels = (await model()).items.flatMap((item) => (item.kind === 'command' ? [item.label] : []));
    expect(labels).toEqual(['Open control panel', 'Open logs', 'Start all', 'Stop all', 'Restart all', 'Quit']);
  });

  test('closing the window leaves the engine and the API up; quitting leaves no process behind', async () => {
    await expect.poll(async () => (await rows()).every((row) => row.alive)).toBe(true);
    const base = origin();
    const workers = (await rows()).flatMap((row) => row.pid ?? []);
    const main = app.process().pid ?? 0;
    await window.close();
    expect((await fetch(`${base}/api/health`)).status).toBe(200);
    expect(leftOver(workers)).toEqual(workers);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    const gone = new Promise((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
    await gone;
    await expect.poll(() => leftOver([main, ...workers])).toEqual([]);
    const listed = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(listed).not.toContain(dataDir);
  });
});

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
