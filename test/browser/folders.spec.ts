import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { chromiumPath } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import type { DemoPage } from '../support/demo-page.ts';
import { looks, seemly } from '../support/seemly.ts';

test.describe('Settings > Folders over the sandbox (issue 5)', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  let demo: DemoPage;
  let page: Page;

  test.beforeAll(async () => {
    demo = await openDemo('folders', { context: { viewport: { width: 1440, height: 900 } } });
    ({ page } = demo);
  });
  test.afterAll(() => demo?.end());

  const open = async () => {
    await page.goto(`${demo.server.base}/ui/settings/folders`);
    await expect(page.getByRole('heading', { level: 2, name: 'Radarr-1080' })).toBeVisible();
  };

  test('tells what each program calls a folder, and what to change where one does not see it', async () => {
    await page.goto(`${demo.server.base}/ui/settings`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Folders' }).click();
    const radarr = page.getByRole('region', { name: 'Radarr-1080' });
    await expect(radarr.getByRole('table')).toContainText('Possible');
    await expect(radarr).toContainText('Nothing to change.');
    const lidarr = page.getByRole('region', { name: 'Lidarr-Music' });
    await expect(lidarr).toContainText('What to change: Mount the folder where the app runs.');
    await expect(page.getByRole('status').filter({ hasText: '1 problem' })).toBeVisible();
    await page.getByRole('button', { name: 'Check again' }).focus();
    const [answer] = await Promise.all([page.waitForResponse(/path-doctor/), page.keyboard.press('Enter')]);
    expect(answer.ok()).toBe(true);
  });

  for (const [theme, width, height] of looks) {
    test(`AX-8, AX-9: no violation and no sideways scroll, ${theme} at ${width} px`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height });
      await page.evaluate((wanted) => localStorage.setItem('qbitrr.panel', JSON.stringify({ theme: wanted })), theme);
      await open();
      await seemly(page, `path-doctor-${theme}-${width}`);
    });
  }
});
