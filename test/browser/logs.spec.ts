import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { fileLine } from '../../server/logs/format.ts';
import { chromiumPath } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import type { DemoPage } from '../support/demo-page.ts';
import { seemly } from '../support/seemly.ts';

const total = 6000;

/** Yesterday's log in two generations: every 500th entry an ERROR with a stack, one entry with a word of its own. */
function writeLog(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const start = Date.now() - 86_400_000;
  const lines = Array.from({ length: total }, (_, number) => {
    const isError = number % 500 === 0;
    const message = isError
      ? `connection refused ${number}\n  at connect\n  at queue`
      : `looked at Some.Movie.${number}`;
    return fileLine({
      at: start + number * 10_000,
      level: isError ? 'ERROR' : 'INFO',
      source: number % 2 === 0 ? 'Radarr-Old' : 'Sonarr-Old',
      message: number === 1234 ? 'the needle' : message,
    });
  });
  writeFileSync(path.join(folder, 'All.log.1'), lines.slice(0, 3000).join(''));
  writeFileSync(path.join(folder, 'All.log'), lines.slice(3000).join(''));
}

test.describe('the Logs page over whole files', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  let demo: DemoPage;
  let page: Page;

  test.beforeAll(async () => {
    demo = await openDemo('logs', {
      context: { viewport: { width: 1280, height: 800 } },
      prepare: (dataDir) => writeLog(path.join(dataDir, 'sandbox/logs')),
    });
    ({ page } = demo);
  });
  test.afterAll(() => demo?.end());

  const list = () => page.getByRole('list', { name: /^Log entries/ });
  const open = async (query = '') => {
    await page.goto(`${demo.server.base}/ui/logs${query}`);
    await expect(page.getByRole('heading', { level: 1, name: 'Logs' })).toBeVisible();
  };
  const shown = (text: string) => list().getByText(text, { exact: false }).first();

  test('LG-3: chips count the whole log, filters combine on the server and live in the address', async () => {
    await open();
    await expect(page.getByRole('button', { name: /^Error 1[2-9]/ })).toBeVisible();
    await page.getByRole('searchbox', { name: 'Filter log text' }).fill('needle');
    await expect(page).toHaveURL(/q=needle/);
    await expect(shown('the needle')).toBeVisible();
    await expect(page.locator('mark')).toHaveText('needle');
    await page.reload();
    await expect(shown('the needle')).toBeVisible();
    await open('?levels=ERROR&not=500&q=refused');
    await expect(page.getByText(/^5 of 6,/)).toBeVisible();
  });

  test('LG-3: an invalid pattern marks its field with the reason, and the list stays', async () => {
    await open();
    await expect(list()).toBeVisible();
    await page.getByRole('button', { name: 'Regular expression' }).click();
    const field = page.getByRole('searchbox', { name: 'Filter log text' });
    await field.fill('(');
    await expect(page.getByText('Not a usable pattern: invalid regex: Unterminated group')).toBeVisible();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(list()).toBeVisible();
    await field.fill('Movie\\.59\\d\\d');
    await expect(page.getByText(/^\d+ of 6,/)).toBeVisible();
  });

  test('LG-5: e and Shift e go through the errors of the whole log, rotated files included', async () => {
    await open('?q=Movie&all=1');
    await expect(list()).toBeVisible();
    await page.getByRole('heading', { level: 1 }).click();
    for (const number of [5500, 5000, 4500, 4000, 3500, 3000, 2500]) {
      await page.keyboard.press('Shift+E');
      await expect(shown(`connection refused ${number}`)).toBeVisible();
    }
    await page.keyboard.press('e');
    await expect(shown('connection refused 3000')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Jump to end' })).toBeVisible();
  });

  test('LG-5: n and Shift n go from match to match between the other lines', async () => {
    await open('?q=needle&all=1');
    await expect(list()).toBeVisible();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Shift+N');
    await expect(shown('the needle')).toBeVisible();
    await expect(shown('Some.Movie.1233')).toBeVisible();
    await page.keyboard.press('n');
    await expect(page.getByText('No later match')).toBeVisible();
  });

  test('LG-5: the histogram sets the time range by dragging and by keys', async () => {
    await open();
    const bars = page.getByRole('group', { name: /^Lines over time/ });
    const box = await bars.boundingBox();
    if (box === null) throw new Error('no histogram');
    await page.mouse.move(box.x + box.width * 0.2, box.y + 15);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4, box.y + 15, { steps: 4 });
    await page.mouse.up();
    await expect(page).toHaveURL(/since=\d+&until=\d+/);
    const before = page.url();
    await page.getByRole('slider', { name: 'Start of the range' }).press('ArrowRight');
    await expect(page).not.toHaveURL(before);
    await bars.getByRole('button', { name: 'Any time' }).click();
    await expect(page).not.toHaveURL(/since/);
  });

  test('LG-2: scrolling up reads on through the rotated files, and one click leads back', async () => {
    await open('?not=answers');
    await expect(list()).toBeVisible();
    const size = async (): Promise<number> =>
      Number(await list().locator('[data-index]').first().getAttribute('aria-setsize'));
    // Ten windows of 500 are kept; what is scrolled away from at the other end is let go.
    while ((await size()) < 5001) {
      const before = await size();
      await list().evaluate((element) => element.scrollTo({ top: 0 }));
      await expect.poll(size).toBeGreaterThan(before);
    }
    expect(await size()).toBe(5001);
    await page.getByRole('button', { name: 'Jump to end' }).click();
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
  });

  for (const [theme, width, height] of [
    ['dark', 1280, 800],
    ['light', 1280, 800],
    ['dark', 390, 844],
    ['light', 390, 844],
  ] as const) {
    test(`AX-9: with filters set, ${theme} at ${width} px`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height });
      await page.evaluate((wanted) => localStorage.setItem('qbitrr.panel', JSON.stringify({ theme: wanted })), theme);
      await open('?q=refused&levels=ERROR&not=nothing&last=10080&regex=1');
      await expect(shown('connection refused')).toBeVisible();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await seemly(page, `logs-filtered-${theme}-${width}`);
    });
  }
});
