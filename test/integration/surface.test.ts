import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import {
  deliveriesBody,
  liveFromServer,
  logSearchBody,
  logSummary,
  logWindow,
  qbitOverviewBody,
  webhookEvent,
  webhooksBody,
  type LiveFromServer,
  type WebhookEvent,
} from '../../server/contract/index.ts';
import { until } from '../lab/until.ts';
import { ServerProcess } from '../support/server-process.ts';

let dataDir: string;
let server: ServerProcess;
let token: string;
let receiver: Server;
let hookUrl: string;
const received: WebhookEvent[] = [];
const signatures: unknown[] = [];

const get = (route: string) => server.call('GET', route, token);
const post = (route: string, body?: unknown) => server.call('POST', route, token, body);

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-surface-'));
  server = await ServerProcess.start({ dataDir, args: ['--demo', '--port', '0'] });
  const config = readFileSync(path.join(dataDir, 'sandbox/config.toml'), 'utf8');
  token = /Token = "([^"]+)"/.exec(config)?.[1] ?? '';
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push(webhookEvent.parse(JSON.parse(Buffer.concat(parts).toString())));
      signatures.push(request.headers['x-qbitrr-signature']);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve);
  });
  const address = receiver.address();
  hookUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/private-path`;
});
afterAll(async () => {
  await server?.stop();
  receiver?.closeAllConnections();
  receiver?.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('3.11 webhooks of the running program', () => {
  test('a table written through the API works at once, without a restart of anything', async () => {
    const changes = { 'Webhooks.Test.URL': hookUrl, 'Webhooks.Test.Secret': 'a-secret-of-ours' };
    expect((await post('/api/config', { changes })).body).toMatchObject({ status: 'ok', reloadType: 'live' });
    const listed = await get('/api/webhooks');
    expect(webhooksBody.parse(listed.body).webhooks).toMatchObject([{ name: 'Test', signed: true, template: 'json' }]);
    expect(JSON.stringify(listed.body)).not.toMatch(/private-path|a-secret/);
    expect((await post('/api/webhooks/Test/test')).body).toMatchObject({ success: true, delivery: { status: 204 } });
    expect(received.map(({ event }) => event)).toContain('webhook.test');
    expect(signatures[0]).toMatch(/^sha256=[0-9a-f]{64}$/);
  });

  test('3.10 a restart reaches the webhook and the WebSocket in the same words; the ledger is a topic of its own', async () => {
    const frames: LiveFromServer[] = [];
    const socket = new WebSocket(`${server.base.replace('http', 'ws')}/api/ws`, { headers: { 'X-API-Token': token } });
    socket.on('message', (data: Buffer) => frames.push(liveFromServer.parse(JSON.parse(data.toString()))));
    const of = (type: LiveFromServer['type']) => frames.filter((frame) => frame.type === type);
    await until('the hello', () => of('hello').length > 0);
    socket.send(JSON.stringify({ type: 'subscribe', topics: ['events', 'activity'] }));
    await post('/api/processes/Radarr-1080/restart');
    const told = await until('the event', () =>
      received.find((event) => event.event === 'process.restarted' && event.data.name === 'Radarr-1080'),
    );
    expect(told).toMatchObject({ data: { kind: 'torrent', reason: 'manual' }, source: 'Radarr-1080' });
    await until('the frame', () => of('event').some((frame) => JSON.stringify(frame).includes(told.id)));
    expect(of('event')).toContainEqual({ type: 'event', data: told });
    await until('the ledger', () => of('activity').length > 0);
    socket.terminate();
    const { deliveries } = deliveriesBody.parse((await get('/api/webhooks/Test/deliveries')).body);
    expect(deliveries).toContainEqual(expect.objectContaining({ id: told.id, result: 'delivered', tries: 1 }));
  });
});

test('metrics show loops, torrents and the requests made so far', async () => {
  const response = await fetch(`${server.base}/metrics`, { headers: { Authorization: `Bearer ${token}` } });
  const text = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(text).toMatch(/qbitrr_loop_state\{name="Radarr-1080".*state="running"\} [01]/);
  expect(text).toMatch(/qbitrr_verdicts_total\{manager="[^"]+",decision="[a-z_]+"\} \d+/);
  expect(text).toMatch(
    /qbitrr_http_request_duration_seconds_count\{method="GET",route="\/api\/webhooks",status="2xx"\} 1/,
  );
  expect((await fetch(`${server.base}/metrics`)).status).toBe(401);
});

test('2.5 the search thread is part of the program: windows, counts, search with and without a pattern', async () => {
  const window = logWindow.parse((await get('/web/logs/query?levels=notice&limit=5')).body);
  expect(window.entries.every(({ level }) => level === 'NOTICE')).toBe(true);
  const summary = logSummary.parse((await get('/web/logs/query/summary')).body);
  expect(summary.total).toBeGreaterThanOrEqual(window.entries.length);
  const found = logSearchBody.parse((await get('/api/logs/All.log/search?q=^.*Listening on&regex=1')).body);
  expect(found.matches[0]?.text).toMatch(/Listening on http/);
});

test('2.7 qBittorrent views hold the torrents of the sandbox', async () => {
  const { categories, instances } = qbitOverviewBody.parse((await get('/web/qbit/overview')).body);
  expect(instances).toEqual(['qBit']);
  const arrs = categories.filter(({ managedBy }) => managedBy === 'arr');
  expect(arrs.length).toBeGreaterThan(1);
  expect(arrs.reduce((sum, { torrentCount }) => sum + torrentCount, 0)).toBeGreaterThan(0);
  const distribution = z.object({ distribution: z.record(z.string(), z.record(z.string(), z.int())) });
  const counted = distribution.parse((await get('/api/torrents/distribution')).body).distribution;
  expect(Object.keys(counted).length).toBeGreaterThan(0);
});

test('2.6 libraries answer with every member before a catalogue exists; open leads to the Arr', async () => {
  const arr = z.object({ arr: z.array(z.object({ category: z.string(), name: z.string(), type: z.string() })) });
  const radarr = arr.parse((await get('/web/arr')).body).arr.find(({ type }) => type === 'radarr');
  const category = encodeURIComponent(radarr?.category ?? '');
  expect((await get(`/web/radarr/${category}/movies`)).body).toMatchObject({ total: 0, movies: [], page_size: 50 });
  const opened = await fetch(`${server.base}/web/arr/${category}/open/movie/1`, {
    redirect: 'manual',
    headers: { 'X-API-Token': token },
  });
  expect([opened.status, opened.headers.get('location')]).toEqual([302, expect.stringMatching(/\/movie\/1001$/)]);
  const poster = await fetch(`${server.base}/web/radarr/${category}/movie/1/thumbnail`, {
    headers: { 'X-API-Token': token },
  });
  expect([poster.status, await poster.text()]).toEqual([404, '']);
});

test('2.9 meta names the kind of installation; a source build is not updated from here', async () => {
  expect((await get('/api/meta')).body).toMatchObject({ installation_type: 'source', auto_update_supported: false });
  expect(await post('/api/update')).toMatchObject({ status: 409 });
});
