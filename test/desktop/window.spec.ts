import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { lastAsked, press } from './dialogs.ts';
import { executable, hasDisplay, inMain, launchDesktop, quit } from './launch.ts';

test.describe('what befalls the window befalls the window alone (ui.md WN-7)', () => {
  test.skip(executable === undefined, 'no Electron runtime on this machine');
  test.skip(!hasDisplay, 'no display on this machine');

  let app: ElectronApplication;
  let dataDir: string;

  test.beforeEach(async () => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-window-'));
    app = await launchDesktop({ dataDir, home: dataDir, port: 0 });
  });
  test.afterEach(async () => {
    await quit(app);
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** What the tray's menu does, and what came of it. */
  const tray = (command: string) =>
    inMain(
      app,
      ({ app: electronApp }, name) =>
        Reflect.get(electronApp, 'qbitrrDesktop')
          .run(name)
          .then(() => 'done', String),
      command,
    );
  /** Ends the window there is; does something to the next one as soon as Chromium says `when`. */
  const meddleWithNext = (when: 'did-start-loading' | 'did-navigate', deed: string) =>
    inMain(
      app,
      ({ app: electronApp, BrowserWindow }, wish) => {
        for (const open of BrowserWindow.getAllWindows()) open.destroy();
        electronApp.removeAllListeners('browser-window-created');
        electronApp.once('browser-window-created', (_, { webContents }) => {
          const now = () => {
            if (wish.deed === 'close') BrowserWindow.fromWebContents(webContents)?.destroy();
            else void webContents.executeJavaScript(wish.deed);
          };
          if (wish.when === 'did-navigate') webContents.once('did-navigate', now);
          else webContents.once('did-start-loading', now);
        });
      },
      { when, deed },
    );
  const panel = async (window: Page): Promise<Page> => {
    await expect(window.getByText('Radarr-1080').first()).toBeVisible();
    return window;
  };
  /** Shows as well that the engine is up. */
  const healthAt = async (base: string) => (await fetch(`${base}/api/health`)).status;

  /** Read by the application itself: Playwright waits for ever for a navigation that was refused. */
  const shownText = () =>
    inMain(app, ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText').then(String, String),
    );

  for (const [what, deed] of [
    ['led away', 'location.href = "http://127.0.0.1:1/elsewhere"'],
    ['reloaded', 'location.reload()'],
  ] as const) {
    test(`a page that is ${what} while it is still loading is shown all the same`, async () => {
      const first = await panel(await app.firstWindow());
      const base = new URL(first.url()).origin;
      await meddleWithNext('did-navigate', deed);
      expect(await tray('open')).toBe('done');
      await expect.poll(shownText).toContain('Radarr-1080');
      expect(await healthAt(base)).toBe(200);
    });
  }

  test('a window that is closed while it is still loading opens again', async () => {
    const first = await panel(await app.firstWindow());
    const base = new URL(first.url()).origin;
    await meddleWithNext('did-start-loading', 'close');
    expect(await tray('open')).toBe('done');
    expect(await healthAt(base)).toBe(200);
    expect(await tray('open')).toBe('done');
    await expect.poll(shownText).toContain('Radarr-1080');
  });

  test('a page whose process dies says so and leads back, and so does one that cannot be loaded', async () => {
    const window = await panel(await app.firstWindow());
    const base = new URL(window.url()).origin;
    const crash = () =>
      inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await crash();
    await expect(window.getByRole('heading', { name: 'The panel stopped working' })).toBeVisible();
    expect(await healthAt(base)).toBe(200);
    await window.getByRole('link', { name: 'Reload' }).click();
    await panel(window);
    await crash();
    await expect(window.getByRole('heading', { name: 'The panel stopped working' })).toBeVisible();
    expect(await tray('open')).toBe('done');
    await panel(window);
  });

  test('CF-12: what was typed in Settings outlives the tray; closing the window asks', async () => {
    const window = await panel(await app.firstWindow());
    const base = new URL(window.url()).origin;
    const openWindows = () => inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    const close = () =>
      inMain(app, ({ BrowserWindow }) => {
        for (const open of BrowserWindow.getAllWindows()) open.close();
      });
    await window.goto(`${base}/ui/settings#Settings.LoopSleepTimer`);
    const field = window.locator('[id="setting-Settings.LoopSleepTimer"]').getByRole('textbox');
    await field.fill('77');
    expect(await tray('logs')).toBe('done');
    await expect(window.getByRole('heading', { level: 1, name: 'Logs' })).toBeVisible();
    await window.getByRole('link', { name: 'Settings, changes not saved' }).click();
    await expect(field).toHaveValue('77');

    await press(app, 0);
    await close();
    await expect.poll(() => lastAsked(app)).toMatchObject({ message: 'Settings holds changes that are not saved' });
    expect(await openWindows()).toBe(1);
    await expect(field).toHaveValue('77');
    expect(await healthAt(base)).toBe(200);

    await press(app, 1);
    const reloaded = window.waitForEvent('load');
    // Nothing is asked: the draft outlives it.
    await inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
    await reloaded;
    await expect(field).toHaveValue('77');
    await close();
    await expect.poll(openWindows).toBe(0);
    expect(await healthAt(base)).toBe(200);
  });
});
