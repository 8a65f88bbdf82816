import type { WebUiSettings } from '../../contract/index.ts';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { liveFromServer, tokenCreated, type LiveFromServer, type WebhookEvent } from '../../contract/index.ts';

import { startHarness, type Harness } from '../testing/harness.ts';
import { logEntry, TOKEN, torrentRow } from '../testing/stand-in.ts';
import { LiveConnection, type Wire } from './connection.ts';
import type { LiveTimes } from './hub.ts';
import { PendingDelta } from './pending-delta.ts';
import { createThrottle } from './throttle.ts';

const quick: Partial<LiveTimes> = { processes: 30, torrents: 30, torrentNews: 30, status: 20 };
const withToken = { 'X-API-Token': TOKEN };

let server: Harness;
const clients: WebSocket[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await server.stop();
});

const start = async (times: Partial<LiveTimes> = quick, webui: Partial<WebUiSettings> = {}): Promise<void> => {
  server = await startHarness(webui, { liveTimes: times });
};

/** A client that keeps all frames; `closed` is the close code, `refused` the HTTP status of a refused upgrade. */
function open(address = '/api/ws', headers: Record<string, string> = withToken) {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${address}`, { headers });
  clients.push(socket);
  const frames: LiveFromServer[] = [];
  const seen: { closed: number | null; refused: number | null; opened: boolean } = {
    closed: null,
    refused: null,
    opened: false,
  };
  socket.on('open', () => {
    seen.opened = true;
  });
  socket.on('message', (data: Buffer) => frames.push(liveFromServer.parse(JSON.parse(data.toString()))));
  socket.on('close', (code) => {
    seen.closed = code;
  });
  socket.on('unexpected-response', (_, response) => {
    seen.refused = response.statusCode ?? 0;
  });
  socket.on('error', () => {
    // Refused upgrades and killed sockets are looked at through `seen`.
  });
  const of = (type: LiveFromServer['type']) => frames.filter((frame) => frame.type === type);
  const until = (type: LiveFromServer['type'], count = 1) =>
    vi.waitFor(() => expect(of(type).length).toBeGreaterThanOrEqual(count));
  return { socket, frames, seen, of, until, send: (frame: unknown) => socket.send(JSON.stringify(frame)) };
}

const subscribed = async (topics: string[], more: Record<string, unknown> = {}) => {
  const client = open();
  await client.until('hello');
  client.send({ type: 'subscribe', topics, ...more });
  client.send({ type: 'ping' });
  await client.until('pong');
  return client;
};

describe('3.10 getting in', () => {
  test('a header token is greeted at once, on both paths and below UrlBase', async () => {
    await start(quick, { urlBase: '/qb' });
    for (const address of ['/api/ws', '/web/ws', '/qb/web/ws']) {
      const client = open(address);
      await client.until('hello');
      expect(client.frames[0]).toMatchObject({ type: 'hello', version: '1.2.3' });
    }
  });

  test('a cookie counts only with an Origin of our own', async () => {
    await start();
    const { name, value } = server.api.createSession();
    const Cookie = `${name}=${value}`;
    const own = open('/web/ws', { Cookie, Origin: `http://127.0.0.1:${server.port}` });
    await own.until('hello');
    for (const headers of [{ Cookie }, { Cookie, Origin: 'https://evil.example' }]) {
      const foreign = open('/web/ws', headers);
      await vi.waitFor(() => expect(foreign.seen.opened).toBe(true));
      foreign.send({ type: 'subscribe', topics: ['processes'] });
      await vi.waitFor(() => expect(foreign.seen.closed).toBe(4401));
      expect(foreign.frames).toEqual([]);
    }
  });

  test('without a credential the first frame must bring the token', async () => {
    await start({ ...quick, auth: 100 });
    const good = open('/api/ws', {});
    await vi.waitFor(() => expect(good.seen.opened).toBe(true));
    good.send({ type: 'auth', token: TOKEN });
    await good.until('hello');
    const wrong = open('/api/ws', {});
    await vi.waitFor(() => expect(wrong.seen.opened).toBe(true));
    wrong.send({ type: 'auth', token: 'wrong' });
    await vi.waitFor(() => expect(wrong.seen.closed).toBe(4401));
    const silent = open('/api/ws', {});
    await vi.waitFor(() => expect(silent.seen.closed).toBe(4401));
    expect([good.seen.closed, silent.frames]).toEqual([null, []]);
  });

  test('other paths, foreign hosts and foreign pages on an open server are refused', async () => {
    await start(quick, { authDisabled: true });
    const cases: [string, Record<string, string>, number][] = [
      ['/api/processes', withToken, 404],
      ['/api/ws', { Host: 'evil.example' }, 403],
      ['/api/ws', { 'Sec-Fetch-Site': 'cross-site' }, 403],
      ['/api/ws', { Origin: 'http://evil.example' }, 403],
    ];
    for (const [address, headers, status] of cases) {
      const client = open(address, headers);
      await vi.waitFor(() => expect(client.seen.refused).toBe(status));
    }
    await open('/api/ws', {}).until('hello');
  });

  test('3.7 why the stream is refused is said in JSON', async () => {
    await start(quick);
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket', Host: 'evil.example' };
    const reply = await server.ask('/api/ws', { headers });
    expect([reply.status, reply.error]).toEqual([403, 'Host not allowed']);
  });

  test('a changed token ends what the old one opened', async () => {
    await start({ ...quick, ping: 30 });
    const client = open();
    await client.until('hello');
    server.setWebui({ token: 'another' });
    await vi.waitFor(() => expect(client.seen.closed).toBe(4401));
  });

  test('named tokens listen when they may read; a revoked one is cut off without waiting for the heartbeat', async () => {
    await start();
    const make = async (scope: string) =>
      tokenCreated.parse((await server.post('/api/auth/tokens', { name: scope, scope })).body);
    const [metrics, read] = [await make('metrics'), await make('read')];
    const refused = open('/api/ws', { 'X-API-Token': metrics.token });
    await vi.waitFor(() => expect(refused.seen.closed).toBe(4403));
    const silent = open('/api/ws', {});
    await vi.waitFor(() => expect(silent.seen.opened).toBe(true));
    silent.send({ type: 'auth', token: metrics.token });
    await vi.waitFor(() => expect(silent.seen.closed).toBe(4403));
    const [byHeader, byFrame] = [open('/api/ws', { Authorization: `Bearer ${read.token}` }), open('/api/ws', {})];
    await vi.waitFor(() => expect(byFrame.seen.opened).toBe(true));
    byFrame.send({ type: 'auth', token: read.token });
    await Promise.all([byHeader.until('hello'), byFrame.until('hello')]);
    await server.post(`/api/auth/tokens/${read.row.id}/revoke`);
    await vi.waitFor(() => expect([byHeader.seen.closed, byFrame.seen.closed]).toEqual([4401, 4401]));
    expect([...refused.frames, ...silent.frames]).toEqual([]);
  });

  test('a token in the address is warned about once, however long the connection lasts', async () => {
    await start({ ...quick, ping: 20 }, { allowInsecureTokenQuery: true });
    const client = open(`/api/ws?token=${TOKEN}`, {});
    await client.until('hello');
    let pings = 0;
    client.socket.on('ping', () => (pings += 1));
    await vi.waitFor(() => expect(pings).toBeGreaterThan(2));
    expect([server.warnings.length, client.seen.closed]).toEqual([1, null]);
    server.setWebui({ allowInsecureTokenQuery: false });
    await vi.waitFor(() => expect(client.seen.closed).toBe(4401));
  });

  test('GET without an upgrade is 426', async () => {
    await start();
    expect((await server.authed('/api/ws')).status).toBe(426);
  });
});

