import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import type { FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { listen } from '../support/quiet.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { looks as sizes, seemly } from '../support/seemly.ts';
import { ServerProcess } from '../support/server-process.ts';

const login = { userName: 'owner', password: 'a-fine-password' };

test.describe('the first run (ui.md 7)', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  test.describe.configure({ mode: 'serial' });
  let home: string;
  let downloads: string;
  let library: string;
  let qbit: FakeQbittorrent;
  let radarr: FakeArr;
  let server: ServerProcess;
  let browser: Browser;
  let page: Page;
  let check = (): void => undefined;

  test.beforeAll(async () => {
    home = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-wizard-'));
    downloads = path.join(home, 'torrents');
    library = path.join(home, 'films');
    mkdirSync(path.join(downloads, 'films'), { recursive: true });
    mkdirSync(library);
    qbit = await startFakeQbittorrent({ ...login, savePath: downloads });
    qbit.state.preferences.auto_tmm_enabled = true;
    qbit.state.addCategory('films', '');
    radarr = await startFakeArr({ type: 'radarr' });
    Object.assign(radarr.state.folders, {
      downloadClients: [
        { name: 'q', enable: true, host: '127.0.0.1', port: qbit.port, category: 'films', importedCategory: '' },
      ],
      rootFolders: [library],
      folders: [path.join(downloads, 'films'), library],
    });
    server = await ServerProcess.start({
      dataDir: path.join(home, 'data'),
      args: ['--host', '127.0.0.1', '--port', '0'],
    });
    browser = await launchChromium();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
    check = listen(context);
    page = await context.newPage();
    await page.goto(server.signInLink);
  });
  test.afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await Promise.all([qbit?.stop(), radarr?.stop()]);
    rmSync(home, { recursive: true, force: true });
    check();
  });

  const title = (name: string) => page.getByRole('heading', { level: 1, name });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).press('Enter');
  const file = () => readFileSync(path.join(home, 'data', 'config.toml'), 'utf8');

  /** Each look of the page in front of one, without a violation and without a sideways scroll (AX-8, AX-9). */
  async function looks(name: string): Promise<void> {
    for (const [theme, width, height] of sizes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.evaluate((wanted) => {
        document.documentElement.dataset['theme'] = wanted;
      }, theme);
      await page.setViewportSize({ width, height });
      await seemly(page, `wizard-${name}-${theme}-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  test('starts on Welcome, and says that nothing is written yet', async () => {
    await expect(title('Welcome')).toBeVisible();
    await looks('start');
    await page.getByRole('link', { name: 'Set up', exact: true }).press('Enter');
    await expect(title('Where is qBittorrent?')).toBeFocused();
  });

  test('qBittorrent: a wrong password is told and mended', async () => {
    await page.getByLabel(/^Address/).fill(`https://127.0.0.1:${qbit.port}`);
    await press('Test connection, qBittorrent');
    await expect(page.getByText(/TLS/).first()).toBeVisible();
    await expect(page.getByRole('checkbox', { name: 'Accept any certificate' })).toBeVisible();
    await page.getByLabel(/^Address/).fill(`127.0.0.1:${qbit.port}`);
    await expect(page.getByRole('checkbox', { name: 'Accept any certificate' })).toHaveCount(0);
    await page.getByLabel(/^User name/).fill(login.userName);
    const password = page.getByRole('textbox', { name: 'Password' });
    await password.fill('wrong');
    await press('Test connection, qBittorrent');
    await expect(page.getByText(/wrong user name or password/i)).toBeVisible();
    await password.fill(login.password);
    await expect(page.getByText(/wrong user name or password/i)).toHaveCount(0);
    await press('Test connection, qBittorrent');
    await expect(page.getByText(/qBittorrent 5\.\S+ answered/)).toBeVisible();
    await looks('qbittorrent');
    await password.press('Enter');
    await expect(title('Which apps do you use?')).toBeFocused();
  });

  test('apps: one is added by its address and tested', async () => {
    await press('Add an app');
    await expect(page.getByLabel(/^Name/)).toHaveValue('Radarr-1080');
    await page.getByLabel(/^Address/).fill(radarr.url);
    await page.getByRole('textbox', { name: 'API key' }).fill('0'.repeat(32));
    await press('Test connection, Radarr-1080');
    await expect(page.getByText(/wrong API key/)).toBeVisible();
    await page.getByRole('textbox', { name: 'API key' }).fill(radarr.apiKey);
    await press('Test connection, Radarr-1080');
    await expect(page.getByText(/Radarr \S+ answered/)).toBeVisible();
    await looks('apps');
    await press('Continue');
  });

  test('categories: those of the app are taken over and compared', async () => {
    await expect(title('Whose download is it?')).toBeVisible();
    await expect(page.getByLabel(/^Category of Radarr-1080/)).toHaveValue('films');
    await expect(page.getByText('The app and qBittorrent agree.')).toBeVisible();
    await page.getByLabel(/^Category of Radarr-1080/).fill('other');
    await expect(page.getByText('The app uses "films".', { exact: false })).toBeVisible();
    await page.getByText('How to fix').click();
    await expect(page.getByText('Enter "other" as its category and save.')).toBeVisible();
    await looks('categories-differ');
    await page.getByLabel(/^Category of Radarr-1080/).fill('films');
    await press('Compare again');
    await expect(page.getByText('The app and qBittorrent agree.')).toBeVisible();
    await looks('categories');
    await press('Continue');
  });

  test('folder: the one of qBittorrent is proposed, and the path doctor compares', async () => {
    await expect(title('Where do downloads go?')).toBeVisible();
    await expect(page.getByLabel(/^Folder of finished downloads/)).toHaveValue(downloads);
    await expect(page.getByText(/The folder is there and can be written/)).toBeVisible();
    await expect(page.getByRole('table', { name: /Folders of Radarr-1080/ })).toContainText('Possible');
    const amount = page.getByRole('textbox', { name: /^Keep free/ });
    const slider = page.getByRole('slider', { name: 'Keep free, on the disk' });
    await slider.press('End');
    expect(Number(await amount.inputValue())).toBeGreaterThan(1);
    await slider.press('Home');
    await expect(amount).toHaveValue('');
    await amount.fill('1');
    await looks('folder');
    await press('Continue');
  });

  test('access: the network asks for a password; this computer does not', async () => {
    await expect(title('Who may open this panel?')).toBeVisible();
    const near = page.getByRole('button', { name: 'This computer only' });
    const network = page.getByRole('button', { name: 'My network' });
    // In a container the loopback is nobody's but its own, so that the network is proposed there.
    await expect(near.or(network).and(page.locator('[aria-pressed=true]'))).toHaveCount(1);
    await network.press('Enter');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('short');
    await expect(page.getByText('The password needs at least 8 characters.')).toBeVisible();
    // Nobody is told of a difference before the second one is typed.
    await expect(page.getByText('The two passwords differ.')).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Password again' }).fill('other');
    await expect(page.getByText('The two passwords differ.')).toBeVisible();
    await looks('access');
    await near.press('Enter');
    await press('Continue');
  });

  test('left half-way: what was typed is back, but no secret, and nothing was written', async () => {
    await expect(title('Ready to start')).toBeVisible();
    expect(file()).not.toContain(radarr.url);
    expect(
      await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])),
    ).not.toMatch(new RegExp(`${login.password}|${radarr.apiKey}`));
    await page.goto(`${server.base}/ui/`);
    await page.getByRole('link', { name: 'Continue the set-up' }).press('Enter');
    await expect(page.getByLabel(/^Address/)).toHaveValue(`127.0.0.1:${qbit.port}`);
    await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('');
    await page.goto(`${server.base}/ui/set-up/review`);
    await expect(page.getByText('Radarr-1080 is left out: its API key is missing.')).toBeVisible();
    await expect(page.getByText('the password of "owner" is missing.', { exact: false })).toBeVisible();
  });

  test('review: in plain words, then started in observe-only mode with a copy of the old file', async () => {
    await page.getByRole('link', { name: 'Change qBittorrent' }).first().press('Enter');
    await page.getByRole('textbox', { name: 'Password' }).fill(login.password);
    await page.getByRole('link', { name: /Apps$/ }).press('Enter');
    await page.getByRole('textbox', { name: 'API key' }).fill(radarr.apiKey);
    await page.getByRole('link', { name: /Review$/ }).press('Enter');
    await expect(page.getByText(`qBittorrent at http://127.0.0.1:${qbit.port}, signed in as "owner".`)).toBeVisible();
    await expect(page.getByText(`Radarr-1080 at ${radarr.url}, category "films".`, { exact: false })).toBeVisible();
    await page.getByText('What is written to config.toml').click();
    await expect(page.getByText(/\[qBit\][^[]*Password = "\(hidden\)"/)).toBeVisible();
    await expect(page.getByText(login.password)).toHaveCount(0);
    await looks('review');
    await press('Start in observe-only mode');
    await expect(title('Overview')).toBeVisible();
    await expect(page.getByText(/Nothing is changed|observe/i).first()).toBeVisible();
    await page.goto(`${server.base}/ui/processes`);
    await expect(page.getByText('Radarr-1080').first()).toBeVisible();
    await expect(page.getByText('Running').first()).toBeVisible();
    const written = file();
    expect(written).toContain(radarr.url);
    expect(written).toMatch(/^ObserveOnly = true$/m);
    expect(written).toMatch(/\[Radarr-4K\][^[]*^Managed = false$/ms);
    expect(readdirSync(path.join(home, 'data'), { recursive: true }).join('\n')).toMatch(/config\..*toml/);
    expect(await page.evaluate(() => localStorage.getItem('qbitrr.set-up'))).toBeNull();
  });

  test('categories that do not fit are told up to Review; a missing one is made at the start, and a refusal is told with a way on', async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-categories-'));
    const other = await ServerProcess.start({ dataDir, args: ['--host', '127.0.0.1', '--port', '0'] });
    const kids = await startFakeArr({ type: 'radarr' });
    const clients = (category: string) => [
      { name: 'q', enable: true, host: '127.0.0.1', port: qbit.port, category, importedCategory: '' },
    ];
    Object.assign(kids.state.folders, { downloadClients: clients('films') });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    await page.goto(other.signInLink);
    await page.getByRole('link', { name: 'Set up', exact: true }).press('Enter');
    await page.getByLabel(/^Address/).fill(`127.0.0.1:${qbit.port}`);
    await page.getByLabel(/^User name/).fill(login.userName);
    await page.getByRole('textbox', { name: 'Password' }).fill(login.password);
    await press('Continue');
    for (const [at, arr] of [radarr, kids].entries()) {
      await press('Add an app');
      await page
        .getByLabel(/^Address/)
        .nth(at)
        .fill(arr.url);
      await page.getByRole('textbox', { name: 'API key' }).nth(at).fill(arr.apiKey);
    }
    await press('Continue');
    await expect(page.getByText('Not compared', { exact: false })).toHaveCount(2);
    await press('Compare again');
    await expect(page.getByText('has the same category', { exact: false })).toHaveCount(2);
    await looks('categories-shared');
    await page.getByRole('link', { name: /Review$/ }).press('Enter');
    await expect(
      page.getByText('"films" is the category of Radarr-1080 and of Radarr-4K.', { exact: false }),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeDisabled();
    await page.getByRole('link', { name: 'Change Categories' }).first().press('Enter');
    await press('Choose another, Radarr-4K');
    await expect(page.getByLabel(/^Category of Radarr-4K/)).toHaveValue('radarr-4k');
    Object.assign(kids.state.folders, { downloadClients: clients('') });
    await press('Compare again');
    await expect(page.getByText('gives its downloads no category', { exact: false })).toBeVisible();
    Object.assign(kids.state.folders, { downloadClients: clients('radarr-4k') });
    await press('Compare again');
    await expect(
      page.getByText('qBittorrent does not have it yet. This program makes it', { exact: false }),
    ).toBeVisible();
    await page.getByRole('link', { name: /Review$/ }).press('Enter');
    await expect(page.getByText('The category "radarr-4k" is made in qBittorrent', { exact: false })).toBeVisible();
    await looks('review-new-category');
    expect(qbit.state.hasCategory('radarr-4k')).toBe(false);
    qbit.fault('/torrents/createCategory', '500');
    await press('Start');
    await expect(title('Overview')).toBeVisible();
    await expect(page.getByText('could not be made in qBittorrent', { exact: false }).first()).toBeVisible();
    qbit.release();
    await page.goto(`${other.base}/ui/processes`);
    await page
      .getByRole('button', { name: /actions.*radarr-4k/i })
      .first()
      .press('Enter');
    await page.getByRole('menuitem', { name: 'Restart', exact: true }).press('Enter');
    await expect.poll(() => qbit.state.hasCategory('radarr-4k')).toBe(true);
    await page.goto(`${other.base}/ui/`);
    await expect(page.getByText('could not be made in qBittorrent', { exact: false })).toHaveCount(0);
    await Promise.all([other.stop(), kids.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('an existing configuration is read, shown and taken over', async () => {
    const old = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-old-'));
    const other = await ServerProcess.start({ dataDir: old, args: ['--host', '127.0.0.1', '--port', '0'] });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    await page.goto(other.signInLink);
    await page.getByRole('link', { name: 'Choose a configuration' }).press('Enter');
    await page.getByLabel(/^Folder or file/).fill('/nowhere');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('It could not be read');
    await page.getByLabel(/^Folder or file/).fill(path.join(home, 'data'));
    await page.keyboard.press('Enter');
    await expect(page.getByText(/\d+ settings understood/)).toBeVisible();
    await expect(page.getByText(radarr.apiKey)).toHaveCount(0);
    await looks('import');
    await press('Take over in observe-only mode');
    await expect(title('Overview')).toBeVisible();
    expect(readFileSync(path.join(old, 'config.toml'), 'utf8')).toContain(radarr.url);
    await other.stop();
    rmSync(old, { recursive: true, force: true });
  });

  test('for the network, while another program has the port there: it is said why, and what was done', async () => {
    const outside = Object.values(os.networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
    test.skip(outside === undefined, 'this machine has no address but loopback');
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, outside, resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-taken-'));
    const config = `[WebUI]\nHost = "127.0.0.1"\nPort = ${port}\n`;
    const other = await ServerProcess.start({ dataDir, config });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    await page.goto(other.signInLink);
    await page.getByRole('link', { name: 'Set up', exact: true }).press('Enter');
    await page.getByRole('link', { name: /Access$/ }).press('Enter');
    await page.getByRole('button', { name: 'My network' }).press('Enter');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(login.password);
    await page.getByRole('textbox', { name: 'Password again' }).fill(login.password);
    await press('Continue');
    await press('Start in observe-only mode');
    await expect(page.getByRole('alert')).toContainText(
      `Port ${port} on 0.0.0.0 is used by another program. Is another qBitrr running? Change WebUI.Port.`,
    );
    // The password was set before: what is said has to say so, and no more that nothing is written.
    await expect(page.getByRole('alert')).toContainText(
      'The password is set all the same: this panel asks for it from now on, with the user name "',
    );
    await expect(page.getByText('Nothing is written before the last step', { exact: false })).toHaveCount(0);
    await looks('port-taken');
    await page.getByRole('link', { name: 'Change Access' }).press('Enter');
    await page.getByRole('button', { name: 'This computer only' }).press('Enter');
    await press('Continue');
    await press('Start in observe-only mode');
    await expect(title('Overview')).toBeVisible();
    await other.stop();
    await new Promise((resolve) => holder.close(resolve));
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('for the network: nothing starts without a password, and it is the one that lets others in', async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-network-'));
    const other = await ServerProcess.start({ dataDir, args: ['--host', '127.0.0.1', '--port', '0'] });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    await page.goto(other.signInLink);
    await page.getByRole('link', { name: 'Set up', exact: true }).press('Enter');
    await page.getByRole('checkbox', { name: 'Use qBittorrent' }).press('Space');
    await page.getByRole('link', { name: /Apps$/ }).press('Enter');
    await press('Add an app');
    await page.getByLabel(/^Name/).fill('Radarr-Kids');
    await page.getByLabel(/^Address/).fill(radarr.url);
    await page.getByRole('textbox', { name: 'API key' }).fill(radarr.apiKey);
    await page.getByRole('link', { name: /Access$/ }).press('Enter');
    await page.getByRole('button', { name: 'My network' }).press('Enter');
    await page.getByRole('link', { name: /Review$/ }).press('Enter');
    await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeDisabled();
    await expect(page.getByText('but its password is missing', { exact: false })).toBeVisible();
    await page.getByRole('link', { name: 'Change Access' }).press('Enter');
    await page.getByRole('textbox', { name: 'User name' }).fill('owner');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(login.password);
    await page.getByRole('textbox', { name: 'Password again' }).fill(login.password);
    await press('Continue');
    await expect(page.getByText('with user name and password.', { exact: false })).toBeVisible();
    await press('Start');
    await expect(title('Overview')).toBeVisible();
    const written = readFileSync(path.join(dataDir, 'config.toml'), 'utf8');
    expect(written).toMatch(/^ObserveOnly = false$/m);
    expect(written).toMatch(/^Host = "0\.0\.0\.0"$/m);
    expect(written).toMatch(/\[Radarr-Kids\][^[]*^URI = /ms);
    expect(written).not.toContain(login.password);
    const guest = await browser.newContext();
    const entered = await guest.request.post(`${other.base}/web/login`, {
      data: { username: 'owner', password: login.password },
    });
    expect(entered.ok()).toBe(true);
    await page.goto(`${other.base}/ui/set-up/qbittorrent`);
    await expect(page.getByText('This program is set up already')).toBeVisible();
    await other.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
});
