import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { QbitInstance } from '../../contract/settings.ts';
import { createQbittorrent } from './client.ts';
import type { QbittorrentDeps } from './client.ts';

type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers as told; `calls` holds method, path and body in order. */
async function fake(answer: Answer) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push(`${request.method} ${request.url?.replace('/api/v2/', '')} ${body}`.trim());
      answer(request, body, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const instance: QbitInstance = {
    name: 'qBit-Seedbox',
    url: `http://127.0.0.1:${address.port}`,
    host: '127.0.0.1',
    port: address.port,
    userName: 'admin',
    password: 'pass word',
    apiKey: '',
    skipTlsVerify: false,
    matchSubcategories: false,
  };
  return { calls, instance };
}

/** Asks for a login as qBittorrent does; the newest cookie is the valid one. */
function guarded(cookieName: string, loginStatus: number, answer: Answer) {
  let session = 0;
  const handler: Answer = (request, body, response) => {
    if (request.url === '/api/v2/auth/login') {
      session++;
      const cookie = `${cookieName}=${session}; HttpOnly; SameSite=Strict; path=/`;
      response.writeHead(loginStatus, { 'Set-Cookie': cookie }).end(loginStatus === 200 ? 'Ok.' : '');
    } else if (request.headers.cookie === `${cookieName}=${session}` && session > 0) answer(request, body, response);
    else response.writeHead(403).end('Forbidden');
  };
  const expire = () => {
    session++;
  };
  return { handler, expire };
}

const versions =
  (webApi: string): Answer =>
  (request, _, response) => {
    response.end(request.url?.endsWith('webapiVersion') ? webApi : 'v5.1.0');
  };

const patient: QbittorrentDeps = { retry: { sleep: () => Promise.resolve(), random: () => 0 } };

describe('login (arr-api.md 8.2)', () => {
  it.each([
    ['SID', 200],
    ['QBT_SID_8080', 204],
  ])('logs in when refused, cookie %s, status %i', async (cookieName, status) => {
    const { calls, instance } = await fake(guarded(cookieName, status, versions('2.11.4')).handler);
    expect(await createQbittorrent(instance).version()).toEqual({ app: '5.1.0', webApi: '2.11.4' });
    expect(calls).toEqual([
      'GET app/version',
      'POST auth/login username=admin&password=pass+word',
      'GET app/version',
      'GET app/webapiVersion',
    ]);
  });

  it('logs in again once when the session ends, and repeats the call once', async () => {
    const guard = guarded('SID', 200, (_, __, response) => response.end());
    const { calls, instance } = await fake(guard.handler);
    const client = createQbittorrent(instance);
    await client.recheck(['a']);
    guard.expire();
    calls.length = 0;
    await client.recheck(['a', 'b']);
    expect(calls).toEqual([
      'POST torrents/recheck hashes=a%7Cb',
      'POST auth/login username=admin&password=pass+word',
      'POST torrents/recheck hashes=a%7Cb',
    ]);
  });

  it('logs in once for calls that are refused together', async () => {
    const { calls, instance } = await fake(guarded('SID', 200, (_, __, response) => response.end('{}')).handler);
    const client = createQbittorrent(instance);
    await Promise.all([client.categories(), client.categories(), client.categories()]);
    expect(calls.filter((call) => call.includes('auth/login'))).toHaveLength(1);
  });

  it('gives up when the session is refused in spite of the login', async () => {
    const { calls, instance } = await fake((request, _, response) => {
      response.writeHead(request.url?.endsWith('login') ? 200 : 403).end('Ok.');
    });
    await expect(createQbittorrent(instance).version()).rejects.toMatchObject({ kind: 'auth', status: 403 });
    expect(calls).toHaveLength(3);
  });

  it.each([
    [200, 'Fails.'],
    [401, ''],
  ])('takes %i "%s" as wrong credentials and does not try them again for five minutes', async (status, text) => {
    let now = 0;
    const { calls, instance } = await fake((request, _, response) => {
      if (request.url?.endsWith('login')) response.writeHead(status).end(text);
      else response.writeHead(403).end();
    });
    const client = createQbittorrent(instance, { monotonic: () => now });
    const logins = () => calls.filter((call) => call.includes('auth/login')).length;
    const message = 'qBit-Seedbox refused us: wrong user name or password';
    await expect(client.version()).rejects.toMatchObject({ kind: 'auth', message });
    await expect(client.openSync().poll()).rejects.toMatchObject({ kind: 'auth', message });
    expect(logins()).toBe(1);
    now = 300_000;
    await expect(client.version()).rejects.toMatchObject({ kind: 'auth' });
    expect(logins()).toBe(2);
  });

  it('says that a login is needed when none is set', async () => {
    const { instance } = await fake((_, __, response) => response.writeHead(403).end());
    const client = createQbittorrent({ ...instance, userName: '', password: '' });
    await expect(client.version()).rejects.toThrow('qBit-Seedbox asks for a login (403)');
  });

  it('sends an API key instead of logging in (5.2), and never shows it', async () => {
    const { calls, instance } = await fake((request, body, response) => {
      if (request.headers.authorization === 'Bearer qbt_right') versions('2.15.1')(request, body, response);
      else response.writeHead(401).end();
    });
    expect((await createQbittorrent({ ...instance, apiKey: 'qbt_right' }).version()).webApi).toBe('2.15.1');
    const wrong = await createQbittorrent({ ...instance, apiKey: 'qbt_wrong' })
      .version()
      .catch((error: unknown) => error);
    expect(wrong).toMatchObject({ kind: 'auth', status: 401 });
    expect(String(wrong)).not.toContain('qbt_wrong');
    expect(calls.some((call) => call.includes('auth/login'))).toBe(false);
  });

  it('explains a refused host name', async () => {
    const { instance } = await fake((_, __, response) => response.writeHead(401).end('Unauthorized'));
    await expect(createQbittorrent(instance).version()).rejects.toThrow('check the server domains');
  });
});

