import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { lastAsked, press } from './dialogs.ts';
import { executable, hasDisplay, inMain, launchDesktop, quit } from './launch.ts';

test.describe('the desktop application while another program has its port (ui.md SF-2)', () => {
  test.skip(executable === undefined, 'no Electron runtime on this machine');
  test.skip(!hasDisplay, 'no display on this machine');

  let foreign: Server;
  let port: number;
  /** What the other program was sent. */
  const heard: string[] = [];
  let app: ElectronApplication;
  let window: Page;
  let dataDir: string;

  test.beforeEach(async () => {
    heard.length = 0;
    foreign = createServer((request, answer) => {
      heard.push(`${request.url} ${request.headers.cookie ?? ''}`);
      answer.end('<title>another program</title>');
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const address = foreign.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-taken-'));
    app = await launchDesktop({ dataDir, home: dataDir, port });
    window = await app.firstWindow();
  });
  test.afterEach(async () => {
    await quit(app);
    foreign.closeAllConnections();
    await new Promise((resolve) => foreign.close(resolve));
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('the window shows our panel all the same; the other program is sent nothing', async () => {
    await expect(window.getByText('Radarr-1080').first()).toBeVisible();
    expect(new URL(window.url()).port).not.toBe(String(port));
    expect(heard).toEqual([]);
    await expect(
      window.getByText(`Port ${port} on 127.0.0.1 is used by another program.`, { exact: false }).first(),
    ).toBeVisible();
  });

  test('Retry moves in once the port is free, and the window follows; Use another port leads to the setting', async () => {
    await expect(window.getByText('Radarr-1080').first()).toBeVisible();
    const settle = async (button: number): Promise<void> => {
      await press(app, button);
      await inMain(app, ({ app: electronApp }) => {
        void Reflect.get(electronApp, 'qbitrrDesktop').settlePort();
      });
    };
    await settle(0);
    await expect(window).toHaveURL(/find=WebUI\.Port/);
    await expect(window.getByRole('textbox', { name: 'Port' }).first()).toBeVisible();
    expect(JSON.stringify(await lastAsked(app))).toContain(`Port ${port} on 127.0.0.1 is used by another program`);
    foreign.closeAllConnections();
    await new Promise((resolve) => foreign.close(resolve));
    await settle(1);
    await expect.poll(() => new URL(window.url()).port).toBe(String(port));
    await expect(window).toHaveURL(/find=WebUI\.Port/);
    await expect(window.getByRole('textbox', { name: 'Port' }).first()).toBeVisible();
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
    await window.getByRole('link', { name: 'Overview' }).first().click();
    await expect(window.getByText('is used by another program', { exact: false })).toHaveCount(0);
    expect(heard).toEqual([]);
  });
});