describe('3.10 topics', () => {
  test('processes: at once, then on change, changes in between are joined', async () => {
    await start();
    const client = await subscribed(['processes']);
    expect(client.of('processes')).toHaveLength(1);
    for (let at = 0; at < 20; at += 1) server.processesChanged.emit();
    server.state.rows = server.state.rows.slice(0, 1);
    server.processesChanged.emit();
    await vi.waitFor(() =>
      expect(client.of('processes').at(-1)).toMatchObject({ data: { processes: [{ kind: 'search' }] } }),
    );
    const last = client.of('processes').at(-1);
    expect(last?.type === 'processes' && last.data.processes).toHaveLength(1);
    expect(client.of('processes').length).toBeLessThanOrEqual(3);
  });

  test('logs: exact level, source in any case; a bad level is an error frame', async () => {
    await start();
    const client = await subscribed(['logs'], { level: 'error', source: 'radarr-movies' });
    server.entryAdded.emit(logEntry('ERROR', 'yes', 1));
    server.entryAdded.emit(logEntry('CRITICAL', 'no', 2));
    server.entryAdded.emit(logEntry('ERROR', 'no', 3, 'Main'));
    client.send({ type: 'subscribe', topics: ['logs'], level: 'LOUD' });
    await client.until('error');
    expect(client.of('log').map((frame) => frame.type === 'log' && frame.data.message)).toEqual(['yes']);
    expect(client.of('error')[0]).toMatchObject({ error: 'Invalid level' });
  });

  test('status: at once and on change, not for the passing of time', async () => {
    await start();
    const client = await subscribed(['status']);
    const item = {
      id: 'a',
      kind: 'disk' as const,
      severity: 'danger' as const,
      message: 'full',
      subject: 'disk',
      since: 0,
      release: null,
    };
    server.state.attention = [item];
    await vi.waitFor(() => expect(client.of('status').at(-1)).toMatchObject({ data: { attention: [item] } }));
    expect(client.of('status').length).toBeLessThanOrEqual(3);
  });

  test('torrents: table, then joined deltas; a second subscribe does not repeat the table', async () => {
    await start();
    const client = await subscribed(['torrents']);
    expect(client.of('torrents')).toMatchObject([{ data: { full: true, total: 1 } }]);
    client.send({ type: 'subscribe', topics: ['torrents', 'events'] });
    client.send({ type: 'ping' });
    await client.until('pong', 2);
    const change = (over: Parameters<typeof torrentRow>[0]) =>
      server.torrentsChanged.emit({ full: false, changed: [torrentRow(over)], removed: [], total: 2 });
    change({ progress: 0.6 });
    change({ progress: 0.7 });
    change({ progress: 0.8 });
    change({ hash: 'b', progress: 0.1 });
    await vi.waitFor(() => expect(client.of('torrents')).toHaveLength(3));
    expect(client.of('torrents').slice(1)).toMatchObject([
      { data: { full: false, changed: [{ progress: 0.6 }] } },
      { data: { full: false, changed: [{ progress: 0.8 }, { hash: 'b' }] } },
    ]);
  });

  test('TR-8: news name what changed, joined, and carry no rows; a full table names nothing', async () => {
    await start();
    const client = await subscribed(['torrentNews']);
    const tell = (hash: string, full = false) =>
      server.torrentsChanged.emit({ full, changed: [torrentRow({ hash })], removed: [], total: 7 });
    for (let at = 0; at < 300; at += 1) tell(`h${at % 250}`);
    await vi.waitFor(() => expect(client.of('torrentNews')).toHaveLength(2));
    const [first, second] = client.of('torrentNews').map((frame) => (frame.type === 'torrentNews' ? frame.data : null));
    expect(first).toEqual({ version: 1, total: 7, changed: [expect.objectContaining({ hash: 'h0' })], more: false });
    expect(Object.keys(first?.changed[0] ?? {})).toEqual(['instance', 'hash']);
    expect(second).toMatchObject({ changed: { length: 200 }, more: true });
    tell('h0');
    await vi.waitFor(() => expect(client.of('torrentNews')).toHaveLength(3));
    expect(client.of('torrentNews').at(-1)).toMatchObject({ data: { changed: [{ hash: 'h0' }], more: false } });
    expect(client.of('torrents')).toEqual([]);
  });

  test('a big table comes in parts, changes meanwhile follow it', async () => {
    await start();
    server.state.torrents = Array.from({ length: 1200 }, (_, at) => torrentRow({ hash: `h${at}` }));
    const client = open();
    await client.until('hello');
    client.send({ type: 'subscribe', topics: ['torrents'] });
    await client.until('torrents', 3);
    const sizes = client
      .of('torrents')
      .map((frame) => frame.type === 'torrents' && [frame.data.full, frame.data.changed.length]);
    expect(sizes).toEqual([
      [true, 500],
      [false, 500],
      [false, 200],
    ]);
  });

  test('events are what webhooks are told, activity is the ledger; unknown frames get an error frame', async () => {
    await start();
    const client = await subscribed(['events']);
    const ledger = await subscribed(['activity']);
    const event = { id: 1, at: 1, kind: 'config' as const, manager: 'Main', instance: null, hash: null, name: null };
    server.eventAdded.emit({
      ...event,
      decision: null,
      action: null,
      result: 'ok',
      values: {},
      trail: [],
      message: 'Saved',
    });
    const told: WebhookEvent = {
      id: '5f0c2b1e-7d1a-4f7e-9a53-0c1f1a2b3c4d',
      event: 'budget.tripped',
      timestamp: '2025-11-27T12:00:00Z',
      version: '1.2.3',
      source: 'Main',
      data: { reason: 'enough' },
    };
    server.webhookTold.emit(told);
    await client.until('event');
    await ledger.until('activity');
    expect([client.of('event'), client.of('activity')]).toEqual([[{ type: 'event', data: told }], []]);
    expect([ledger.of('event'), ledger.of('activity')]).toEqual([[], [expect.objectContaining({ type: 'activity' })]]);
    client.socket.send('{');
    client.send({ type: 'subscribe', topics: ['nonsense'] });
    client.socket.send(Buffer.from([1, 2]));
    await client.until('error', 3);
    expect(client.seen.closed).toBeNull();
  });

  test('a frame over 64 KiB ends the connection', async () => {
    await start();
    const client = await subscribed([]);
    client.socket.send('x'.repeat(65 * 1024));
    await vi.waitFor(() => expect(client.seen.closed).toBe(1009));
  });

  test('closing the API says 1001', async () => {
    await start();
    const client = await subscribed(['processes']);
    await server.api.close();
    await vi.waitFor(() => expect(client.seen.closed).toBe(1001));
  });
});

