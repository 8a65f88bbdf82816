import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hash } from 'bcryptjs';
import { afterEach, describe, expect, test } from 'vitest';
import { exposure } from '../../server/api/index.ts';
import type { Reply } from '../../server/api/testing/harness.ts';
import { request } from '../../server/clients/http.ts';
import { devicesBody } from '../../server/contract/index.ts';
import {
  cookieOf,
  logIn,
  makeToken,
  objectOf,
  PASSWORD,
  sessionOf,
  startReal,
  TOKEN,
  withPassword,
  type RealServer,
} from './support/real-server.ts';

/*
 * What went wrong in programs like this one, replayed against the whole server. Each test names where the story was told; the
 * wording and the attack are ours. Browsers, sessions and rights: disasters-browser.test.ts.
 */

let server: RealServer;
afterEach(() => server.stop());

describe('getting in by the address', () => {
  // https://github.com/NixOS/nixpkgs/issues/33763 and 33764: Radarr and Sonarr let addresses of a certain look in without sign-in.
  // https://github.com/thirdweb-dev/engine/pull/316: a public word anywhere in the path switched the check off.
  test('no suffix, prefix, case, encoding or query makes a guarded address public', async () => {
    server = await startReal();
    const addresses = [
      '/api/config/health',
      '/api/config?/health',
      '/api/config?path=/api/health',
      '/api/config;/health',
      '/api/config#/login',
      '/api/config%23/login',
      '/api/config.js',
      '/api/config/initialize.js',
      '/api/config/.css',
      '/api/health/../config',
      '/api/health/..%2fconfig',
      '/api/%2e%2e/api/config',
      '/web/login/../config',
      '/ui/../api/config',
      '/ui/%2e%2e/api/config',
      '/static/../api/config',
      '//api/config',
      '/%2fapi/config',
      '/API/config',
      '/api//config',
      '/api/config/',
      '/api/config%00/health',
      '/api\\config',
      'http://localhost/api/config',
    ];
    for (const address of addresses) {
      const reply = await server.ask(address);
      expect([address, reply.status]).toEqual([address, expect.toBeOneOf([400, 401, 404])]);
      expect(reply.text).not.toContain('ConfigVersion');
    }
  });

  // https://github.com/morpheus65535/bazarr/issues/908 and 1467: the pages asked for a password, the API behind them did not.
  test('both doors to the same thing are guarded alike', async () => {
    server = await startReal();
    for (const address of ['/status', '/processes', '/logs', '/config', '/torrents', '/activity', '/auth/tokens']) {
      for (const prefix of ['/api', '/web']) expect((await server.ask(`${prefix}${address}`)).status).toBe(401);
    }
  });

  // https://github.com/vavallee/bindery/pull/273: Sonarr, CVE-2026-30975. https://github.com/MediaBrowser/Emby/issues/3784: Emby,
  // CVE-2021-25827. https://github.com/home-assistant/core/issues/14345. A header made strangers into neighbours.
  test('saying to be a local address opens nothing and does not start a limiter anew', async () => {
    server = await startReal({ webui: await withPassword() });
    const claims = ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'X-Client-IP', 'CF-Connecting-IP', 'True-Client-IP'];
    for (const header of claims) {
      for (const value of ['127.0.0.1', '::1', '192.168.1.1', 'for=127.0.0.1']) {
        expect((await server.ask('/api/status', { headers: { [header]: value } })).status).toBe(401);
      }
    }
    const statuses = [];
    for (let at = 0; at < 12; at += 1) {
      const headers = Object.fromEntries(claims.map((header) => [header, `10.0.0.${at}`]));
      statuses.push((await logIn(server, { username: 'ada', password: '' }, headers)).status);
    }
    expect(statuses.slice(9)).toEqual([400, 429, 429]);
  });

  test('with TrustedProxies written down nobody else is believed, BehindHttpsProxy or not', async () => {
    server = await startReal({ webui: 'BehindHttpsProxy = true\nTrustedProxies = ["10.9.9.9"]' });
    const Cookie = cookieOf(await server.post('/web/session', { token: TOKEN }, { 'X-Forwarded-For': '203.0.113.7' }));
    const { devices } = devicesBody.parse((await server.ask('/web/auth/devices', { headers: { Cookie } })).body);
    expect(devices.map(({ address }) => address)).toEqual(['127.0.0.1']);
  });
});

