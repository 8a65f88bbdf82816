import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createConnections } from '../../server/config/connections/index.ts';
import { checkPath } from '../../server/config/connections/paths.ts';
import type { Connections } from '../../server/config/connections/index.ts';
import { arrTestBody, connectionResult } from '../../server/contract/index.ts';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { freePort, listen } from '../lab/index.ts';

const key = '0123456789abcdef0123456789abcdef';
const wrong = 'ffffffffffffffffffffffffffffffff';
const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const connections = (stored: Record<string, unknown> = {}): Connections =>
  createConnections({ clock, version: '1.2.3', stored: () => stored });

let ends: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
});

interface Heard {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}
/** A small server that answers as told and keeps what it heard. */
async function server(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const web = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    });
  });
  const port = await listen(web);
  ends.push(() => {
    web.closeAllConnections();
    web.close();
  });
  return { url: `http://127.0.0.1:${port}`, heard };
}
const sendJson = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(200, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

describe('POST /arr/test-connection (api.md 2.8.4)', () => {
  const ask = async (body: Record<string, unknown>, stored: Record<string, unknown> = {}) => {
    const answer = await connections(stored).testArr(body);
    arrTestBody.parse(answer.body);
    return answer;
  };

  it.each([
    [{}, 400, 'Missing request body'],
    [{ uri: 'http://x', apiKey: 'k' }, 400, 'Missing required field: arrType'],
    [{ arrType: 'radarr' }, 400, 'Missing required fields: arrType, uri, or apiKey'],
    [{ arrType: 'radarr', uri: 'ftp://x', apiKey: 'k' }, 400, 'URI must use http or https scheme'],
    [{ arrType: 'radarr', uri: 'http://', apiKey: 'k' }, 400, 'URI must contain a valid hostname'],
    [{ arrType: 'whisparr', uri: 'http://x', apiKey: 'k' }, 400, 'Invalid arrType: whisparr'],
    [{ arrType: 'radarr', instanceKey: 'Radarr-X' }, 400, 'Instance not found or missing URI/APIKey in config'],
  ])('%j: %s %s', async (body, status, message) => {
    expect(await ask(body)).toMatchObject({ status, body: { success: false, message, error: message } });
  });

  it('a running Arr: version and profiles; stored address and key by instance name', async () => {
    const arr = await startFakeArr({ type: 'radarr', apiKey: key, urlBase: '/radarr' });
    ends.push(() => arr.stop());
    const passed = {
      status: 200,
      body: {
        success: true,
        message: 'Connected successfully',
        systemInfo: { version: expect.any(String) },
        qualityProfiles: [{ id: 1, name: expect.any(String) }],
      },
    };
    expect(await ask({ arrType: 'radarr', uri: `${arr.url}/`, apiKey: key })).toMatchObject(passed);
    const stored = { 'Radarr-A': { URI: arr.url, APIKey: key } };
    expect(await ask({ arrType: 'RADARR', instanceKey: 'Radarr-A', apiKey: '[redacted]' }, stored)).toMatchObject(
      passed,
    );
  });

  it('one that refuses us is a 200, anything else a 500', async () => {
    const arr = await startFakeArr({ type: 'radarr', apiKey: key });
    ends.push(() => arr.stop());
    const unauthorized = { status: 200, body: { success: false, message: 'Unauthorized: Invalid API key' } };
    expect(await ask({ arrType: 'radarr', uri: arr.url, apiKey: wrong })).toMatchObject(unauthorized);
    const away = `http://127.0.0.1:${await freePort()}`;
    expect(await ask({ arrType: 'radarr', uri: away, apiKey: key })).toMatchObject({
      status: 200,
      body: { message: `Connection refused: Cannot reach ${away}` },
    });
    const nothing = await server((_, response) => response.writeHead(404).end());
    expect(await ask({ arrType: 'radarr', uri: nothing.url, apiKey: key })).toMatchObject({
      status: 200,
      body: { message: `Not found: Check URI (${nothing.url})` },
    });
    const html = await server((_, response) => response.end('<html>'));
    expect(await ask({ arrType: 'radarr', uri: html.url, apiKey: key })).toMatchObject({
      status: 500,
      body: { success: false, message: 'Connection test failed' },
    });
  });

  it('a profile list that fails three times is empty and still a success', async () => {
    const flaky = await server((request, response) =>
      request.url?.endsWith('/system/status') ? sendJson(response, {}) : response.writeHead(503).end(),
    );
    expect(await ask({ arrType: 'sonarr', uri: flaky.url, apiKey: key })).toMatchObject({
      status: 200,
      body: { success: true, systemInfo: { version: 'unknown', branch: null }, qualityProfiles: [] },
    });
    expect(flaky.heard.filter(({ url }) => url.endsWith('/qualityprofile'))).toHaveLength(3);
  });
});

describe('POST /connections/test (CF-9)', () => {
  const ask = async (request: Parameters<Connections['test']>[0], stored: Record<string, unknown> = {}) =>
    connectionResult.parse(await connections(stored).test(request));

  it('an Arr: latency, version, profiles, categories of its download clients, clock skew', async () => {
    const arr = await server((request, response) => {
      if (request.headers['x-api-key'] !== key) return void response.writeHead(401).end();
      if (request.url === '/api/v3/system/status') {
        const date = new Date(Date.now() + 300_000).toUTCString();
        return sendJson(response, { appName: 'Radarr', version: '5.1.2' }, { Date: date });
      }
      if (request.url === '/api/v3/downloadclient')
        return sendJson(response, [
          {
            fields: [
              { name: 'host', value: 'x' },
              { name: 'movieCategory', value: 'films' },
            ],
          },
        ]);
      return sendJson(response, [{ id: 4, name: 'HD' }]);
    });
    const result = await ask({ kind: 'arr', type: 'radarr', url: arr.url, apiKey: key });
    expect(result).toMatchObject({
      success: true,
      message: 'Radarr 5.1.2 answered.',
      version: '5.1.2',
      profiles: [{ id: 4, name: 'HD' }],
      categories: ['films'],
    });
    expect(result.latencyMs).toBeGreaterThanOrEqual(0);
    expect(result.clockSkewSeconds).toBeGreaterThan(295);
    expect(result.warnings[0]).toMatch(/^Its clock is \d+ s ahead of ours/);
  });

  it('an Arr: wrong app, wrong key, nothing there, no such host, wrong path, bad address', async () => {
    const arr = await startFakeArr({ type: 'sonarr', apiKey: key });
    ends.push(() => arr.stop());
    expect(await ask({ kind: 'arr', type: 'radarr', url: arr.url, apiKey: key })).toMatchObject({
      success: false,
      cause: 'wrong-app',
      message: expect.stringContaining('This is Sonarr, not Radarr'),
    });
    const stored = { 'Sonarr-A': { URI: arr.url, APIKey: wrong } };
    expect(await ask({ kind: 'arr', instance: 'Sonarr-A' }, stored)).toMatchObject({
      cause: 'auth',
      message: 'Sonarr-A refused us: wrong API key (401). Copy the credentials from Sonarr again.',
    });
    expect(await ask({ kind: 'arr', instance: 'Sonarr-A', apiKey: key }, stored)).toMatchObject({ success: true });
    const away = `http://127.0.0.1:${await freePort()}`;
    expect(await ask({ kind: 'arr', type: 'radarr', url: away, apiKey: key })).toMatchObject({ cause: 'refused' });
    expect(await ask({ kind: 'arr', type: 'radarr', url: 'http://no-such-host.invalid', apiKey: key })).toMatchObject({
      cause: 'dns',
    });
    const html = await server((_, response) => response.end('<html>'));
    expect(await ask({ kind: 'arr', type: 'radarr', url: html.url, apiKey: key })).toMatchObject({ cause: 'path' });
    expect(await ask({ kind: 'arr', type: 'radarr', url: 'file:///etc/passwd', apiKey: key })).toMatchObject({
      cause: 'address',
      message: expect.stringContaining('not an http or https URL'),
    });
    expect(await ask({ kind: 'arr', instance: 'Radarr-None' })).toMatchObject({ cause: 'address' });
    for (const word of [key, wrong])
      expect(JSON.stringify(await ask({ kind: 'arr', type: 'radarr', url: arr.url, apiKey: word }))).not.toContain(
        word,
      );
  });

  it('a qBittorrent: version, categories, the one asked about; a masked password is the stored one', async () => {
    const qbit = await startFakeQbittorrent({ userName: 'admin', password: 'hunter2' });
    ends.push(() => qbit.stop());
    qbit.state.addCategory('radarr', '');
    const stored = { qBit: { Host: '127.0.0.1', Port: qbit.port, UserName: 'admin', Password: 'hunter2' } };
    expect(await ask({ kind: 'qbittorrent', password: '[redacted]', category: 'radarr' }, stored)).toMatchObject({
      success: true,
      version: '5.1.4',
      categories: ['radarr'],
      categoryFound: true,
    });
    expect(await ask({ kind: 'qbittorrent', category: 'tv' }, stored)).toMatchObject({
      success: true,
      categoryFound: false,
      warnings: ['It has no category "tv" yet; it is made when it is needed.'],
    });
    const logins = () => qbit.requests.filter(({ path }) => path === '/auth/login').length;
    const before = logins();
    const refused = await ask({ kind: 'qbittorrent', url: qbit.url, userName: 'admin', password: 'wrong' }, stored);
    expect(refused).toMatchObject({ success: false, cause: 'auth' });
    expect(refused.message).toContain('wrong user name or password');
    expect(logins() - before).toBe(1);
    expect(qbit.violations).toEqual([]);
    expect(await ask({ kind: 'qbittorrent', instance: 'qBit-None' }, stored)).toMatchObject({ cause: 'address' });
  });

  it('Overseerr and Ombi: the version is public, the key is tried as well', async () => {
    const seerr = await server((request, response) => {
      if (request.url === '/api/v1/status') return sendJson(response, { version: '1.33.2' });
      return request.headers['x-api-key'] === key
        ? sendJson(response, { results: [] })
        : void response.writeHead(403).end();
    });
    expect(await ask({ kind: 'overseerr', url: seerr.url, apiKey: key })).toMatchObject({
      success: true,
      version: '1.33.2',
    });
    expect(await ask({ kind: 'overseerr', url: seerr.url, apiKey: wrong })).toMatchObject({
      success: false,
      cause: 'auth',
    });
    const ombi = await server((request, response) =>
      request.headers['apikey'] === key ? sendJson(response, 12) : response.writeHead(401).end('Invalid API Key'),
    );
    const stored = { 'Radarr-A': { EntrySearch: { Ombi: { OmbiURI: ombi.url, OmbiAPIKey: key } } } };
    expect(await ask({ kind: 'ombi', instance: 'Radarr-A', apiKey: '[redacted]' }, stored)).toMatchObject({
      success: true,
      message: 'Ombi answered: 12 movie requests.',
    });
    expect(await ask({ kind: 'ombi', url: ombi.url, apiKey: wrong })).toMatchObject({ cause: 'auth' });
    expect(await ask({ kind: 'ombi', url: 'CHANGE_ME' })).toMatchObject({ cause: 'address' });
  });

  it('a webhook gets one test event; its refusal is told', async () => {
    const hook = await server((_, response) => response.writeHead(204).end());
    expect(await ask({ kind: 'webhook', url: `${hook.url}/in?key=1` })).toMatchObject({ success: true });
    expect(hook.heard).toMatchObject([{ method: 'POST', url: '/in?key=1', headers: { 'x-qbitrr-event': 'test' } }]);
    expect(JSON.parse(hook.heard[0]?.body ?? '')).toMatchObject({ event: 'test', version: '1.2.3' });
    const picky = await server((_, response) => response.writeHead(400).end());
    expect(await ask({ kind: 'webhook', instance: 'Home' }, { Webhooks: { Home: { URL: picky.url } } })).toMatchObject({
      success: false,
      cause: 'answer',
      message: expect.stringContaining('answered 400'),
    });
  });

  it('a redirect to another server is not followed, so no key travels there', async () => {
    const other = await server((_, response) => sendJson(response, {}));
    const moved = await server((_, response) => response.writeHead(302, { Location: `${other.url}/api` }).end());
    expect(await ask({ kind: 'arr', type: 'radarr', url: moved.url, apiKey: key })).toMatchObject({ success: false });
    expect(other.heard).toEqual([]);
  });

  it('a server that is not HTTP is told from one that is away', async () => {
    const raw = createTcpServer((socket) => socket.end('220 mail\r\n'));
    const port = await listen(raw);
    ends.push(() => void raw.close());
    expect(await ask({ kind: 'arr', type: 'radarr', url: `http://127.0.0.1:${port}`, apiKey: key })).toMatchObject({
      success: false,
      cause: 'wrong-app',
    });
  });
});

describe('POST /paths/check (CF-2)', () => {
  it('tells folders, files, missing ones and the room on the disk', async () => {
    expect(await checkPath('/tmp')).toMatchObject({ exists: true, isFolder: true, writable: true });
    expect((await checkPath('/tmp')).freeBytes).toBeGreaterThan(0);
    expect(await checkPath('/etc/passwd')).toMatchObject({
      exists: true,
      isFolder: false,
      message: 'This is a file, not a folder.',
    });
    expect(await checkPath('/no/such/folder')).toMatchObject({ exists: false });
    expect(await checkPath('relative')).toMatchObject({
      exists: false,
      message: expect.stringContaining('begin at the root'),
    });
  });
});