describe('a client that does not keep up', () => {
  const wireOf = (bufferedAmount: number) => {
    const done: (() => void)[] = [];
    const sent: string[] = [];
    const wire: Wire & { bufferedAmount: number } = {
      bufferedAmount,
      send: (text, callback) => {
        sent.push(text);
        done.push(() => callback?.());
      },
      close: (code) => void sent.push(`close ${code}`),
    };
    return { wire, sent, done };
  };

  test('is closed with 1013 above 1 MiB queued', () => {
    const { wire, sent } = wireOf(1024 * 1024 + 1);
    const connection = new LiveConnection(wire);
    connection.send({ type: 'pong' });
    connection.send({ type: 'pong' });
    expect(sent).toEqual(['close 1013']);
  });

  test('gets the next part of a table only after the last one left, then what it missed', () => {
    const { wire, sent, done } = wireOf(0);
    const connection = new LiveConnection(wire);
    connection.subscription = { topics: new Set(['torrents']), level: null, source: null };
    const changed = Array.from({ length: 600 }, (_, at) => torrentRow({ hash: `h${at}` }));
    connection.sendTorrents({ full: true, changed, removed: [], total: 600 });
    connection.sendTorrents({
      full: false,
      changed: [torrentRow({ hash: 'h1', progress: 1 })],
      removed: [],
      total: 600,
    });
    expect(sent).toHaveLength(1);
    done[0]?.();
    expect(sent).toHaveLength(2);
    done[1]?.();
    expect(JSON.parse(sent[2] ?? '')).toMatchObject({ data: { full: false, changed: [{ hash: 'h1', progress: 1 }] } });
  });
});

