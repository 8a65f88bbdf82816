import { afterEach, describe, expect, test } from 'vitest';
import type { Release } from '../../contract/index.ts';
import { startHarness, type Harness } from '../testing/harness.ts';
import { TOKEN } from '../testing/stand-in.ts';
import type { Installation } from './deps.ts';

let server: Harness;
afterEach(() => server.stop());
const start = async (installation: Installation, authDisabled = false): Promise<void> => {
  server = await startHarness({ authDisabled }, { installation });
};
const everywhere = ['a.exe', 'a.dmg', 'a-arm64.dmg', 'a-arm64.exe', 'a.AppImage', 'a-arm64.AppImage'];
const newer = (names: string[] = everywhere): void => {
  const release: Release = {
    version: '2.0.0',
    notes: 'News',
    url: 'https://github.com/o/n/releases/v2.0.0',
    sha: 'abcdef0123456789abcdef0123456789abcdef01',
    assets: names.map((name) => ({ name, url: `https://dl.example/${name}`, size: 7 })),
  };
  const checkedAt = Date.UTC(2026, 0, 1);
  Object.assign(server.state.update, { release, available: true, currentNotes: 'Old news', checkedAt });
};

describe('2.9 GET /meta', () => {
  test('before the first look: every member, nothing known', async () => {
    await start('source');
    expect((await server.authed('/api/meta')).body).toEqual({
      current_version: '1.2.3',
      latest_version: null,
      changelog: '',
      current_version_changelog: '',
      changelog_url: '',
      repository_url: '',
      homepage_url: '',
      update_available: false,
      last_checked: null,
      error: null,
      installation_type: 'source',
      auto_update_supported: false,
      update_channel: 'latest',
      nightly_sha: null,
      binary_download_url: null,
      binary_download_name: null,
      binary_download_size: null,
      binary_download_error: null,
      update_state: { in_progress: false, last_result: null, last_error: null, completed_at: null },
    });
    expect(server.calls).toEqual([]);
  });

  test('S75: a newer version is told on Docker too; /web adds how to sign in', async () => {
    await start('docker');
    newer();
    expect((await server.ask('/web/meta')).body).toMatchObject({
      latest_version: '2.0.0',
      update_available: true,
      changelog: 'News',
      current_version_changelog: 'Old news',
      last_checked: '2026-01-01T00:00:00.000Z',
      installation_type: 'docker',
      auto_update_supported: false,
      binary_download_url: null,
      auth_required: true,
      url_base: '',
    });
  });

  test('nightly is named by its commit; a binary installation gets the file for this computer', async () => {
    await start('binary');
    newer();
    server.state.update.channel = 'nightly';
    expect((await server.authed('/api/meta')).body).toMatchObject({
      latest_version: 'nightly-abcdef0',
      nightly_sha: 'abcdef0123456789abcdef0123456789abcdef01',
      binary_download_url: expect.stringMatching(/^https:\/\/dl\.example\/a/),
      binary_download_size: 7,
      binary_download_error: null,
    });
  });

  test('force looks at once; without a credential six times in a quarter of an hour', async () => {
    await start('source');
    for (let time = 0; time < 6; time += 1) expect((await server.ask('/web/meta?force=1')).status).toBe(200);
    const refused = await server.ask('/web/meta?force=1');
    expect([refused.status, refused.body]).toEqual([
      429,
      { error: 'rate_limited', message: 'Too many force refresh requests', details: 'Try again in 900 s' },
    ]);
    expect(refused.headers['retry-after']).toBe('900');
    expect((await server.ask('/web/meta?force=0')).status).toBe(200);
    const { name, value } = server.api.createSession();
    for (let time = 0; time < 8; time += 1) {
      expect((await server.authed('/api/meta?force=true')).status).toBe(200);
      expect((await server.ask('/web/meta?force=1', { headers: { Cookie: `${name}=${value}` } })).status).toBe(200);
    }
    expect(server.calls.filter(([what]) => what === 'check')).toHaveLength(22);
    server.advance(900);
    expect((await server.ask('/web/meta?force=1')).status).toBe(200);
  });

  test('2.9, 3.2: a token in the query is a credential here too', async () => {
    server = await startHarness({ allowInsecureTokenQuery: true }, { installation: 'source' });
    for (let time = 0; time < 8; time += 1) {
      expect((await server.ask(`/api/meta?force=1&token=${TOKEN}`)).status).toBe(200);
      expect((await server.ask(`/web/meta?force=1&token=${TOKEN}`)).status).toBe(200);
    }
  });

  test('2.9 addresses of one IPv6 network count together', async () => {
    server = await startHarness({ behindHttpsProxy: true }, { installation: 'source' });
    const from = (host: number) => ({ headers: { 'X-Forwarded-For': `2001:db8::${host}` } });
    for (let host = 1; host <= 6; host += 1) await server.ask('/web/meta?force=1', from(host));
    expect((await server.ask('/web/meta?force=1', from(7))).status).toBe(429);
    expect((await server.ask('/web/meta?force=1', { headers: { 'X-Forwarded-For': '2001:db9::1' } })).status).toBe(200);
  });

  test('an open server is limited as well', async () => {
    await start('source', true);
    const statuses: number[] = [];
    for (let time = 0; time < 7; time += 1) statuses.push((await server.ask('/api/meta?force=1')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
  });
});

describe('2.9 POST /update and GET /download-update', () => {
  test.each([
    ['source', 'Source builds do not support auto-update.'],
    ['git', 'Source builds do not support auto-update.'],
    ['docker', 'Docker installations do not support auto-update.'],
    ['binary', 'This installation does not support auto-update.'],
    ['unknown', 'This installation does not support auto-update.'],
  ] as const)('S75: POST /update on %s is 409 with the way to go', async (installation, error) => {
    await start(installation);
    for (const prefix of ['/api', '/web']) {
      const reply = await server.post(`${prefix}/update`);
      expect([reply.status, reply.body]).toEqual([409, { error, details: expect.stringMatching(/\w+/) }]);
    }
  });

  test('download: only for binary installations, only when there is something newer', async () => {
    await start('source');
    newer();
    expect(await server.authed('/api/download-update')).toMatchObject({
      status: 400,
      error: 'Download only available for binary installations',
    });
    await server.stop();
    await start('binary');
    expect(await server.authed('/web/download-update')).toMatchObject({ status: 404, error: 'No update available' });
    newer();
    const reply = await server.authed('/web/download-update');
    expect([reply.status, reply.headers.location]).toEqual([302, expect.stringMatching(/^https:\/\/dl\.example\/a/)]);
    newer(['source.tar.xz']);
    expect(await server.authed('/api/download-update')).toMatchObject({
      status: 404,
      error: 'No binary available for your platform',
    });
  });
});
