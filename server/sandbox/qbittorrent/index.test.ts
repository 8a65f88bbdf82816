import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createQbittorrent, emptyMaindata, mergeMaindata } from '../../clients/qbittorrent/index.ts';
import type { QbitInstance } from '../../contract/settings.ts';
import { startFakeQbittorrent } from './index.ts';
import type { FakeQbittorrent, FakeQbitRelease } from './index.ts';

const hash = (digit: string) => digit.repeat(40);
const releases: FakeQbitRelease[] = ['4.5.2', '5.1.4', '5.2.0'];
const noWait = { sleep: () => Promise.resolve(), random: () => 0 };
const login = { userName: 'admin', password: 'secret' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe.each(releases)('fake qBittorrent %s', (version) => {
  let fake: FakeQbittorrent;
  const instance = (change: Partial<QbitInstance> = {}): QbitInstance => ({
    name: 'qBit',
    url: fake.url,
    host: '127.0.0.1',
    port: fake.port,
    ...login,
    apiKey: '',
    skipTlsVerify: false,
    matchSubcategories: false,
    ...change,
  });
  const client = (change: Partial<QbitInstance> = {}) => createQbittorrent(instance(change), { retry: noWait });
  const signIn = async () => {
    const body = new URLSearchParams({ username: 'admin', password: 'secret' });
    const reply = await fetch(`${fake.url}/api/v2/auth/login`, { method: 'POST', headers: form, body });
    return (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  const call = (path: string, cookie: string, body?: Record<string, string>) =>
    fetch(`${fake.url}/api/v2/${path}`, {
      headers: { Cookie: cookie, ...(body && form) },
      ...(body && { method: 'POST', body: new URLSearchParams(body) }),
    });
  const json = async (path: string, cookie: string) => JSON.parse(await (await call(path, cookie)).text());

  beforeEach(async () => {
    fake = await startFakeQbittorrent({ version, ...login, apiKey: 'qbt_key' });
    fake.state.addTorrent({ hash: hash('a'), name: 'Sintel.2010', category: 'radarr', tags: ['one', 'two'] });
    fake.state.addTorrent({ hash: hash('b'), name: 'Nosferatu.1922', progress: 1, state: 'stoppedUP' });
  });
  afterEach(() => fake.stop());

  it('row 13: the client drives every call without a violation', async () => {
    const qbit = client();
    expect((await qbit.version()).app).toBe(version);
    const sync = qbit.openSync();
    const seen = emptyMaindata();
    mergeMaindata(seen, await sync.poll());
    expect(seen.torrents.get(hash('b'))?.state).toBe('stoppedUP');
    expect(seen.torrents.get(hash('a'))).toMatchObject({ tags: ['one', 'two'], category: 'radarr', completedAt: null });
    await qbit.createCategory('tv', '/downloads/tv');
    await qbit.createTags(['three']);
    await qbit.setCategory([hash('a')], 'tv');
    await qbit.addTags([hash('a')], ['four']);
    await qbit.removeTags([hash('a')], ['one']);
    await qbit.filePrio(hash('a'), [0], 0);
    await qbit.setShareLimits([hash('b')], { ratio: 2, seedingMinutes: 60, inactiveMinutes: -2 });
    await qbit.setDownloadLimit([hash('a')], 1000);
    await qbit.setUploadLimit([hash('a')], 2000);
    await qbit.start([hash('b')]);
    await qbit.stop([hash('a')]);
    expect(await qbit.files(hash('a'))).toMatchObject([{ priority: 0 }]);
    expect(await qbit.trackers(hash('a'))).toEqual([]);
    expect((await qbit.categories()).map(({ name }) => name)).toEqual(['radarr', 'tv']);
    expect((await qbit.transferInfo()).connection).toBe('connected');
    const delta = await sync.poll();
    expect(delta.full).toBe(false);
    mergeMaindata(seen, delta);
    expect(seen.torrents.get(hash('a'))).toMatchObject({
      category: 'tv',
      tags: ['two', 'four'],
      state: 'stoppedDL',
      size: 0,
      dlLimit: 1000,
      upLimit: 2000,
    });
    expect(seen.torrents.get(hash('b'))).toMatchObject({ state: 'stalledUP', ratioLimit: 2, seedingTimeLimit: 60 });
    await qbit.recheck([hash('b')]);
    await qbit.remove([hash('a')], true);
    mergeMaindata(seen, await sync.poll());
    expect([...seen.torrents.keys()]).toEqual([hash('b')]);
    expect(fake.state.deletions).toMatchObject([{ hash: hash('a'), deleteFiles: true }]);
    expect((await sync.poll()).torrents.size).toBe(0);
    expect(fake.violations).toEqual([]);
    expect(JSON.stringify(fake.requests)).not.toContain('secret');
  });

  it('row 13: names its cookie, states and calls as the release does', async () => {
    const cookie = await signIn();
    expect(cookie).toMatch(version === '5.2.0' ? new RegExp(`^QBT_SID_${fake.port}=.`) : /^SID=./);
    const [row] = await json(`torrents/info?hashes=${hash('b')}`, cookie);
    expect(row.state).toBe(version === '4.5.2' ? 'pausedUP' : 'stoppedUP');
    const other = version === '4.5.2' ? 'stop' : 'pause';
    expect((await call(`torrents/${other}`, cookie, { hashes: 'all' })).status).toBe(404);
    const limits = { hashes: 'all', ratioLimit: '1', seedingTimeLimit: '1' };
    expect((await call('torrents/setShareLimits', cookie, limits)).status).toBe(version === '4.5.2' ? 200 : 400);
    expect((await call('torrents/recheck', cookie, { hashes: 'all' })).status).toBe(version === '5.2.0' ? 204 : 200);
  });

  it('row 14: 403 without a session, also after it was expired; the client logs in again', async () => {
    expect((await call('torrents/info', '')).status).toBe(403);
    const qbit = client();
    await qbit.categories();
    fake.expireSessions();
    await qbit.categories();
    expect(fake.requests.filter(({ path }) => path === '/auth/login')).toHaveLength(2);
  });

  it('row 14: a wrong password is refused, and the fifth one bans', async () => {
    await expect(client({ password: 'no' }).version()).rejects.toMatchObject({ kind: 'auth' });
    for (let more = 0; more < 4; more++)
      await client({ password: 'no' })
        .version()
        .catch(() => undefined);
    await expect(client().version()).rejects.toThrow('banned');
  });

  it('8.2: an API key works on 5.2 only', async () => {
    const versions = client({ apiKey: 'qbt_key' }).version();
    if (version === '5.2.0') expect((await versions).app).toBe(version);
    else await expect(versions).rejects.toMatchObject({ kind: 'auth' });
  });

  it('row 14: a POST reads only its body, and a write takes no GET', async () => {
    const cookie = await signIn();
    expect((await call(`torrents/recheck?hashes=${hash('a')}`, cookie, {})).status).toBe(400);
    expect((await call(`torrents/recheck?hashes=${hash('a')}`, cookie)).status).toBe(405);
  });

  it('row 15: filters categories with and without subcategories, joins tags, needs queueing for topPrio', async () => {
    fake.state.addTorrent({ hash: hash('c'), name: 'Child', category: 'radarr/4k' });
    const cookie = await signIn();
    const names = async (category: string) =>
      (await json(`torrents/info?category=${category}`, cookie)).map((row: { name: string }) => row.name);
    expect(await names('radarr')).toEqual(version === '5.2.0' ? ['Sintel.2010', 'Child'] : ['Sintel.2010']);
    fake.state.preferences.use_subcategories = true;
    expect(await names('radarr')).toEqual(['Sintel.2010', 'Child']);
    expect(await names('')).toEqual(['Nosferatu.1922']);
    expect((await json(`torrents/info?hashes=${hash('a')}`, cookie))[0].tags).toBe('one, two');
    fake.state.preferences.queueing_enabled = false;
    expect((await call('torrents/topPrio', cookie, { hashes: hash('a') })).status).toBe(409);
  });

  it('row 16: accepted, repeated and unknown rids, and a full answer after a new session', async () => {
    const cookie = await signIn();
    const first = await json('sync/maindata', cookie);
    expect(first.full_update).toBe(true);
    fake.state.patchTorrent(hash('a'), { dlspeed: 5 });
    const second = await json(`sync/maindata?rid=${first.rid}`, cookie);
    expect(second.torrents).toEqual({ [hash('a')]: { dlspeed: 5 } });
    fake.state.patchTorrent(hash('a'), { upspeed: 7 });
    const repeated = await json(`sync/maindata?rid=${first.rid}`, cookie);
    expect(repeated.torrents).toEqual({ [hash('a')]: { dlspeed: 5, upspeed: 7 } });
    fake.state.removeTorrent(hash('b'));
    const third = await json(`sync/maindata?rid=${repeated.rid}`, cookie);
    expect(third).toMatchObject({ torrents_removed: [hash('b')] });
    expect(third.torrents).toBeUndefined();
    fake.state.addTorrent({ hash: hash('b'), name: 'Back' });
    const fourth = await json(`sync/maindata?rid=${third.rid}`, cookie);
    expect(fourth.torrents[hash('b')]).toMatchObject({ name: 'Back', ratio_limit: -2 });
    const fifth = await json(`sync/maindata?rid=${fourth.rid}`, cookie);
    expect(Object.keys(fifth)).toEqual(['rid']);
    expect((await json('sync/maindata?rid=999', cookie)).full_update).toBe(true);
    fake.expireSessions();
    expect((await json(`sync/maindata?rid=${fifth.rid}`, await signIn())).full_update).toBe(true);
  });

  it('8.7: refusals of filePrio, setCategory and createCategory', async () => {
    fake.state.addTorrent({ hash: hash('d'), name: 'Magnet', state: 'metaDL', files: [] });
    const qbit = client();
    await expect(qbit.filePrio(hash('d'), [0], 0)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(qbit.filePrio(hash('a'), [9], 0)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(qbit.filePrio(hash('e'), [0], 0)).rejects.toMatchObject({ kind: 'notFound' });
    await expect(qbit.filePrio(hash('a'), [0], 3)).rejects.toMatchObject({ kind: 'badRequest' });
    await expect(qbit.setCategory([hash('a')], 'nowhere')).rejects.toMatchObject({ kind: 'conflict' });
    await expect(qbit.createCategory('radarr', '')).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('row 17: what nobody should send is a loud 500 and a violation', async () => {
    const cookie = await signIn();
    for (const path of ['torrents/nonsense', 'torrents/info?colour=red', 'torrents/files?hash=xyz'])
      expect((await call(path, cookie)).status).toBe(500);
    expect(fake.violations).toHaveLength(3);
    expect(fake.requests.at(-1)).toMatchObject({ method: 'GET', path: '/torrents/files', query: { hash: 'xyz' } });
  });

  it('row 10: faults hit the paths they name until they are used up', async () => {
    const cookie = await signIn();
    fake.fault('/torrents/info', '503', 1);
    expect((await call('torrents/info', cookie)).status).toBe(503);
    expect((await call('torrents/info', cookie)).status).toBe(200);
    fake.fault(/categories/, 'reset', 1);
    await expect(call('torrents/categories', cookie)).rejects.toThrow();
  });
});
