import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import type { DemoPage } from '../support/demo-page.ts';
import { seemly } from '../support/seemly.ts';
import { ServerProcess } from '../support/server-process.ts';

test.describe('the panel over the sandbox', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  let demo: DemoPage;
  let page: Page;

  test.beforeAll(async () => {
    demo = await openDemo('panel', { context: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' } });
    ({ page } = demo);
  });
  test.afterAll(() => demo?.end());

  const open = async (route: string) => {
    await page.goto(`${demo.server.base}/ui${route}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  };
  const errors: string[] = [];
  test.beforeEach(() => {
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  });

  test('processes: live rows, and a restart gives a new process', async () => {
    await open('/processes');
    for (const name of ['Radarr-1080', 'Sonarr-TV', 'Lidarr-Music'])
      await expect(page.getByText(name).first()).toBeVisible();
    await expect(page.getByText('Running').first()).toBeVisible();
  });

  test('torrents: decisions with their reason, and the trail of one', async () => {
    await open('/torrents');
    await expect(page.getByText(/\d+ torrents?|of \d+/).first()).toBeVisible();
    await page.getByRole('searchbox').first().fill('Nosferatu');
    await expect(page).toHaveURL(/Nosferatu/);
    await page
      .getByText(/Nosferatu/)
      .first()
      .click();
    await expect(page).toHaveURL(/\/torrents\/qBit\//);
    await expect(page.getByText(/why/i).first()).toBeVisible();
  });

  test('logs: lines arrive live and can be filtered by text', async () => {
    await open('/logs');
    await expect(page.getByText(/answers, version/).first()).toBeVisible();
  });

  test('settings: the document, a mistake on its line, and nothing lost', async () => {
    await open('/settings?view=toml');
    await expect(page.locator('.cm-content')).toContainText('[Settings]');
    await expect(page.locator('.cm-content')).not.toContainText(/Token = "[0-9a-f]{8}/);
  });

  test('a page keeps its address over a reload, and an unknown one says so', async () => {
    await open('/torrents?q=Metropolis');
    await page.reload();
    await expect(page).toHaveURL(/Metropolis/);
    await page.goto(`${demo.server.base}/ui/nowhere`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });

  for (const [theme, width, height] of [
    ['dark', 1280, 800],
    ['light', 1280, 800],
    ['dark', 390, 844],
    ['light', 390, 844],
  ] as const) {
    for (const route of ['/activity', '/processes', '/torrents', '/logs', '/settings', '/settings/access']) {
      test(`AX-9: ${route} has no violation, ${theme} at ${width} px`, async () => {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height });
        await page.evaluate((wanted) => localStorage.setItem('qbitrr.panel', JSON.stringify({ theme: wanted })), theme);
        await open(route);
        await page.waitForLoadState('networkidle').catch(() => undefined);
        await seemly(page, `${route.slice(1).replaceAll('/', '-')}-${theme}-${width}`);
      });
    }
  }

  test('a killed server is noticed within 5 s and the panel recovers', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open('/processes');
    const port = new URL(demo.server.base).port;
    await demo.server.stop('SIGKILL');
    await expect(page.getByText(/reconnecting/i).first()).toBeVisible({ timeout: 6_000 });
    demo.server = await ServerProcess.start({ dataDir: demo.dataDir, args: ['--demo', '--port', port] });
  });
});

test.describe('the first start', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');

  test('opens on a welcome page whose sandbox runs at a click, with the owner’s file untouched', async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-welcome-'));
    const server = await ServerProcess.start({ dataDir, args: ['--host', '127.0.0.1', '--port', '0'] });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(server.signInLink);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome');
      const before = readFileSync(path.join(dataDir, 'config.toml'), 'utf8');
      await page.getByRole('button', { name: 'Start the sandbox' }).click();
      await expect(page).toHaveURL(/\/processes$/);
      await expect(page.getByText('Radarr-1080').first()).toBeVisible();
      await expect(page.getByText('Sandbox: everything here is make-believe', { exact: false })).toBeVisible();
      expect(readFileSync(path.join(dataDir, 'config.toml'), 'utf8')).toBe(before);
    } finally {
      await browser.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  test('an unknown browser is asked for the token, and a wrong one is told so', async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-signin-'));
    const server = await ServerProcess.start({ dataDir, args: ['--host', '127.0.0.1', '--port', '0'] });
    const browser = await launchChromium();
    try {
      const token = /Token = "([0-9a-f]{64})"/.exec(readFileSync(path.join(dataDir, 'config.toml'), 'utf8'))?.[1] ?? '';
      const page = await browser.newPage();
      await page.goto(`${server.base}/ui/logs`);
      const field = page.locator('input[name="password"][autocomplete="current-password"]').first();
      await field.fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText('This token is not right.', { exact: false })).toBeVisible();
      await field.fill(token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page).toHaveURL(/\/logs$/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Logs');
    } finally {
      await browser.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  test('a first password is set with the setup token; signing out the others reaches them at once', async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-setup-'));
    const server = await ServerProcess.start({ dataDir, args: ['--host', '127.0.0.1', '--port', '0'] });
    const browser = await launchChromium();
    try {
      const token = /Token = "([0-9a-f]{64})"/.exec(readFileSync(path.join(dataDir, 'config.toml'), 'utf8'))?.[1] ?? '';
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${server.base}/ui/settings/access`);
      await page.getByText('Set a user name and password').click();
      await page.getByLabel('User name').fill('ada');
      await page.getByLabel('New password').fill('correct horse');
      await page.getByLabel('Setup token').fill(token);
      await page.getByRole('button', { name: 'Set password and sign in' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign-in');
      await expect(page.getByText('this device')).toBeVisible();

      const other = await (await browser.newContext()).newPage();
      await other.goto(`${server.base}/ui/processes`);
      await other.getByLabel('User name').fill('ada');
      await other.getByLabel('Password', { exact: true }).fill('correct horse');
      await other.keyboard.press('Enter');
      await expect(other.getByRole('heading', { level: 1 })).toHaveText('Processes');

      await page.reload();
      await page.getByRole('button', { name: 'Sign out others' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out others' }).click();
      await expect(page.getByText('1 device was signed out')).toBeVisible();
      await expect(other.getByText('You are signed out')).toBeVisible();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await expect(page).toHaveURL(/\/sign-in$/);
    } finally {
      await browser.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
