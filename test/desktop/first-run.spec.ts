import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { choose, lastAsked } from './dialogs.ts';
import { executable, hasDisplay, launchDesktop, quit } from './launch.ts';

test.describe('the first run in the desktop window (ui.md 7)', () => {
  test.skip(executable === undefined, 'no Electron runtime on this machine');
  test.skip(!hasDisplay, 'no display on this machine');

  let app: ElectronApplication;
  let window: Page;
  let home: string;

  test.beforeEach(async () => {
    home = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-first-'));
    app = await launchDesktop({ dataDir: path.join(home, 'data'), home, port: 0, firstRun: true });
    window = await app.firstWindow();
  });
  test.afterEach(async () => {
    await quit(app);
    rmSync(home, { recursive: true, force: true });
  });

  test('CF-2: an existing config.toml is picked, and the folder of finished downloads', async () => {
    const old = path.join(home, 'old');
    mkdirSync(old);
    await expect(window.getByRole('heading', { level: 1, name: 'Welcome' })).toBeVisible();
    copyFileSync(path.join(home, 'data/config.toml'), path.join(old, 'config.toml'));
    await choose(app, path.join(old, 'config.toml'));
    await window.getByRole('link', { name: 'Choose a configuration' }).click();
    await expect(window.getByLabel('Or choose a file on this device')).toHaveCount(0);
    await window.getByRole('button', { name: 'Browse, Folder or file' }).click();
    await expect(window.getByLabel(/^Folder or file/)).toHaveValue(path.join(old, 'config.toml'));
    expect(await lastAsked(app)).toEqual({ properties: ['openFile', 'showHiddenFiles'] });
    await window.getByRole('button', { name: 'Read', exact: true }).click();
    await expect(window.getByText(/settings? understood|Nothing was understood/)).toBeVisible();

    await window.getByRole('link', { name: 'Start', exact: true }).click();
    await window.getByRole('link', { name: 'Set up', exact: true }).click();
    await window.getByRole('link', { name: /Folder$/ }).click();
    await choose(app, old);
    await window.getByRole('button', { name: 'Browse, Folder of finished downloads' }).click();
    await expect(window.getByLabel(/^Folder of finished downloads/)).toHaveValue(old);
    await expect(window.getByText('The folder is there and can be written.', { exact: false })).toBeVisible();
    await window.getByRole('button', { name: 'Browse, Folder of finished downloads' }).click();
    expect(await lastAsked(app)).toEqual({ properties: ['openDirectory', 'createDirectory'], defaultPath: old });
  });
});
