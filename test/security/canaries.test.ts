import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { hash } from 'bcryptjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { liveTopic, tokenCreated } from '../../server/contract/index.ts';
import { startFakeArr, type FakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent, type FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { until } from '../lab/until.ts';
import { processList, root, ServerProcess } from '../support/server-process.ts';
import { startEcho, type Echo } from './support/canary/echo.ts';
import { canary, Hunt, known } from './support/canary/hunt.ts';
import { askForSecrets, toldToTheOwner } from './support/canary/owner.ts';
import { addressSecret, plant, secretKeys } from './support/canary/plant.ts';
import { apiDocument, operationsOf, type Operation } from './support/fuzz/document.ts';
import { readWorld, type World } from './support/fuzz/world.ts';

const hunt = new Hunt();
let dataDir: string;
let server: ServerProcess;
let echo: Echo;
let radarr: FakeArr;
let qbit: FakeQbittorrent;
let next: FakeQbittorrent;
let token: string;
let password: string;
let toml: string;
let world: World;

const valueOf = (name: string): string => hunt.canaries.find((one) => one.name === name)?.value ?? '';

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'qb-canary-'));
  password = hunt.add(canary('the password of ada'));
  echo = await startEcho();
  // The neighbours are told their secrets after these are planted: they are the same texts.
  const ports = { qbitPort: 1, nextPort: 1, radarr: 'http://127.0.0.1:1', echo: echo.url };
  const draft = plant(hunt, await hash(password, 12), ports);
  radarr = await startFakeArr({ type: 'radarr', apiKey: valueOf('Radarr-Fake.APIKey') });
  qbit = await startFakeQbittorrent({ userName: 'admin', password: valueOf('qBit.Password') });
  next = await startFakeQbittorrent({
    userName: 'admin',
    password: '-',
    version: '5.2.0',
    apiKey: valueOf('qBit-Next.ApiKey'),
  });
  qbit.state.addTorrent({
    hash: 'a'.repeat(40),
    name: 'Some.Title',
    category: 'radarr',
    state: 'stalledUP',
    progress: 1,
  });
  for (const index of [1, 2, 3, 4])
    qbit.state.addTorrent({
      hash: String(index).repeat(40),
      name: `T${index}`,
      category: 'sonarr',
      state: 'downloading',
    });
  toml = draft
    .replace(/(\[qBit\][^[]*?Port = )1\b/, (_, head: string) => `${head}${qbit.port}`)
    .replace(/(\[qBit-Next\][^[]*?Port = )1\b/, (_, head: string) => `${head}${next.port}`)
    .replace('http://127.0.0.1:1"', `${radarr.url}"`);
  token = valueOf('WebUI.Token');
  const env = { QBITRR_SETUP_TOKEN: hunt.add(canary('the setup token')) };
  server = await ServerProcess.start({ dataDir, config: toml, env });
  world = await readWorld(server, token);
});
afterAll(async () => {
  await server.stop('SIGKILL');
  for (const one of [radarr, qbit, next, echo]) await one.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Asks and takes down all that comes back. */
async function ask(
  method: string,
  target: string,
  body?: unknown,
  headers: Record<string, string> = { 'X-API-Token': token },
) {
  const response = await fetch(`${server.base}${target}`, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const isEndless = (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
  const reader = response.body?.getReader();
  const text = isEndless
    ? new TextDecoder().decode((await reader?.read())?.value)
    : reader === undefined
      ? ''
      : await rest(reader);
  if (isEndless) await reader?.cancel();
  // Kept copies are called after the second they were made in.
  const place = `${method} ${target.split('?')[0]?.replace(/\/backups\/[^/]+/, '/backups/{id}')}`;
  hunt.see(place, `${response.status} ${JSON.stringify([...response.headers])}\n${text}`);
  return { status: response.status, text, headers: response.headers };
}

async function rest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  return Buffer.concat(parts).toString();
}

/** Address of an operation with things that exist in its place. */
const addressOf = ({ path: template, described }: Operation): string =>
  described.parameters
    .filter((one) => one.in === 'path')
    .reduce(
      (at, { name }) => at.replace(`{${name}}`, encodeURIComponent(world.at(template, name)[0] ?? 'x')),
      template,
    );

async function getEverything(): Promise<void> {
  const document = apiDocument.parse(JSON.parse((await ask('GET', '/api/openapi-3.1.json')).text));
  for (const operation of operationsOf(document)) {
    if (operation.method !== 'GET') continue;
    const address = addressOf(operation);
    await ask('GET', `${address}${address.endsWith('/stream') ? '?since_bytes=0' : ''}`);
    if (/\/logs\/|\/activity|\/export/.test(address)) {
      for (const format of ['json', 'csv', 'ndjson', 'text'])
        await ask('GET', `${address}?format=${format}&lines=50000&since_bytes=0&q=c4nary&text=c4nary`);
    }
  }
  await ask('GET', `/api/status?token=${encodeURIComponent(token)}`, undefined, {});
}

/** Everything the processes of the server can be asked by others on this computer. */
async function lookAtProcesses(): Promise<void> {
  if (!existsSync('/proc/self/environ')) return;
  const { body } = await server.call('GET', '/api/processes', token);
  const children = processList.parse(body).processes.flatMap(({ pid }) => pid ?? []);
  expect(children.length).toBeGreaterThan(2);
  for (const pid of new Set([server.child.pid, ...children])) {
    for (const file of ['cmdline', 'environ'])
      hunt.see(
        `/proc/${pid === server.child.pid ? 'host' : 'manager'}/${file}`,
        readFileSync(`/proc/${pid}/${file}`, 'latin1'),
      );
  }
}

/** Log files and whatever else the program writes, without the configuration and its kept copies, which hold secrets. */
function lookAtFiles(): void {
  for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /^config.*\.toml/.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    hunt.see(`file ${path.relative(dataDir, file).replace(/-(wal|shm)$/, '')}`, readFileSync(file, 'latin1'));
  }
}

test('every secret of the catalogue is planted', () => {
  const planted = new Set(hunt.canaries.map(({ name }) => name));
  const left = secretKeys()
    .map((key) => key.join('.'))
    .filter((key) => !planted.has(key));
  expect(left.toSorted()).toEqual([
    'Lidarr-Gone.EntrySearch.Ombi.OmbiAPIKey',
    'Lidarr-Gone.EntrySearch.Overseerr.OverseerrAPIKey',
    'Readarr-Nowhere.EntrySearch.Ombi.OmbiAPIKey',
    'Readarr-Nowhere.EntrySearch.Overseerr.OverseerrAPIKey',
    'qBit-Echo.ApiKey',
    'qBit.ApiKey',
  ]);
});

test('no secret comes out, whatever is asked and whatever goes wrong', async () => {
  await until('the neighbour that quotes was asked by everybody', () =>
    ['/api/v3', '/api/v2'].every((part) => echo.asked.some((one) => one.includes(part))),
  );
  const frames: string[] = [];
  const socket = new WebSocket(`${server.base.replace('http', 'ws')}/api/ws`, { headers: { 'X-API-Token': token } });
  socket.on('message', (data: Buffer) => frames.push(data.toString()));
  socket.once('open', () => socket.send(JSON.stringify({ type: 'subscribe', topics: liveTopic.options })));

  // Signing in: the answers below give a secret because that is what they are for.
  const session = await ask('POST', '/web/session', { token }, {});
  const cookie = /qbitrr_session=([^;]+)/.exec(session.headers.get('set-cookie') ?? '')?.[1] ?? '';
  hunt.add(known('the session of a token', cookie));
  const login = await ask('POST', '/web/login', { username: 'ada', password }, {});
  hunt.add(
    known('the session of ada', /qbitrr_session=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1] ?? ''),
  );
  expect([session.status, login.status]).toEqual([200, 200]);
  for (const scope of ['read', 'admin']) {
    const made = await ask('POST', '/api/auth/tokens', { name: `a token to ${scope}`, scope });
    hunt.add(known(`a token to ${scope}`, tokenCreated.parse(JSON.parse(made.text)).token));
  }
  hunt.add(known('the sign-in link', server.signInLink.split('/').at(-1) ?? ''));
  await ask('GET', new URL(server.signInLink).pathname, undefined, {});

  await askForSecrets({
    server,
    hunt,
    ask,
    token,
    password,
    session: { Cookie: login.headers.get('set-cookie')?.split(';')[0] ?? '' },
  });

  const typed = hunt.add(canary('a secret typed into a request'));
  await ask('POST', '/web/login', { username: 'ada', password: typed }, {});
  await ask('POST', '/web/login', { username: typed, password }, {});
  await ask('POST', '/web/session', { token: typed }, {});
  await ask('GET', '/api/status', undefined, { Authorization: `Bearer ${encodeURIComponent(typed)}` });
  await ask('GET', '/api/status', undefined, { Cookie: `qbitrr_session=${encodeURIComponent(typed)}` });
  await ask(
    'GET',
    '/signin-oidc?code=' + encodeURIComponent(typed) + '&state=' + encodeURIComponent(typed),
    undefined,
    {},
  );

  for (const [kind, instance] of [
    ['qbittorrent', 'qBit'],
    ['qbittorrent', 'qBit-Echo'],
    ['arr', 'Radarr-Fake'],
    ['arr', 'Sonarr-Echo'],
    ['arr', 'Lidarr-Gone'],
    ['overseerr', 'Radarr-Fake'],
    ['ombi', 'Radarr-Fake'],
    ['ombi', 'Sonarr-Echo'],
    ['webhook', 'Echo'],
    ['webhook', 'Gone'],
  ]) {
    await ask('POST', '/api/connections/test', { kind, instance });
    await ask('POST', '/web/connections/test', { kind, instance, url: echo.url });
    if (kind === 'arr') await ask('POST', '/api/arr/test-connection', { arrType: 'sonarr', instanceKey: instance });
  }
  for (const url of [echo.url, 'http://127.0.0.1:9', 'http://nowhere.invalid']) {
    await ask('POST', '/api/connections/test', { kind: 'qbittorrent', url, userName: 'admin', password: typed });
    await ask('POST', '/api/connections/test', { kind: 'qbittorrent', url, apiKey: typed });
    for (const kind of ['overseerr', 'ombi']) await ask('POST', '/api/connections/test', { kind, url, apiKey: typed });
    await ask('POST', '/api/connections/test', { kind: 'arr', type: 'lidarr', url, apiKey: typed });
    await ask('POST', '/web/arr/test-connection', { arrType: 'radarr', uri: url, apiKey: typed });
  }
  for (const name of ['Echo', 'Gone']) await ask('POST', `/api/webhooks/${name}/test`);

  const masked = (await ask('GET', '/web/config/toml')).text;
  expect(masked).toContain('[redacted]');
  const config = z.object({ config: z.string() }).loose().parse(JSON.parse(masked)).config;
  const secretValues = Object.fromEntries(secretKeys().map((key) => [key.join('.'), 5]));
  for (const address of ['/api/config', '/api/config/plan', '/api/config/preview', '/web/config/check']) {
    await ask('POST', address, { config: `${config}\nx = "${typed}` });
    await ask('POST', address, { config: config.replace(/Port = \d+/, `Port = "x"`) });
    if (address.endsWith('check')) continue;
    await ask('POST', address, { changes: secretValues });
    await ask('POST', address, { changes: { 'WebUI.Port': 'abc', 'Radarr-Fake.APIKey': typed } });
    await ask('POST', address, {
      changes: {
        'Sonarr-Echo.APIKey': '[redacted]',
        'Settings.LoopSleepTimer': 2,
        'Radarr-Fake.EntrySearch.Ombi.OmbiAPIKey': typed,
      },
    });
  }
  for (const source of ['qbitrr', 'torrentarr', 'decluttarr']) {
    await ask('POST', '/api/config/import', { source, text: toml });
    await ask('POST', '/api/config/import', { source, text: `[Radarr-X]\nAPIKey = "${typed}` });
    await ask('POST', '/api/config/import', {
      source,
      text: `instances:\n  radarr:\n    - base_url: http://127.0.0.1:9\n      api_key: "${typed.replaceAll('"', '')}"\n`,
    });
    await ask('POST', '/api/config/import', { source, path: path.join(dataDir, 'config.toml') });
  }
  world = await readWorld(server, token);
  await getEverything();
  for (const id of world.at('/backups/', 'id')) {
    for (const what of ['', '/diff', '/download'])
      await ask('GET', `/api/config/backups/${encodeURIComponent(id)}${what}`);
    await ask('POST', `/api/config/backups/${encodeURIComponent(id)}/restore`, { surprise: typed });
  }
  await ask('POST', `/api/config/backups/${encodeURIComponent(world.at('/backups/', 'id')[0] ?? '')}/restore`, {});

  // A file that was broken in the middle of a secret.
  const file = path.join(dataDir, 'config.toml');
  const good = await readFile(file, 'utf8');
  await writeFile(file, good.replace(/^Password = ./m, 'Password = '));
  await until('the broken file is noticed', () => /config\.toml.*line \d+/.test(server.output));
  for (const address of ['/api/config', '/web/config', '/web/config/toml', '/api/status']) await ask('GET', address);
  await ask('POST', '/api/config', { changes: { 'Settings.LoopSleepTimer': 3 } });
  const check = spawnSync(
    process.execPath,
    [path.join(root, 'dist/main/cli.js'), '--check-config', '--data-dir', dataDir],
    { encoding: 'utf8' },
  );
  hunt.see('--check-config', check.stdout + check.stderr);
  expect(check.status).not.toBe(0);
  await writeFile(file, good);

  await lookAtProcesses();
  const rows = processList.parse((await server.call('GET', '/api/processes', token)).body).processes;
  const victim = rows.find(({ name }) => name === 'Radarr-Fake')?.pid ?? 0;
  process.kill(victim, 'SIGKILL');
  await until('the killed manager is back', async () => {
    const now = processList.parse((await server.call('GET', '/api/processes', token)).body).processes;
    return now.some(({ name, pid, alive }) => name === 'Radarr-Fake' && alive && pid !== victim);
  });
  await lookAtProcesses();
  await getEverything();
  socket.terminate();
  for (const frame of frames) hunt.see('frames of the live stream', frame);
  expect(frames.length).toBeGreaterThan(20);
  await server.stop();
  hunt.see('output', server.output);
  await writeFile(file, good.replace(/^Password = ./m, 'Password = '));
  const failing = ServerProcess.launch({ dataDir });
  await until(
    'a start with a broken file ends or goes on',
    () => failing.child.exitCode !== null || failing.output.includes('Sign in once'),
  );
  await failing.stop();
  hunt.see('output of a start with a broken file', failing.output.replaceAll(/sign-in-link\/\S+/g, ''));
  lookAtFiles();

  const found = hunt.found();
  expect(hunt.places).toBeGreaterThan(120);
  const allowed = given();
  expect(found.filter((find) => !allowed.includes(find)).map((find) => hunt.around(find))).toEqual([]);
  // What is no longer given is no exception any more.
  expect(allowed.filter((find) => !found.includes(find))).toEqual([]);
}, 180_000);

const inSettings = (place: string): string => `${addressSecret} in ${place}`;

/** What gives a secret, because it is there to give it: each of them, one by one. */
const given = (): readonly string[] => [
  // To the owner alone, in the desktop window or for his password (ui.md CF-11, CF-20).
  ...toldToTheOwner(hunt),
  // To whoever may do everything (api.md 2.3).
  'WebUI.Token in GET /api/token',
  'WebUI.Token in GET /web/token',
  // Once, when it is made; the cookie in Set-Cookie.
  'a token to admin in POST /api/auth/tokens',
  'a token to read in POST /api/auth/tokens',
  'the session of a token in POST /web/session',
  'the session of ada in POST /web/login',
  // Printed by a headless start, for one use within ten minutes (design.md 10).
  'the sign-in link in output',
  // Where the owner himself put it.
  'the setup token in /proc/host/environ',
  // Addresses are settings, not secrets (api.md 2.8.1, 3.11); settings are shown to admin only.
  inSettings('GET /api/config'),
  inSettings('GET /web/config'),
  inSettings('GET /web/config/toml'),
  ...['/api', '/web'].flatMap((prefix) =>
    ['', '/download'].map((what) => inSettings(`GET ${prefix}/config/backups/{id}${what}`)),
  ),
  inSettings('POST /api/config/import'),
];
