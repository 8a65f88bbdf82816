import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { hash } from 'bcryptjs';
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { tokenCreated } from '../../server/contract/index.ts';
import { until } from '../lab/until.ts';
import { ServerProcess } from '../support/server-process.ts';
import { apiDocument, Judge, operationsOf, type ApiDocument, type Operation } from './support/fuzz/document.ts';
import { members, ownersPassword } from './support/fuzz/hints.ts';
import { brokenBodies, brokenEscapes, brokenHttp, climbing } from './support/fuzz/malformed.ts';
import { collected, inspectable } from './support/fuzz/memory.ts';
import { requestsOf } from './support/fuzz/requests.ts';
import { hostileValue, SchemaValues } from './support/fuzz/values.ts';
import { DEADLINE_MS, FuzzClient, raw, statusesOf, type Sent } from './support/fuzz/wire.ts';
import { readWorld, type World } from './support/fuzz/world.ts';

/**
 * Every run sends the same requests. `FUZZ_SEED=n` sends others; with `FUZZ_ONLY="POST /api/config"` only those of one
 * operation, and with the `FUZZ_PATH` that a failure prints the smallest request that still fails.
 */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_126);
const only = process.env['FUZZ_ONLY'];
const shrinkPath = process.env['FUZZ_PATH'];

const WANTED_REQUESTS = 20_000;
/** Requests of each operation. */
const RUNS = { usual: 126, big: 12, saves: 20, verbs: 2 };
/** What 20,000 requests may leave behind, in bytes: log lines, backups and sandbox history take some; a leak of 2 KiB each is more. */
const MOST_LEFT = { heap: 24 * 2 ** 20, resident: 96 * 2 ** 20 };
const CONNECTIONS = 8;
/** Six processes end and start again before the answer: how long that takes depends on the computer. */
const RESTART_MS = 20_000;

/** Operations that start and stop processes: one after the other, so that the deadline is theirs alone, and fewer of them. */
const verbs = /^POST \S+\/(processes|engine)\/|^POST \S+\/arr\/(rebuild|\{section\}\/restart)$/;
const saves = /^POST \S+\/(config|restore|save)$/;
/** Answers of half a megabyte. */
const big = /openapi|\/docs$/;

let dataDir: string;
let server: ServerProcess;
let client: FuzzClient;
let token: string;
let document: ApiDocument;
let world: World;
let scoped: string[];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'qb-fuzz-'));
  server = await ServerProcess.start({ dataDir, args: ['--demo', '--port', '0'], nodeArgs: inspectable });
  client = new FuzzClient(Number(new URL(server.base).port), CONNECTIONS);
  await readToken();
  const setUp = {
    'Webhooks.Home.URL': 'http://127.0.0.1:9/hook',
    'WebUI.LocalAuthEnabled': true,
    'WebUI.Username': 'ada',
    'WebUI.PasswordHash': await hash(ownersPassword, 4),
  };
  expect((await server.call('POST', '/api/config', token, { changes: setUp })).status).toBe(200);
  document = apiDocument.parse((await server.call('GET', '/api/openapi-3.1.json', token)).body);
  scoped = await Promise.all(
    ['metrics', 'read', 'control'].map(async (scope) => {
      const made = await server.call('POST', '/api/auth/tokens', token, { name: `fuzz ${scope}`, scope });
      return tokenCreated.parse(made.body).token;
    }),
  );
  world = await readWorld(server, token);
});
afterAll(async () => {
  client.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const withToken = z.looseObject({ WebUI: z.looseObject({ Token: z.string().min(1) }) });

async function readToken(): Promise<void> {
  const text = await readFile(path.join(dataDir, 'sandbox/config.toml'), 'utf8');
  token = withToken.parse(parse(text)).WebUI.Token;
}

/** The report of fast-check and what it found, very long texts cut. */
function told(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  return `${cause}\n${String(error)}`.replaceAll(/(.{1,8}?)\1{7,}/g, '$1...').slice(0, 1500);
}

const anyBody = z.looseObject({ changes: z.unknown().optional(), config: z.unknown().optional() });

/**
 * The only requests that are left out: a configuration that moves the server to another address, or takes away the token
 * that the test comes in with. (There is no route that ends the program.)
 */
function locksOut({ target, body }: Sent): boolean {
  if (!/\/config(\?|$)|\/config\/import\/.*\/save/.test(target) || body === null) return false;
  try {
    const { changes, config } = anyBody.parse(JSON.parse(body.toString()));
    const names = typeof changes === 'object' && changes !== null ? Object.keys(changes) : [];
    if (names.some((name) => /^webui(\.(token|host|port))?$/i.test(name))) return true;
    if (typeof config !== 'string') return false;
    return withToken.safeParse(parse(config)).data?.WebUI.Token !== token;
  } catch {
    // Neither body nor text can be read: refused by the server too.
    return false;
  }
}

async function examine(operation: Operation, runs: number, judge: Judge): Promise<void> {
  const values = new SchemaValues(document.components.schemas, world.all, members);
  const requests = requestsOf(operation, values, world, { owner: () => token, scoped }).filter(
    (sent) => !locksOut(sent),
  );
  await fc.assert(
    fc.asyncProperty(requests, async (sent) => {
      const heard = await client.ask(
        sent,
        verbs.test(operation.name) || saves.test(operation.name) ? RESTART_MS : DEADLINE_MS,
      );
      const complaint = judge.complaint(operation, sent.method, heard);
      if (complaint !== null) throw new Error(complaint);
    }),
    {
      // Each operation draws its own numbers: the two addresses of one handler are two chances.
      seed: seed ^ crc32(operation.name),
      numRuns: runs,
      interruptAfterTimeLimit: 60_000,
      markInterruptAsFailure: true,
      ...(shrinkPath !== undefined && { path: shrinkPath }),
    },
  );
}

describe('generated requests', () => {
  test('20,000 of them: none fails the server, none hangs, each answer is as documented, no memory is lost', async () => {
    const operations = operationsOf(document).filter(({ name }) => only === undefined || name === only);
    const alone = ({ name }: Operation): boolean => verbs.test(name) || saves.test(name);
    const judge = new Judge(document);
    const failures: string[] = [];
    const runsOf = ({ name }: Operation): number =>
      verbs.test(name) ? RUNS.verbs : saves.test(name) ? RUNS.saves : big.test(name) ? RUNS.big : RUNS.usual;
    const work = async (left: Operation[], most: number): Promise<void> => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        const { name } = next;
        await examine(next, Math.min(most, runsOf(next)), judge).catch((error: unknown) => {
          failures.push(`FUZZ_SEED=${seed} FUZZ_ONLY="${name}"\n${told(error)}`);
        });
      }
    };
    const together = async (most: number): Promise<void> => {
      const left = operations.filter((operation) => !alone(operation));
      await Promise.all(Array.from({ length: CONNECTIONS }, async () => work(left, most)));
    };
    // The first requests fill caches and compile code; what comes after them must leave nothing behind.
    await together(5);
    const before = await collected(server);
    await together(Infinity);
    // Last, because little is left of the configuration afterwards.
    await work(operations.filter(alone), Infinity);
    expect(failures).toEqual([]);
    // Nothing above was answered for want of a credential.
    expect((await server.call('GET', '/api/token', token)).status).toBe(200);
    const after = await collected(server);
    expect(after.heap - before.heap).toBeLessThan(MOST_LEFT.heap);
    // Freed pages go back to the system when the collector likes; what stays is bounded all the same.
    expect((after.resident ?? 0) - (before.resident ?? 0)).toBeLessThan(MOST_LEFT.resident);
    if (only === undefined) expect(client.sent).toBeGreaterThanOrEqual(WANTED_REQUESTS);
  }, 300_000);
});

