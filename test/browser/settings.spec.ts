import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { chromiumPath, images } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import type { DemoPage } from '../support/demo-page.ts';
import { looks, seemly } from '../support/seemly.ts';

const wide = { width: 1440, height: 900 };

test.describe('the Settings page over the sandbox', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  let demo: DemoPage;
  let page: Page;

  test.beforeAll(async () => {
    demo = await openDemo('settings', {
      context: { viewport: wide, permissions: ['clipboard-read', 'clipboard-write'] },
    });
    ({ page } = demo);
    page.on('dialog', (dialog) => void dialog.accept());
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
  test.afterAll(() => demo?.end());
  test.beforeEach(async () => {
    await page.setViewportSize(wide);
    await page.evaluate(() => sessionStorage.clear());
  });

  const open = async (route = '/settings', where = page): Promise<void> => {
    await where.goto(`${demo.server.base}/ui${route}`);
    await expect(where.getByRole('heading', { level: 1 })).toBeVisible();
  };
  const openForm = async (route = '/settings', where = page): Promise<void> => {
    await open(route, where);
    await expect(where.getByRole('heading', { level: 2 }).first()).toBeVisible();
  };
  const search = (where = page): Locator => where.getByRole('searchbox', { name: 'Search settings' });
  const bar = (where = page): Locator => where.getByRole('region', { name: 'Changes not saved yet' });
  const review = (where = page): Locator => where.getByRole('button', { name: /Review and save/ });
  const dialog = (where = page): Locator => where.getByRole('dialog');
  const row = (key: string, where = page): Locator => where.locator(`[id="setting-${key}"]`);
  const onDisk = (): string => readFileSync(path.join(demo.dataDir, 'sandbox', 'config.toml'), 'utf8');
  /** Saves past the page, so that there is a copy of the file before it; none of the tests counts on another's. */
  const saveTimer = async (seconds: number): Promise<void> => {
    const text = onDisk().replace(/^LoopSleepTimer = .*$/m, `LoopSleepTimer = ${seconds}`);
    expect(text).toContain(`LoopSleepTimer = ${seconds}`);
    const answer = await page.request.post(`${demo.server.base}/web/config`, { data: { config: text } });
    expect(answer.ok()).toBe(true);
  };

  test('CF-6 CF-13 CF-14: a setting is found, changed, reviewed and saved; its manager restarts; the save is undone', async () => {
    await openForm();
    await search().fill('radarr-1080 import mode');
    const setting = row('Radarr-1080.importMode');
    await expect(setting).toContainText('restarts Radarr-1080, keeps its search history');
    const before = /\[Radarr-1080\][^[]*/.exec(onDisk())?.[0];
    await setting.getByRole('combobox').click();
    await page.getByRole('option', { name: /copy/i }).click();
    await expect(setting).toContainText('changed from');
    await expect(bar()).toContainText('1 change in Radarr-1080: restarts Radarr-1080, keeps its search history 1');
    await review().click();
    await expect(dialog()).toContainText('Radarr-1080.importMode');
    await expect(dialog()).toContainText('"Copy"');
    await expect(dialog()).toContainText(
      'After saving: Radarr-1080 restarts, about 20 s. A backup of the present file is kept.',
    );
    await expect(dialog()).toContainText(/\d+ torrents? (was|were) compared|would be judged differently/);
    if (images) await page.screenshot({ path: path.join(images, 'settings-review-dark.png') });
    await dialog().getByRole('button', { name: 'Save and apply' }).click();
    await expect(page.getByText(/Saved\. (Radarr-1080 is restarting|Everything that had to)/)).toBeVisible();
    const workers = page.getByRole('list', { name: 'Workers that restart' });
    await expect(workers.getByRole('listitem').first()).toContainText('Radarr-1080');
    await expect(page.getByText('Saved. Everything that had to restart is running again.')).toBeVisible({
      timeout: 45_000,
    });
    expect(onDisk()).toContain('importMode = "Copy"');
    await page.getByRole('button', { name: 'Undo this save' }).click();
    await expect(page.getByText('The configuration from before is in force again')).toBeVisible();
    await expect.poll(() => /\[Radarr-1080\][^[]*/.exec(onDisk())?.[0]).toBe(before);
    await expect(row('Radarr-1080.importMode').getByRole('combobox')).toHaveText('Choice of the app');
  });

  test('CF-5: the link of a trail opens its section and puts the focus into the row', async () => {
    await openForm('/settings#Sonarr-TV.Torrent.StalledDelay');
    await expect(page.getByRole('heading', { name: 'Sonarr-TV' })).toBeVisible();
    await expect(row('Sonarr-TV.Torrent.StalledDelay').getByRole('textbox')).toBeFocused();
    await expect(row('Sonarr-TV.Torrent.StalledDelay')).toBeInViewport();
  });

  test('CF-2 CF-10: what is wrong is said at its field, and the review leads to it', async () => {
    await openForm('/settings#Settings.LoopSleepTimer');
    const field = row('Settings.LoopSleepTimer').getByRole('textbox');
    await field.fill('soon');
    await expect(row('Settings.LoopSleepTimer')).toContainText(/must be a number/);
    await page.getByRole('link', { name: 'Web access' }).click();
    await review().click();
    await expect(field).toBeFocused();
    await row('Settings.LoopSleepTimer').getByRole('button', { name: 'Undo' }).click();
    await expect(bar()).toHaveCount(0);
  });

  test('CF-16 CF-17 CF-18: broken TOML shows its place and holds the form back; mended, both say the same', async () => {
    await open('/settings?view=toml');
    const editor = page.getByRole('textbox', { name: 'Configuration as TOML' });
    await editor.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('[Settings');
    await expect(page.getByRole('button', { name: /^Line \d+/ })).toBeVisible();
    await page.getByRole('button', { name: 'Form' }).click();
    await expect(page.getByText('The text does not parse. Mend it before you go on in the form.')).toBeVisible();
    await expect(editor).toBeVisible();
    await editor.press('Control+Home');
    for (let letter = 0; letter < '[Settings'.length; letter += 1) await page.keyboard.press('Delete');
    await expect(bar()).toHaveCount(0);
    await page.getByRole('button', { name: 'Form' }).click();
    await expect(page.getByRole('heading', { name: 'General', exact: true })).toBeVisible();
  });

  test('CF-17 CF-20: the editor offers keys and values, and takes a pasted table into the one there is', async () => {
    await open('/settings?view=toml');
    const editor = page.getByRole('textbox', { name: 'Configuration as TOML' });
    await editor.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('[Settings]');
    await page.keyboard.press('Enter');
    await page.keyboard.type('NoInt');
    await expect(page.getByRole('option', { name: /NoInternetSleepTimer/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('menuitem', { name: 'Discard all changes' }).click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await expect(bar()).toHaveCount(0);
    await page.evaluate(() => navigator.clipboard.writeText('[Settings]\nNoInternetSleepTimer = 31\n'));
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+v');
    await expect(bar()).toContainText('1 change in General: applies now 1');
    await expect(page.getByRole('link', { name: 'Settings, changes not saved' })).toBeVisible();
    await page.getByRole('button', { name: 'Form' }).click();
    await expect(row('Settings.NoInternetSleepTimer').getByRole('textbox')).toHaveValue('31');
    await row('Settings.NoInternetSleepTimer').getByRole('button', { name: 'Undo' }).click();
    await expect(bar()).toHaveCount(0);
  });

  test('CF-12: a draft outlives a reload; of two editors the second sees both versions and brings them together', async () => {
    await openForm('/settings#Settings.LoopSleepTimer');
    await row('Settings.LoopSleepTimer').getByRole('textbox').fill('7');
    await expect(bar()).toContainText('1 change in General: applies now 1');
    await page.reload();
    await expect(row('Settings.LoopSleepTimer').getByRole('textbox')).toHaveValue('7');
    const other = await demo.context.newPage();
    await openForm('/settings#Settings.IgnoreTorrentsYoungerThan', other);
    await row('Settings.IgnoreTorrentsYoungerThan', other).getByRole('textbox').fill('9');
    await expect(bar(other)).toContainText('applies now 1');
    await review(other).click();
    await dialog(other).getByRole('button', { name: 'Save and apply' }).click();
    await expect(other.getByText('Saved. The changes apply now.')).toBeVisible();
    await other.close();
    await row('Settings.LoopSleepTimer').getByRole('textbox').fill('8');
    await expect(page.getByText('The configuration changed on disk')).toBeVisible();
    await expect(page.getByText(/Changed in the control panel at \d/)).toBeVisible();
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(dialog()).toContainText('Settings.IgnoreTorrentsYoungerThan');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Bring both together' }).click();
    await expect(bar()).toContainText('1 change in General: applies now 1');
    await review().click();
    await dialog().getByRole('button', { name: 'Save and apply' }).click();
    await expect(page.getByText('Saved. The changes apply now.')).toBeVisible();
    expect(onDisk()).toMatch(/LoopSleepTimer = 8/);
    expect(onDisk()).toMatch(/IgnoreTorrentsYoungerThan = "?9/);
  });

  test('CF-9 CF-11: a connection is tried with what is in the form; a stored secret stays out of sight', async () => {
    await openForm('/settings/Radarr-1080');
    await page.getByRole('button', { name: 'Test connection, Radarr-1080' }).click();
    await expect(page.getByText(/answered in \d+ ms.*version/)).toBeVisible();
    await expect(page.getByText(/quality profiles?:/)).toBeVisible();
    const key = row('Radarr-1080.APIKey')
      .getByRole('textbox', { name: /API key/ })
      .or(row('Radarr-1080.APIKey').locator('input'));
    await expect(key.first()).toHaveAttribute('placeholder', /^Stored/);
    await row('Radarr-1080.URI').getByRole('textbox').fill('http://127.0.0.1:1');
    await page.getByRole('button', { name: 'Test connection, Radarr-1080' }).click();
    await expect(page.getByText(/refused|answered in/i).first()).toBeVisible();
    await row('Radarr-1080.URI').getByRole('button', { name: 'Undo' }).click();
    await expect(bar()).toHaveCount(0);
  });

  test('CF-8: an instance is added, renamed, deleted and brought back, all in the draft', async () => {
    await openForm();
    await page.getByRole('button', { name: 'Add Sonarr' }).click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Sonarr-Kids');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Sonarr-Kids' })).toBeVisible();
    await page.getByRole('button', { name: 'Actions for Sonarr-Kids' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Sonarr-Children');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Sonarr-Children' })).toBeVisible();
    await page.getByRole('button', { name: 'Actions for Sonarr-Children' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete Sonarr-Children' }).click();
    await expect(bar()).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(page.getByRole('link', { name: /Sonarr-Children/ })).toBeVisible();
    expect(onDisk()).not.toContain('Sonarr-Children');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('menuitem', { name: 'Discard all changes' }).click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await expect(bar()).toHaveCount(0);
  });

  test('CF-15: the copies are listed with who and when, compared, downloaded and put back', async () => {
    await saveTimer(41);
    await open('/settings/backups');
    const copies = page.getByRole('list', { name: 'Kept copies, newest first' }).getByRole('listitem');
    await expect(copies.first()).toContainText('in the control panel');
    await copies
      .first()
      .getByRole('button', { name: /Compare/ })
      .click();
    await expect(dialog()).toContainText('Settings.LoopSleepTimer');
    await page.keyboard.press('Escape');
    const download = page.waitForEvent('download');
    await copies
      .first()
      .getByRole('link', { name: /Download/ })
      .click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text).toContain('[Settings]');
    expect(text).toContain('[redacted]');
    await copies
      .first()
      .getByRole('button', { name: /Compare/ })
      .click();
    await dialog().getByRole('button', { name: 'Restore' }).click();
    await expect(page.getByText(/^Restored\./)).toBeVisible();
    await expect.poll(onDisk).not.toMatch(/LoopSleepTimer = 41/);
  });

  test('CF-20: a file of another program is read, reported on and compared before anything is saved', async () => {
    await open('/settings/import');
    await page.getByRole('combobox', { name: 'From' }).click();
    await page.getByRole('option', { name: 'decluttarr' }).click();
    await page.locator('input[type=file]').setInputFiles('test/fixtures/import/decluttarr-v1-compose.yml');
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await expect(page.getByText(/Not taken over|Needs a look|understood/).first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'What saving would change' })).toBeVisible();
  });

  test('everything by keyboard: search, change, review, save', async () => {
    await openForm();
    await page.keyboard.press('/');
    await expect(search()).toBeFocused();
    await page.keyboard.type('time between looks');
    await expect(page.getByText(/settings? found|of \d+ settings match/)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.type('LoopSleepTimer');
    await expect(row('Settings.LoopSleepTimer')).toBeVisible();
    const field = row('Settings.LoopSleepTimer').getByRole('textbox');
    for (let tab = 0; tab < 60 && !(await field.evaluate((one) => one === document.activeElement)); tab += 1)
      await page.keyboard.press('Tab');
    await expect(field).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('6');
    await expect(bar()).toContainText('applies now 1');
    await page.keyboard.press('Control+s');
    await expect(dialog()).toBeVisible();
    const save = dialog().getByRole('button', { name: 'Save and apply' });
    for (let tab = 0; tab < 12 && !(await save.evaluate((one) => one === document.activeElement)); tab += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Saved. The changes apply now.')).toBeVisible();
    expect(onDisk()).toMatch(/LoopSleepTimer = 6/);
  });

  for (const [theme, width, height] of looks) {
    test(`AX-9: no violation and no sideways scrolling, ${theme} at ${width} px`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height });
      await page.evaluate((wanted) => localStorage.setItem('qbitrr.panel', JSON.stringify({ theme: wanted })), theme);
      const name = `${theme}-${width}`;
      const check = (what: string): Promise<void> => seemly(page, `settings-${what}-${name}`);
      await openForm('/settings');
      await check('general');
      await openForm('/settings/Radarr-1080');
      await page.getByRole('button', { name: /^All settings/ }).click();
      await check('radarr');
      await openForm('/settings/qBit');
      await page.getByRole('button', { name: /^All settings/ }).click();
      await check('qbit');
      await open('/settings?find=stalled');
      await expect(page.getByText(/settings found/)).toBeVisible();
      await check('search');
      await openForm('/settings#Settings.LoopSleepTimer');
      await row('Settings.LoopSleepTimer').getByRole('textbox').fill('12');
      await expect(bar()).toContainText('applies now 1');
      await check('changed');
      await review().click();
      await expect(dialog()).toContainText(/compared/);
      await check('review');
      await page.keyboard.press('Escape');
      await saveTimer(42);
      await open('/settings/backups');
      await expect(page.getByRole('listitem').first()).toBeVisible();
      await check('backups');
      await open('/settings/import');
      await check('import');
    });
  }
});
