import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import type { DemoPage } from '../support/demo-page.ts';
import { looks, seemly } from '../support/seemly.ts';
import { ServerProcess } from '../support/server-process.ts';

const usualLooks = looks.filter(([, width]) => width !== 320);

const wide = { width: 1440, height: 900 };

/** The frame is the same on each page, so two looks tell both themes and both widths. */
const fewLooks = usualLooks.filter(([theme, width]) => (theme === 'dark') === (width === 1440));

/** Every look of what is open now, without a violation and no wider than the window (ui.md AX-8, AX-9). */
async function look(page: Page, what: string, wanted = usualLooks): Promise<void> {
  for (const [theme, width, height] of wanted) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.evaluate((name) => {
      document.documentElement.dataset['theme'] = name;
    }, theme);
    await page.setViewportSize({ width, height });
    await page.mouse.move(1, 1);
    await seemly(page, `look-${what}-${theme}-${width}`);
  }
  await page.setViewportSize(wide);
}

test.describe('what is seldom open, in every look', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  test.setTimeout(300_000);
  let demo: DemoPage;
  let page: Page;

  test.beforeAll(async () => {
    demo = await openDemo('looks', {
      context: { viewport: wide, reducedMotion: 'reduce' },
      env: { QBITRR_TEST_TIMING: JSON.stringify({ stalledDelaySeconds: 3600 }) },
    });
    ({ page } = demo);
    page.on('dialog', (dialog) => void dialog.accept());
  });
  test.afterAll(() => demo?.end());

  const open = async (route: string): Promise<void> => {
    await page.goto(`${demo.server.base}/ui${route}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  };
  const save = async (text: string): Promise<void> => {
    expect((await page.request.post(`${demo.server.base}/web/config`, { data: { config: text } })).ok()).toBe(true);
  };
  const lines = () => page.locator('[role=row]:has(a)');

  test('a torrent with all its rules, Keep, removal and many at once', async () => {
    await open('/torrents?show=removal&group=none&q=Scarlet');
    await expect(lines().first()).toBeVisible();
    await lines().first().getByRole('link').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Show all rules' }).click();
    await look(page, 'torrent-trail');
    await open('/torrents?group=none');
    await lines().first().getByRole('link').focus();
    await page.keyboard.press('x');
    for (let line = 0; line < 5; line += 1) await page.keyboard.press('Shift+ArrowDown');
    const bar = page.getByRole('region', { name: 'Selected torrents' });
    await expect(bar).toBeVisible();
    await look(page, 'torrent-bulk');
    await bar.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Mark failed and search again' }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await look(page, 'torrent-remove');
    await page.keyboard.press('Escape');
  });

  test('logs searched, activity filtered', async () => {
    await open('/logs?q=Radarr');
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await look(page, 'logs-search');
    await open('/activity?q=a&kind=import');
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await look(page, 'activity-filter');
    await open('/activity');
    await page.getByRole('button', { name: 'Export' }).click();
    await expect(page.getByRole('menuitem', { name: 'Export as JSON' })).toBeVisible();
  });

  test('a review of twelve changes, somebody else’s save, and a copy compared', async () => {
    const read = await page.request.get(`${demo.server.base}/web/config/toml`);
    const before = String(Object(await read.json()).config);
    let left = 12;
    const many = before.replace(/^(\w+) = (\d+)( *#.*)?$/gm, (line, key: string, value: string, end = '') =>
      !/Port|Timeout|Version/i.test(key) && left > 0 && (left -= 1) >= 0 ? `${key} = ${Number(value) + 1}${end}` : line,
    );
    // Put there by another page: Settings takes away what it has not written itself once its own answer arrives.
    await open('/logs');
    await page.evaluate(
      ([from, to]) =>
        sessionStorage.setItem(
          'settings.toml.draft',
          JSON.stringify({ base: { text: from, etag: '"old"' }, text: to, disk: null }),
        ),
      [before, many],
    );
    await open('/settings');
    await expect(page.getByText('12 changes').first()).toBeVisible();
    await look(page, 'settings-twelve');
    await page.getByRole('button', { name: /Review and save/ }).click();
    await expect(page.getByRole('dialog')).toContainText(/compared|differently/);
    await look(page, 'review-twelve');
    await page.keyboard.press('Escape');
    await save(before.replace(/^LoopSleepTimer = .*$/m, 'LoopSleepTimer = 77'));
    await page.reload();
    await expect(page.getByText('The configuration changed on disk')).toBeVisible();
    await look(page, 'conflict');
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(page, 'conflict-compare');
    await page.keyboard.press('Escape');
    await open('/settings/backups');
    await look(page, 'backups');
    await page
      .getByRole('button', { name: /^Compare/ })
      .first()
      .click();
    await expect(page.getByRole('dialog')).toContainText('LoopSleepTimer');
    await look(page, 'backups-diff');
    await page.keyboard.press('Escape');
    await open('/settings');
    await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Export' }).click();
    await look(page, 'export');
    await page.evaluate(() => sessionStorage.clear());
  });

  test('the server gone under each page', async () => {
    const routes = ['/', '/torrents', '/activity', '/processes', '/logs', '/settings'];
    for (const route of routes) {
      await open(route);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      const port = new URL(demo.server.base).port;
      await demo.server.stop('SIGKILL');
      await expect(page.getByText(/reconnecting/i).first()).toBeVisible({ timeout: 8_000 });
      // The frame says that nothing comes; no page says otherwise beside it.
      await expect(page.getByText('Live', { exact: true })).toHaveCount(0);
      await look(page, `offline${route.replaceAll('/', '-')}`, fewLooks);
      demo.server = await ServerProcess.start({ dataDir: demo.dataDir, args: ['--demo', '--port', port] });
    }
  });
});

test.describe('sign-in, in every look', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  test.setTimeout(300_000);

  test('no password yet, a wrong one, too many, and the server gone', async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-looks-'));
    const server = await ServerProcess.start({ dataDir, args: ['--host', '127.0.0.1', '--port', '0'] });
    const browser = await launchChromium();
    try {
      const page = await (await browser.newContext({ viewport: wide })).newPage();
      await page.goto(`${server.base}/ui/logs`);
      await page.getByText('Set a user name and password').click();
      await look(page, 'sign-in-first');
      const config = readFileSync(path.join(dataDir, 'config.toml'), 'utf8');
      const setupToken = /Token = "([0-9a-f]{64})"/.exec(config)?.[1] ?? '';
      const data = { username: 'ada', password: 'correct horse', setupToken };
      expect((await page.request.post(`${server.base}/web/auth/set-password`, { data })).ok()).toBe(true);
      await page.context().clearCookies();
      await page.goto(`${server.base}/ui/logs`);
      const enter = async (): Promise<void> => {
        await page.getByLabel('User name').fill('ada');
        await page.getByLabel('Password', { exact: true }).fill('wrong horse');
        await page.keyboard.press('Enter');
      };
      await enter();
      await expect(page.getByText(/not right/).first()).toBeVisible();
      await look(page, 'sign-in-wrong');
      await expect(async () => {
        await enter();
        await expect(page.getByText(/Too many attempts/).first()).toBeVisible({ timeout: 500 });
      }).toPass();
      await look(page, 'sign-in-limited');
      await server.stop('SIGKILL');
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await look(page, 'sign-in-gone');
    } finally {
      await browser.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
