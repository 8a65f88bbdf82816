import { readFileSync } from 'node:fs';
import os from 'node:os';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { chromiumPath } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import type { DemoPage } from '../support/demo-page.ts';
import { seemly } from '../support/seemly.ts';

const looks = [
  ['dark', 1280, 800, ''],
  ['light', 1280, 800, ''],
  ['dark', 390, 844, '-phone'],
  ['light', 390, 844, '-phone'],
  ['dark', 320, 640, null],
] as const;

test.describe('Overview and Activity over the sandbox', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  let demo: DemoPage;
  let page: Page;

  test.beforeAll(async () => {
    demo = await openDemo('overview', { context: { viewport: { width: 1280, height: 800 } } });
    ({ page } = demo);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
  test.afterAll(() => demo?.end());

  const open = async (route: string) => {
    await page.goto(`${demo.server.base}/ui${route}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  };
  const save = (changes: Record<string, unknown>) =>
    page.evaluate(async (body) => {
      const response = await fetch('/web/config', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ changes: body }),
      });
      return response.status;
    }, changes);
  const list = () => page.getByRole('list', { name: 'Events, newest first' });

  test('OV-2 OV-4 OV-5 OV-6: lanes, plans, torrents by decision and the latest events are there', async () => {
    await open('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
    const workers = page.getByRole('region', { name: 'Workers' });
    await expect(workers.getByText(/tracked/).first()).toBeVisible();
    await expect(workers.getByRole('img', { name: /minutes/ }).first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Planned next' }).getByRole('link').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Latest activity' }).getByRole('listitem')).toHaveCount(8);
    await page.getByRole('link', { name: /Show \d+ torrents: Downloading/ }).click();
    await expect(page).toHaveURL(/\/torrents\?show=downloading/);
  });

  test('OV-3: the disk gauge appears with the guard, and its save is in the history with who and what', async () => {
    await open('/');
    await expect(page.getByText('Free space is not guarded.')).toBeVisible();
    expect(await save({ 'Settings.FreeSpace': '2G', 'Settings.FreeSpaceFolder': os.tmpdir() })).toBe(200);
    await expect(page.getByRole('figure', { name: /reserved by active downloads/ })).toBeVisible({ timeout: 30_000 });
    await open('/activity?kind=signIns');
    await expect(list().getByText(/Signed in with a one-time link from/)).toBeVisible();
    await open('/activity?kind=config');
    await expect(list().getByText(/Settings saved in the panel: Settings.FreeSpace/)).toBeVisible();
  });

  test('AC-1: filters live in the address, and what is left out can be brought back', async () => {
    await open('/activity');
    await expect(list().getByRole('listitem').nth(5)).toBeVisible();
    await expect(list().getByText('Today')).toBeVisible();
    await page.getByRole('button', { name: 'Imports' }).click();
    await expect(page).toHaveURL(/kind=imports/);
    await expect(
      list()
        .getByText(/Requested the import of/)
        .first(),
    ).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: 'Imports' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('/');
    await page.keyboard.type('nothing is called this');
    await expect(page.getByText(/^0 of \d+ match$/)).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(page).toHaveURL(/\/activity$/);
    await expect(list().getByRole('listitem').nth(5)).toBeVisible();
  });

  test('AC-3: a row leads to its torrent and to the log lines of that moment, and the list is exported', async () => {
    await open('/activity?kind=removals');
    await list()
      .getByRole('link', { name: /Removed .* with its files/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/torrents\/qBit\/[0-9a-f]{40}/);
    await page.goBack();
    await list()
      .getByRole('link', { name: /Log lines around/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/logs\?since=\d+&until=\d+/);
    await open('/activity?kind=removals');
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text.split('\r\n')[0]).toBe('at,kind,result,manager,instance,hash,name,decision,action,message');
    expect(text).toContain(',removal,ok,');
    expect(text).not.toContain(',import,');
  });

  test('new events come on top, and wait while the reader is elsewhere', async () => {
    await open('/activity');
    await expect(list().getByRole('listitem').nth(8)).toBeVisible();
    expect(await save({ 'Settings.LoopSleepTimer': 6 })).toBe(200);
    await expect(list().getByText(/Settings saved in the panel: Settings.LoopSleepTimer/)).toBeVisible();
    await list().evaluate((element) => element.scrollTo({ top: 300 }));
    const before = await list().evaluate((element) => element.scrollTop);
    expect(await save({ 'Settings.LoopSleepTimer': 5 })).toBe(200);
    const fresh = page.getByRole('button', { name: /\d+ new events?/ });
    await expect(fresh).toBeVisible();
    expect(await list().evaluate((element) => element.scrollTop)).toBe(before);
    await fresh.click();
    await expect(list().getByText(/Settings saved in the panel: Settings.LoopSleepTimer/)).toHaveCount(2);
  });

  test('keys: g o and g a, j and k through the rows', async () => {
    await open('/processes');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await expect(page).toHaveURL(/\/activity$/);
    await list().getByRole('link').first().focus();
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('[data-index]')?.getAttribute('data-index'));
    const first = Number(await focused());
    await page.keyboard.press('j');
    await expect.poll(async () => Number(await focused())).toBeGreaterThan(first);
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
  });

  for (const [name, route] of [
    ['overview', '/'],
    ['activity', '/activity'],
  ] as const) {
    for (const [theme, width, height, suffix] of looks) {
      test(`AX-8 AX-9: ${name} has no violation and no sideways scroll, ${theme} at ${width} px`, async () => {
        await page.setViewportSize({ width, height });
        await page.evaluate((wanted) => localStorage.setItem('qbitrr.panel', JSON.stringify({ theme: wanted })), theme);
        await open(route);
        await expect(page.getByText(/Removed|Requested|Skipped|Settings saved/).first()).toBeVisible();
        await seemly(page, suffix === null ? null : `${name}-${theme}${suffix}`);
      });
    }
  }
});