describe('calls', () => {
  it.each([
    ['2.8.19', 'torrents/resume', 'torrents/pause'],
    ['2.11.4', 'torrents/start', 'torrents/stop'],
  ])('speaks the dialect of Web API %s (torrents.md A1, A2)', async (webApi, start, stop) => {
    const { calls, instance } = await fake(versions(webApi));
    const client = createQbittorrent(instance);
    await client.start(['a']);
    await client.stop(['a']);
    expect(calls.slice(2)).toEqual([`POST ${start} hashes=a`, `POST ${stop} hashes=a`]);
  });

  it('learns the other dialect when the server was upgraded behind its back', async () => {
    let webApi = '2.8.19';
    const { calls, instance } = await fake((request, body, response) => {
      if (request.url?.includes('pause') && webApi === '2.11.4') response.writeHead(404).end();
      else versions(webApi)(request, body, response);
    });
    const client = createQbittorrent(instance);
    await client.version();
    webApi = '2.11.4';
    await client.stop(['a']);
    expect(calls.at(-1)).toBe('POST torrents/stop hashes=a');
  });

  it('refuses a qBittorrent before 4.3.9', async () => {
    const { instance } = await fake(versions('2.8.1'));
    await expect(createQbittorrent(instance).version()).rejects.toMatchObject({ kind: 'unsupported' });
  });

  it('FIX Q5: sends all hashes in one field, 200 per call', async () => {
    const { calls, instance } = await fake((_, __, response) => response.writeHead(204).end());
    const hashes = Array.from({ length: 450 }, (_, index) => `h${index}`);
    await createQbittorrent(instance).remove(hashes, true);
    const sent = calls.map((call) => new URLSearchParams(call.slice('POST torrents/delete '.length)));
    expect(sent.map((form) => form.getAll('hashes').length)).toEqual([1, 1, 1]);
    expect(sent.flatMap((form) => form.get('hashes')?.split('|'))).toEqual(hashes);
    expect(sent.every((form) => form.get('deleteFiles') === 'true')).toBe(true);
  });

  it('sends nothing for no hashes or no tags', async () => {
    const { calls, instance } = await fake((_, __, response) => response.end());
    const client = createQbittorrent(instance);
    await Promise.all([
      client.stop([]),
      client.removeTags(['a'], []),
      client.filePrio('a', [], 0),
      client.createTags([]),
    ]);
    expect(calls).toEqual([]);
  });

  it('reads files and trackers of 4.3 and of 5.2', async () => {
    const { instance } = await fake((request, _, response) => {
      const files = [{ name: 'a', size: 1, priority: 1, progress: 0.5 }];
      const trackers = [
        { url: '** [DHT] **', tier: '', status: 2 },
        { url: 'http://t/announce', tier: 0, status: 6, msg: 'timed out', endpoints: [] },
      ];
      response.end(JSON.stringify(request.url?.includes('files') ? files : trackers));
    });
    const client = createQbittorrent(instance);
    expect(await client.files('h')).toMatchObject([{ index: 0, availability: -1 }]);
    expect(await client.trackers('h')).toEqual([
      { url: 'http://t/announce', tier: 0, status: 'notWorking', message: 'timed out' },
    ]);
  });

  it('explains an HTML answer', async () => {
    const { instance } = await fake((_, __, response) => response.end('<!doctype html><title>Radarr'));
    const client = createQbittorrent(instance);
    await expect(client.categories()).rejects.toMatchObject({ kind: 'notJson' });
    await expect(client.version()).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('tries a write three times and a read five times when the connection breaks (torrents.md 1.6)', async () => {
    const { calls, instance } = await fake((request) => request.socket.destroy());
    const client = createQbittorrent(instance, patient);
    await expect(client.recheck(['a'])).rejects.toMatchObject({ kind: 'reset' });
    expect(calls).toHaveLength(3);
    await expect(client.categories()).rejects.toMatchObject({ kind: 'reset' });
    expect(calls).toHaveLength(8);
  });

  it('ends a call to a hanging server when told to stop', async () => {
    const stop = new AbortController();
    const { instance } = await fake(() => stop.abort(new Error('shutting down')));
    await expect(createQbittorrent(instance, { signal: stop.signal }).version()).rejects.toThrow('shutting down');
  });
});

describe('delta stream (arr-api.md 8.8)', () => {
  it('sends the last rid, and 0 after an error or a new login', async () => {
    let broken = false;
    let rid = 0;
    const guard = guarded('SID', 200, (request, _, response) => {
      const full = request.url?.endsWith('rid=0') === true;
      response.end(broken ? '<html>' : JSON.stringify({ rid: ++rid, ...(full && { full_update: true }) }));
    });
    const { calls, instance } = await fake(guard.handler);
    const sync = createQbittorrent(instance).openSync();
    const polled = async () => {
      calls.length = 0;
      const full = await sync.poll().then(
        (delta) => delta.full,
        () => 'failed',
      );
      return [full, calls.at(-1)];
    };
    expect(await polled()).toEqual([true, 'GET sync/maindata?rid=0']);
    expect(await polled()).toEqual([false, 'GET sync/maindata?rid=1']);
    broken = true;
    expect(await polled()).toEqual(['failed', 'GET sync/maindata?rid=2']);
    broken = false;
    expect(await polled()).toEqual([true, 'GET sync/maindata?rid=0']);
    guard.expire();
    expect(await polled()).toEqual([true, 'GET sync/maindata?rid=0']);
  });

  it('has a session of its own', async () => {
    const cookies = new Set<string>();
    let session = 0;
    const { instance } = await fake((request, _, response) => {
      if (request.headers.cookie !== undefined) cookies.add(request.headers.cookie);
      const setCookie = request.headers.cookie === undefined ? { 'Set-Cookie': `SID=${++session}` } : {};
      response.writeHead(200, setCookie).end('{"rid":1}');
    });
    const client = createQbittorrent(instance);
    const sync = client.openSync();
    await client.transferInfo();
    await sync.poll();
    await client.transferInfo();
    await sync.poll();
    expect([...cookies]).toEqual(['SID=1', 'SID=2']);
  });

  it('FIX Q2: reads torrents, removals, labels and server state', async () => {
    const { instance } = await fake((_, __, response) =>
      response.end(
        JSON.stringify({
          rid: 3,
          torrents: { ABCD: { state: 'pausedUP', tags: 'a, b', new_in_6: 1 } },
          torrents_removed: ['EF'],
          categories: { tv: { name: 'tv', savePath: '/tv', download_path: false } },
          tags: ['a'],
          server_state: { dl_info_speed: 1, free_space_on_disk: -1, connection_status: 'odd', queueing: true },
        }),
      ),
    );
    const delta = await createQbittorrent(instance).openSync().poll();
    expect(delta.torrents).toEqual(new Map([['abcd', { state: 'stoppedUP', tags: ['a', 'b'] }]]));
    expect(delta).toMatchObject({
      removed: ['ef'],
      categories: [{ name: 'tv', savePath: '/tv' }],
      tags: ['a'],
      server: { dlspeed: 1, freeSpace: null, connection: 'unknown', queueing: true },
    });
  });
});