describe('requests that are none', () => {
  const isWell = async (): Promise<void> => {
    const health = await client.ask({ method: 'GET', target: '/api/health', headers: {}, body: null });
    expect([health.status, health.body]).toEqual([200, expect.stringContaining('"status":"healthy"')]);
  };

  test('whatever is wrong with the HTTP or the body is said, and the server goes on', async () => {
    const caller = { port: client.port, token };
    for (const { name, bytes, allowed } of [...brokenHttp(caller), ...brokenBodies(caller)]) {
      const statuses = await raw(client.port, bytes).then(statusesOf, String);
      expect({ name, statuses }).toEqual({
        name,
        statuses: allowed.length === 0 ? [] : [expect.toBeOneOf([...allowed])],
      });
    }
    await isWell();
  });

  test('an escape that stands for nothing is a 400 under every address, in the built program too', async () => {
    await fc.assert(
      fc.asyncProperty(brokenEscapes, fc.constantFrom('GET', 'POST', 'HEAD'), async (target, method) => {
        const { status } = await client.ask({ method, target, headers: { 'X-API-Token': token }, body: null });
        expect(status).toBe(400);
      }),
      { seed, numRuns: 300 },
    );
    await isWell();
  });

  test('no address leads out of its folder', async () => {
    for (const target of climbing) {
      const { status, body } = await client.ask({
        method: 'GET',
        target,
        headers: { 'X-API-Token': token },
        body: null,
      });
      expect({ target, status }).toEqual({ target, status: expect.toBeOneOf([200, 400, 404]) });
      expect(body).not.toMatch(/root:|ConfigVersion|"devDependencies"/);
    }
    await isWell();
  });

  test('requests behind one another on one connection are answered in order', async () => {
    const head = `Host: 127.0.0.1:${client.port}\r\n`;
    const heard = await raw(
      client.port,
      `GET /health HTTP/1.1\r\n${head}\r\nGET /api/nope HTTP/1.1\r\n${head}\r\nGET /health HTTP/1.1\r\n${head}Connection: close\r\n\r\n`,
    );
    expect(statusesOf(heard)).toEqual([200, 404, 200]);
  });

  test('frames of the live stream that are none are answered with an error, and the stream goes on', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${client.port}/api/ws`, { headers: { 'X-API-Token': token } });
    const judge = new Judge(document);
    const complaints: string[] = [];
    let pongs = 0;
    let answers = 0;
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text === '{"type":"pong"}') pongs += 1;
      if (text.startsWith('{"type":"error"')) answers += 1;
      const complaint = judge.mismatch(document['x-websocket'].server, text);
      if (complaint !== null) complaints.push(complaint);
    });
    await once(socket, 'open');
    const values = new SchemaValues(document.components.schemas, world.all, members);
    const { client: shape } = document['x-websocket'];
    const frames = fc.oneof(values.fitting(shape), values.almost(shape), hostileValue);
    for (const frame of fc.sample(frames, { seed, numRuns: 1500 })) socket.send(JSON.stringify(frame));
    for (const text of ['', '{', '\0', '['.repeat(30_000)]) socket.send(text);
    socket.send(Buffer.from([1, 2, 3]));
    socket.send('{"type":"ping"}');
    const before = pongs;
    await until('the last ping is answered', () => pongs > before && answers > 100);
    expect(complaints).toEqual([]);
    const ended = once(socket, 'close');
    // More than a client may send at once (api.md 3.10).
    socket.send('x'.repeat(65 * 1024));
    expect((await ended)[0]).toBeOneOf([1006, 1009]);
    await isWell();
  });
});