describe('parts', () => {
  test('deltas fold: later rows win, removals cancel, full replaces', () => {
    const pending = new PendingDelta();
    expect(pending.take()).toBeNull();
    pending.add({
      full: false,
      changed: [torrentRow({ hash: 'a' }), torrentRow({ hash: 'b' })],
      removed: [],
      total: 2,
    });
    pending.add({ full: false, changed: [], removed: [{ instance: 'qBit', hash: 'a' }], total: 1 });
    expect(pending.take()).toMatchObject({ changed: [{ hash: 'b' }], removed: [{ hash: 'a' }], total: 1 });
    pending.add({ full: false, changed: [torrentRow({ hash: 'c' })], removed: [], total: 2 });
    pending.add({ full: true, changed: [torrentRow({ hash: 'd' })], removed: [], total: 1 });
    expect(pending.take()).toMatchObject({ full: true, changed: [{ hash: 'd' }], removed: [] });
    expect(pending.take()).toBeNull();
  });

  test('the throttle runs at once, joins the rest, loses nothing', () => {
    vi.useFakeTimers();
    const run = vi.fn<() => void>();
    const throttle = createThrottle(run, 1000);
    throttle.request();
    throttle.request();
    throttle.request();
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(5000);
    expect(run).toHaveBeenCalledTimes(2);
    throttle.request();
    expect(run).toHaveBeenCalledTimes(3);
    throttle.stop();
    vi.useRealTimers();
  });
});
