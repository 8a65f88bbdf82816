import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { chromiumPath } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import type { DemoPage } from '../support/demo-page.ts';
import { looks, seemly } from '../support/seemly.ts';

const password = 'correct horse';

test.describe('stored secrets in a browser', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  let demo: DemoPage;
  let page: Page;

  test.beforeAll(async () => {
    demo = await openDemo('secrets', {
      context: { viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] },
    });
    ({ page } = demo);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
  test.afterAll(() => demo?.end());

  const openForm = async (route: string, where = page): Promise<void> => {
    await where.goto(`${demo.server.base}/ui${route}`);
    await expect(where.getByRole('heading', { level: 2 }).first()).toBeVisible();
  };
  const dialog = (where = page): Locator => where.getByRole('dialog');
  const row = (name: string, where = page): Locator => where.locator(`[id="setting-${name}"]`);
  const key = (where = page): Locator => row('Radarr-1080.APIKey', where).locator('input');
  const revealing = (where = page): Locator =>
    row('Radarr-1080.APIKey', where).getByRole('button', { name: /^(Reveal|Hide) API key$/ });
  const typed = (): Locator => dialog().getByLabel('Password', { exact: true });
  /** Ask with the password where there is one already; none of the tests counts on another's. */
  const setPassword = async (): Promise<void> => {
    const meta: unknown = await (await page.request.get(`${demo.server.base}/web/meta`)).json();
    if (JSON.stringify(meta).includes('"setup_required":false')) return;
    const data = { username: 'ada', password };
    const set = await page.request.post(`${demo.server.base}/web/auth/set-password`, { data });
    expect(set.status()).toBe(200);
  };
  const stored = /^[0-9a-f]{16,}$/;

  test('CF-11: without a password nothing is shown, and the way out leads to where one is set', async () => {
    await openForm('/settings/Radarr-1080');
    await revealing().click();
    await expect(dialog()).toContainText('Set a password, or look in config.toml on the computer itself.');
    await seemly(page, 'secrets-no-password-dark');
    await dialog().getByRole('link', { name: 'Set password' }).click();
    await expect(page).toHaveURL(/\/settings\/access$/);
  });

  test('CF-11: by keyboard alone: the password is asked for, the key stands in its field, the focus comes back', async () => {
    await setPassword();
    await openForm('/settings/Radarr-1080');
    await revealing().focus();
    await page.keyboard.press('Enter');
    await expect(typed()).toBeFocused();
    await page.keyboard.type('wrong horse');
    await page.keyboard.press('Enter');
    await expect(dialog()).toContainText('This password is not right.');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await expect(key()).toHaveValue(stored);
    await expect(dialog()).toHaveCount(0);
    await expect(revealing()).toBeFocused();
    await expect(revealing()).toHaveAccessibleName('Hide API key');
    await expect(page.getByRole('region', { name: 'Changes not saved yet' })).toHaveCount(0);
    const value = await key().inputValue();
    await row('Radarr-1080.APIKey').getByRole('button', { name: 'Copy API key' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(value);
    const left = await page.evaluate(() =>
      JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
    );
    expect(left).not.toContain(value);
    await revealing().click();
    await expect(key()).toHaveValue('');
    expect(await page.content()).not.toContain(value);
  });

  test('CF-11: half a minute later it is gone by itself', async () => {
    await setPassword();
    const other = await demo.context.newPage();
    await other.clock.install();
    await openForm('/settings/Radarr-1080', other);
    await revealing(other).click();
    await dialog(other).getByLabel('Password', { exact: true }).fill(password);
    await dialog(other).getByRole('button', { name: 'Reveal' }).click();
    await expect(key(other)).toHaveValue(stored);
    await other.clock.fastForward(31_000);
    await expect(key(other)).toHaveValue('');
    await expect(key(other)).toHaveAttribute('placeholder', /^Stored/);
    await other.close();
  });

  test('CF-20: the file leaves without secrets, or with all of them for the password', async () => {
    await setPassword();
    await openForm('/settings');
    const exported = async (act: () => Promise<void>): Promise<string> => {
      const download = page.waitForEvent('download');
      await act();
      return readFileSync(await (await download).path(), 'utf8');
    };
    const open = async (): Promise<void> => {
      await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Export' }).click();
    };
    const go = (): Promise<void> => dialog().getByRole('button', { name: 'Export' }).click();
    await open();
    const without = await exported(go);
    expect(without).toMatch(/APIKey = "\[redacted\]"/);
    await expect(dialog()).toHaveCount(0);
    await open();
    await dialog().getByRole('radio', { name: 'With secrets' }).check();
    await go();
    await typed().fill(password);
    const full = await exported(go);
    expect(full).toBe(readFileSync(`${demo.dataDir}/sandbox/config.toml`, 'utf8'));
    expect(full).not.toContain('[redacted]');
  });

  test('Activity says who was shown what', async () => {
    await setPassword();
    for (const [route, asked] of [
      ['reveal', { path: 'Radarr-1080.APIKey', password }],
      ['export', { password }],
    ] as const)
      expect((await page.request.post(`${demo.server.base}/web/config/${route}`, { data: asked })).ok()).toBe(true);
    await page.goto(`${demo.server.base}/ui/activity?kind=config`);
    await expect(page.getByText(/with all their secrets were exported by ada/).first()).toBeVisible();
    const fold = page.getByRole('button', { name: /messages: .*with all their secrets were exported by ada/ });
    if (await fold.isVisible()) await fold.click();
    await expect(page.getByText(/Radarr-1080\.APIKey was revealed to ada, from 127\.0\.0\.1/).first()).toBeVisible();
  });

  for (const [theme, width, height] of looks) {
    test(`AX-9: no violation and no sideways scrolling, ${theme} at ${width} px`, async () => {
      await setPassword();
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height });
      await page.evaluate((wanted) => localStorage.setItem('qbitrr.panel', JSON.stringify({ theme: wanted })), theme);
      const look = (what: string): Promise<void> => seemly(page, `secrets-${what}-${theme}-${width}`);
      await page.mouse.move(1, 1);
      await openForm('/settings/Radarr-1080#Radarr-1080.APIKey');
      await page.reload();
      await expect(key()).toHaveAttribute('placeholder', /^Stored/);
      await revealing().click();
      await expect(typed()).toBeFocused();
      await typed().fill('wrong horse');
      await page.keyboard.press('Enter');
      await expect(dialog()).toContainText('This password is not right.');
      await look('wrong');
      await typed().fill(password);
      await page.keyboard.press('Enter');
      await expect(key()).toHaveValue(stored);
      await expect(dialog()).toHaveCount(0);
      await look('shown');
      await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Export' }).click();
      await expect(dialog()).toBeVisible();
      await dialog().getByRole('radio', { name: 'With secrets' }).check();
      await dialog().getByRole('button', { name: 'Export' }).click();
      await expect(typed()).toBeVisible();
      await look('export-with');
      await page.keyboard.press('Escape');
      await expect(dialog()).toHaveCount(0);
    });
  }

  test('CF-11: too many wrong passwords: the dialog counts down', async () => {
    await setPassword();
    await page.setViewportSize({ width: 390, height: 844 });
    await openForm('/settings/Radarr-1080');
    await revealing().click();
    for (let guess = 0; guess < 12; guess += 1) {
      if (
        (await dialog()
          .getByText(/^Too many attempts/)
          .count()) > 0
      )
        break;
      await typed().fill(`guess ${guess}`);
      await page.keyboard.press('Enter');
      await expect(dialog().getByText(/This password is not right|Too many attempts/)).toBeVisible();
    }
    await expect(dialog()).toContainText(/Too many attempts\. Try again in \d+ min/);
    await seemly(page, 'secrets-limited-dark-390');
  });
});