describe('open by default', () => {
  // https://github.com/marceld23/BlocksBeyondTheStars/issues/411: no password configured meant no check.
  // https://github.com/volcengine/MineContext/issues/14: authentication was off unless somebody switched it on.
  test.each([
    ['no [WebUI] at all', '[Settings]\nConfigVersion = "5.14.4"\n'],
    ['no AuthDisabled', '[Settings]\n[WebUI]\nToken = ""\n'],
    ['AuthDisabled as a text', '[Settings]\n[WebUI]\nAuthDisabled = "true"\n'],
    ['AuthDisabled as a number', '[Settings]\n[WebUI]\nAuthDisabled = 1\n'],
    ['an empty file', ''],
  ])('%s: locked, with a token of its own', async (_, toml) => {
    server = await startReal({ toml });
    expect((await server.ask('/api/status')).status).toBe(401);
    expect((await server.ask('/api/status', { headers: { 'X-API-Token': '' } })).status).toBe(401);
    const token = /Token = "([0-9a-f]{64})"/.exec(await server.config())?.[1] ?? '';
    expect((await server.ask('/api/status', { headers: { 'X-API-Token': token } })).status).toBe(200);
    expect((await server.ask('/web/meta')).body).toMatchObject({ auth_required: true, setup_required: true });
  });

  test('an open server on a reachable address does not start, or starts locked where the file is older than the key (S11)', async () => {
    const open = '[Settings]\n[WebUI]\nHost = "0.0.0.0"\nAuthDisabled = true\n';
    await expect(startReal({ toml: `${open}AllowInsecureExposure = false\n` })).rejects.toThrow(
      /AllowInsecureExposure/,
    );
    server = await startReal({ toml: open });
    expect((await server.ask('/api/status')).status).toBe(401);
    expect(exposure({ authDisabled: true, allowInsecureExposure: false, host: '::' }).kind).toBe('refused');
  });

  test('the command line does not lead an open server past that, nor does a change while it runs', async () => {
    const toml = `[Settings]\n[WebUI]\nHost = "127.0.0.1"\nToken = "${TOKEN}"\nAuthDisabled = `;
    await expect(startReal({ toml: `${toml}true\n`, host: '0.0.0.0' })).rejects.toThrow(/AllowInsecureExposure/);
    server = await startReal({ toml: `${toml}false\n`, host: '0.0.0.0' });
    const saved = await server.post(
      '/api/config',
      { changes: { 'WebUI.AuthDisabled': true } },
      { 'X-API-Token': TOKEN },
    );
    expect([saved.status, saved.error]).toEqual([409, 'The server would be open to everybody']);
    expect((await server.ask('/api/status')).status).toBe(401);
    expect(await server.config()).toContain('AuthDisabled = false');
  });

  test('a configuration that was cut off while it ran opens nothing', async () => {
    server = await startReal();
    const file = path.join(server.dataDir, 'config.toml');
    for (const text of ['', '[WebUI]\nAuthDisabled = tr', '[WebUI]\n']) {
      await writeFile(file, text);
      await server.owner('/api/config');
      expect((await server.ask('/api/status')).status).toBe(401);
      expect((await server.owner('/api/status')).status).toBe(200);
    }
  });
});

describe('taking over the set-up', () => {
  // https://github.com/jellyfin/jellyfin/pull/17369, https://github.com/carrotwaxr/peek-stash-browser/pull/238: the set-up could be run
  // again later. https://github.com/Abilityai/trinity/issues/177: the first visitor owned the place. Both are on the Huntarr list,
  // https://av1155.github.io/houndarr/docs/security/audit.
  const mine = { username: 'mallory', password: 'mine-now-mine' };

  test('nobody sets the first password without the setup token', async () => {
    server = await startReal({ env: { QBITRR_SETUP_TOKEN: 'setup-token-0123456789' } });
    for (const more of [{}, { setupToken: '' }, { setupToken: 'guess' }, { setupToken: null }, { setup: 1 }]) {
      const reply = await server.post('/web/auth/set-password?setup=1', { ...mine, ...more });
      expect([reply.status, reply.error]).toEqual([403, expect.stringMatching(/^Setup token required\./)]);
      server.advance(900);
    }
    expect(await server.config()).not.toContain('mallory');
    const mineNow = await server.post('/web/auth/set-password', { ...mine, setupToken: 'setup-token-0123456789' });
    expect([mineNow.status, mineNow.headers['set-cookie']]).toEqual([200, undefined]);
    expect((await logIn(server, mine)).status).toBe(200);
  });

  test('nobody sets it again, also when the stored one is gone', async () => {
    server = await startReal({ webui: await withPassword() });
    const reply = await server.post('/web/auth/set-password', mine);
    expect([reply.status, reply.error]).toEqual([403, 'Not allowed']);
    await server.post('/api/config', { changes: { 'WebUI.PasswordHash': '' } }, { 'X-API-Token': TOKEN });
    expect((await logIn(server)).body).toMatchObject({ code: 'SETUP_REQUIRED' });
    expect((await server.post('/web/auth/set-password', mine)).status).toBe(403);
    expect(await server.config()).not.toContain('mallory');
  });

  // https://github.com/Coolver/home-assistant-vibecode-agent/issues/21: anybody could have a new API key made.
  test('an open server gives nobody a key for the time when it is locked', async () => {
    server = await startReal({ webui: '' });
    const reply = await server.post('/api/auth/tokens', { name: 'x', scope: 'admin' });
    expect(reply.status).toBe(401);
    await server.stop();
    server = await startReal({
      toml: `[Settings]\n[WebUI]\nHost = "127.0.0.1"\nToken = "${TOKEN}"\nAuthDisabled = true\n`,
    });
    expect((await server.ask('/api/status')).status).toBe(200);
    expect((await server.post('/api/auth/tokens', { name: 'x', scope: 'admin' })).status).toBe(403);
    expect((await server.post('/web/auth/set-password', mine)).status).toBe(403);
  });
});

