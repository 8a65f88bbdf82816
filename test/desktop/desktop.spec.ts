import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { z } from 'zod';
import { localApps } from '../../server/contract/index.ts';
import { assertContractKept } from '../support/kept-contract.ts';
import { choose, lastAsked } from './dialogs.ts';
import { executable, hasDisplay, inMain, launchDesktop, quit, root } from './launch.ts';

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
  let home: string;

  test.beforeEach(async () => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-desktop-'));
    home = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-home-'));
    app = await launchDesktop({ dataDir, home, port: 0 });
    window = await app.firstWindow();
  });
  test.afterEach(async () => {
    await quit(app);
    const log = path.join(dataDir, 'sandbox/logs/All.log');
    const written = existsSync(log) ? readFileSync(log, 'utf8') : '';
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
    assertContractKept(written);
  });

  const origin = () => new URL(window.url()).origin;
  /** Processes of this application that are still there, by its data folder or service name. */
  const leftOver = (pids: number[]) => pids.filter((pid) => existsSync(`/proc/${pid}`));
  const model = async () =>
    trayModelShape.parse(
      JSON.parse(
        await inMain(app, ({ app: electronApp }) => JSON.stringify(Reflect.get(electronApp, 'qbitrrDesktop').model())),
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
      'pickPath',
      'onGoTo',
    ]);
    await expect(window).toHaveURL(/\/ui\/?$/);
    await window.evaluate(() => {
      location.href = 'http://127.0.0.1:1/elsewhere';
    });
    expect(await window.evaluate(async () => (await fetch('/web/processes')).status)).toBe(200);
    expect(await window.evaluate(() => location.pathname)).toMatch(/^\/ui\/?$/);
    expect(await window.evaluate(() => globalThis.open('http://127.0.0.1:1/') === null)).toBe(true);
  });

  test('CF-2: Browse puts the chosen folder into the field, and the server looks at it', async () => {
    const chosen = path.join(dataDir, 'chosen');
    mkdirSync(chosen);
    await choose(app, chosen);
    await expect(window.getByText('Radarr-1080').first()).toBeVisible();
    await window.getByRole('link', { name: 'Settings' }).first().click();
    await window.getByRole('searchbox', { name: 'Search settings' }).fill('CompletedDownloadFolder');
    const field = window.getByRole('textbox', { name: 'Finished downloads' });
    const before = await field.inputValue();
    await window.getByRole('button', { name: 'Browse, Finished downloads' }).click();
    await expect(field).toHaveValue(chosen);
    await expect(window.getByText(/^Exists, .* free$/).first()).toBeVisible();
    expect(await lastAsked(app)).toEqual({ properties: ['openDirectory', 'createDirectory'], defaultPath: before });
  });

  test('the bridge answers the panel only: another window, even with the same preload, is refused', async () => {
    await choose(app, '/etc/shadow');
    const [other] = await Promise.all([
      app.waitForEvent('window'),
      inMain(
        app,
        ({ BrowserWindow }, preload) => {
          const strange = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
          void strange.loadURL('data:text/html,<title>strange</title>');
        },
        path.join(root, 'dist/preload/preload.cjs'),
      ),
    ]);
    const answers = await other.evaluate(async () => {
      const bridge = Reflect.get(globalThis, 'qbitrrDesktop');
      const calls = [bridge.pickPath({ kind: 'file', at: '' }), bridge.readAppKey('radarr'), bridge.showDataFolder()];
      return (await Promise.allSettled(calls)).map((one) =>
        one.status === 'rejected' ? String(one.reason) : `answered ${String(one.value)}`,
      );
    });
    expect(answers).toEqual(Array.from({ length: 3 }, () => expect.stringContaining('refused: not the panel')));
    expect(
      await window.evaluate(async () =>
        Reflect.get(globalThis, 'qbitrrDesktop')
          .pickPath({ kind: 'anything', at: 1 })
          .catch(() => 'not taken'),
      ),
    ).toBe('not taken');
  });

  test('ui.md 7: the scan asks qBittorrent at the port in its own settings', async () => {
    test.skip(process.platform !== 'linux', 'the settings lie elsewhere');
    const qbit = createServer((_, answer) => void answer.end('<title>qBittorrent WebUI</title>'));
    await new Promise<void>((resolve) => qbit.listen(0, '127.0.0.1', resolve));
    const address = qbit.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const folder = path.join(home, '.config/qBittorrent');
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'qBittorrent.conf');
    const lines = ['[Preferences]', 'WebUI\\Enabled=true', `WebUI\\Port=${port}`, 'WebUI\\Username=me'];
    writeFileSync(file, [...lines, 'WebUI\\Password_PBKDF2="@ByteArray(aGFzaA==)"', ''].join('\n'));
    const told = await window.evaluate(async () => (await fetch('/web/connections/local')).text());
    qbit.close();
    const { apps } = localApps.parse(JSON.parse(told));
    expect(apps[0]).toEqual({
      app: 'qbittorrent',
      url: `http://127.0.0.1:${port}`,
      answer: 'found',
      settings: { file, webUi: 'on', userName: 'me' },
    });
    expect(told).not.toContain('aGFzaA');
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
    expect(await inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    const gone = new Promise((resolve) => app.process().once('exit', resolve));
    await inMain(app, ({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
    await gone;
    await expect.poll(() => leftOver([main, ...workers])).toEqual([]);
    const listed = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(listed).not.toContain(dataDir);
  });
});