describe('secrets that come out', () => {
  const secrets = {
    qbit: 'qbit-password-0123456789',
    radarr: 'radarr-key-0123456789abcdef',
    ombi: 'ombi-key-0123456789abcdef',
    client: 'oidc-client-secret-0123456789',
    hook: 'webhook-secret-0123456789',
  };
  const sections = `[qBit]\nHost = "localhost"\nPort = 8080\nUserName = "admin"\nPassword = "${secrets.qbit}"\n\n[Radarr-Movies]\nManaged = true\nURI = "http://127.0.0.1:7878"\nAPIKey = "${secrets.radarr}"\nCategory = "radarr-movies"\n\n[Radarr-Movies.EntrySearch.Ombi]\nOmbiAPIKey = "${secrets.ombi}"\n\n[Webhooks.Home]\nURL = "https://hooks.example/x"\nSecret = "${secrets.hook}"\n`;

  // https://av1155.github.io/houndarr/docs/security/audit: Huntarr 9.4.2 answered with every key it had.
  // https://github.com/Radarr/Radarr/issues/8880, https://github.com/wttwins/wrong-notebook/issues/92.
  test('no answer carries a stored secret, not even to the owner', async () => {
    const passwordHash = await hash(PASSWORD, 4);
    server = await startReal({
      webui: `PasswordHash = "${passwordHash}"\n\n[WebUI.OIDC]\nClientSecret = "${secrets.client}"`,
      sections,
    });
    const toml = String(objectOf(await server.owner('/web/config/toml'))['config']);
    const answers: Reply[] = [];
    for (const prefix of ['/api', '/web']) {
      for (const page of [
        '',
        '/config',
        '/status',
        '/arr',
        '/meta',
        '/processes',
        '/logs',
        '/logs/Main.log',
        '/logs/All.log',
      ])
        answers.push(await server.owner(`${prefix}${page}`));
      for (const page of ['/torrents', '/activity', '/auth/tokens', '/auth/devices'])
        answers.push(await server.owner(`${prefix}${page}`));
    }
    const headers = { 'X-API-Token': TOKEN };
    for (const body of [
      { config: toml },
      { config: toml.replace('8080', '"x"') },
      { config: `${toml}\nx =` },
      { changes: { 'Radarr-Movies.APIKey': '[redacted]', 'WebUI.Port': 'abc' } },
      { changes: { 'Radarr-Movies.APIKey': 5 } },
    ]) {
      answers.push(await server.post('/api/config', body, headers));
      if ('config' in body) answers.push(await server.post('/web/config/check', body, headers));
    }
    const all = [...Object.values(secrets), passwordHash, TOKEN];
    for (const reply of answers) {
      const sent = `${JSON.stringify(reply.headers)}\n${reply.text}`;
      expect(all.filter((secret) => sent.includes(secret))).toEqual([]);
    }
    const kept = await server.config();
    expect(all.filter((secret) => !kept.includes(secret))).toEqual([]);
  });

  // https://github.com/morpheus65535/bazarr/issues/3067, https://github.com/Radarr/Radarr/issues/4271: the key stood in the page.
  test('what a stranger may see says nothing of it', async () => {
    server = await startReal({ sections });
    for (const address of [
      '/',
      '/ui',
      '/login',
      '/health',
      '/api/health',
      '/web/meta',
      '/web/token',
      '/web/auth/oidc/challenge',
    ]) {
      const reply = await server.ask(address);
      const sent = `${JSON.stringify(reply.headers)}\n${reply.text}`;
      expect([...Object.values(secrets), TOKEN, server.dataDir].filter((secret) => sent.includes(secret))).toEqual([]);
    }
  });

  // https://github.com/Radarr/Radarr/issues/3890, https://github.com/Sonarr/Sonarr/issues/6666,
  // https://github.com/Kometa-Team/Kometa/issues/640: keys in logs that people paste into bug reports.
  test('no log line carries a credential, whichever way it was sent', async () => {
    const env = { QBITRR_SETUP_TOKEN: 'setup-token-0123456789' };
    server = await startReal({ webui: `AllowInsecureTokenQuery = true\n${await withPassword()}`, sections, env });
    const scoped = await makeToken(server, 'read');
    const { Cookie } = await sessionOf(server);
    const link = new URL(server.server.signInUrl());
    const wrong = 'wrong-password-0123456789';
    await server.ask(`/api/status?token=${TOKEN}`);
    await server.ask(`/api/status?token=${scoped}`);
    await server.ask('/api/status', { headers: { Authorization: `Bearer ${scoped}` } });
    await server.ask('/api/nope', { headers: { Cookie, 'X-API-Token': TOKEN } });
    await server.ask(link.pathname);
    await server.ask(link.pathname);
    await logIn(server, { username: 'ada', password: wrong });
    await logIn(server, { username: wrong, password: PASSWORD });
    await logIn(server);
    await server.post('/web/session', { token: wrong });
    await server.post('/web/auth/set-password', {
      username: 'ada',
      password: wrong,
      setupToken: env.QBITRR_SETUP_TOKEN,
    });
    await server.post(
      '/api/config',
      { changes: { 'Radarr-Movies.APIKey': 'another-radarr-key-0123' } },
      { 'X-API-Token': TOKEN },
    );
    await server.server.stop();
    const logs = await server.logs();
    expect(logs).toContain('Sign-in refused');
    const hidden = [TOKEN, scoped, Cookie.split('=')[1] ?? '', link.pathname.split('/').at(-1) ?? '', wrong, PASSWORD];
    const all = [...hidden, ...Object.values(secrets), env.QBITRR_SETUP_TOKEN, 'another-radarr-key-0123'];
    expect(all.filter((secret) => logs.includes(secret))).toEqual([]);
  });

  // https://github.com/Tautulli/Tautulli/issues/2632 and CVE-2026-31831
  // (https://github.com/projectdiscovery/nuclei-templates/pull/16345): log and image names reached the configuration.
  test('no name leads out of the log folder', async () => {
    server = await startReal();
    const names = [
      '../config.toml',
      '..%2fconfig.toml',
      '..%5cconfig.toml',
      '%2e%2e%2fconfig.toml',
      '....//config.toml',
    ];
    names.push(
      encodeURIComponent(path.join(server.dataDir, 'config.toml')),
      'Main.log%00.toml',
      '..',
      '.',
      '%2fetc%2fpasswd',
    );
    for (const name of names) {
      for (const tail of ['', '/download', '/stream', '?format=json']) {
        const reply = await server.owner(`/api/logs/${name}${tail}`);
        expect(reply.status).toBeOneOf([400, 404]);
        expect(reply.text).not.toContain('ConfigVersion');
      }
    }
  });

  // CVE-2026-40895 (https://github.com/axios/axios/issues/10801): a key in a header of one's own went along to wherever a server
  // redirected to. Ours goes nowhere.
  test('a redirect takes no API key to another address', async () => {
    server = await startReal();
    const asked: string[] = [];
    const listen = (handler: Parameters<typeof createServer>[1]): Promise<{ port: number; close: () => void }> =>
      new Promise((resolve) => {
        const listening = createServer(handler).listen(0, '127.0.0.1', () => {
          const address = listening.address();
          resolve({
            port: typeof address === 'object' && address !== null ? address.port : 0,
            close: () => void listening.close(),
          });
        });
      });
    const other = await listen((_, res) => {
      asked.push('other');
      res.end('{}');
    });
    let location = '';
    const arr = await listen((_, res) => {
      res.writeHead(302, { Location: location, Connection: 'close' }).end();
    });
    const call = {
      target: 'Radarr-4K',
      url: `http://127.0.0.1:${arr.port}/api`,
      headers: { 'X-Api-Key': secrets.radarr },
    };
    const away = [
      `http://127.0.0.1:${other.port}/`,
      `//127.0.0.1:${other.port}/`,
      `http://127.0.0.1:${arr.port}@127.0.0.1:${other.port}/`,
      `http://localhost:${arr.port}/`,
      `https://127.0.0.1:${arr.port}/`,
      'file:///etc/passwd',
    ];
    for (location of away) {
      const failure = await request(call).catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind: 'invalid' });
      expect(String(failure)).not.toContain(secrets.radarr);
    }
    location = '/api';
    await expect(request(call)).rejects.toMatchObject({ kind: 'invalid' });
    await expect(request({ ...call, method: 'POST', body: '{}' })).rejects.toMatchObject({ kind: 'invalid' });
    expect(asked).toEqual([]);
    other.close();
    arr.close();
  });
});
