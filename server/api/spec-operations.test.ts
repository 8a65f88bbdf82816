import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startHarness, type Harness, type Reply } from './testing/harness.ts';
import { specOperations } from './testing/spec-operations.ts';

let panel: string;
let server: Harness;
beforeAll(async () => {
  panel = await mkdtemp(path.join(tmpdir(), 'qbitrr-panel-'));
  await writeFile(path.join(panel, 'index.html'), '<!doctype html><head></head>');
  server = await startHarness({}, { panel });
});
afterAll(async () => {
  await server.stop();
  await rm(panel, { recursive: true });
});

const examples: Record<string, string> = { category: 'radarr-movies', id: '1', section: 'Radarr-Movies' };

/** A concrete address: what is named exists where the stand-in has it. */
function example(address: string): string {
  const isLog = address.includes('/logs/');
  return address.replaceAll(/\{(\w+)\}/g, (_, variable: string) => {
    if (variable === 'kind') return address.includes('/open/') ? 'movie' : 'search';
    if (variable === 'name') return isLog ? 'All.log' : 'Radarr-Movies';
    return examples[variable] ?? variable;
  });
}

/** Nothing is registered here: the answer of an unknown path, or of a known one for another method. */
const isNoRoute = ({ status, error }: Reply): boolean => status === 405 || error === 'Not Found';

describe('the operations of api.md 2.1 and section 3', () => {
  test('are 101, each listed once', () => {
    expect(new Set(specOperations.map(({ method, path: address }) => `${method} ${address}`)).size).toBe(101);
    expect(specOperations).toHaveLength(101);
  });

  test.each(specOperations)('$method $path is there, $auth', async ({ method, path: address, auth }) => {
    const bare = await server.ask(example(address), { method });
    expect(isNoRoute(bare)).toBe(false);
    if (auth === 'guarded') {
      expect(bare.status).toBe(401);
      expect(bare.body).toEqual({ error: 'unauthorized', details: 'Missing or invalid API token' });
    } else if (auth === 'public') expect(bare.status).not.toBe(401);
    const authed = await server.authed(example(address), { method });
    expect(isNoRoute(authed)).toBe(false);
    expect(authed.status).not.toBe(401);
    expect((await server.ask(example(address), { method: 'OPTIONS' })).headers.allow).toContain(method);
  });
});

describe('shapes of the seed dialect (api.md 1.2)', () => {
  const text = z.string().min(1);
  const row = z.looseObject({
    name: text,
    category: text,
    status: z.enum(['running', 'starting', 'restarting', 'stopped', 'failed']),
    pid: z.int().positive().nullable(),
    uptime: z.int().min(0),
  });
  const entry = z.looseObject({
    timestamp: z.iso.datetime(),
    level: z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']),
    source: text,
    message: z.string(),
  });

  test.each<[string, z.ZodType]>([
    ['/api/health', z.looseObject({ status: z.literal('healthy'), version: text })],
    ['/api/processes', z.looseObject({ processes: z.array(row).min(1) })],
    ['/api/logs', z.looseObject({ logs: z.array(entry).length(100) })],
    ['/api/logs?limit=50&level=ERROR', z.looseObject({ logs: z.array(entry.extend({ level: z.literal('ERROR') })) })],
    ['/api/config', z.looseObject({ config: z.string().includes('[WebUI]') })],
  ])('GET %s', async (address, shape) => {
    const { status, headers, body } = await server.authed(address);
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(shape.safeParse(body).error).toBeUndefined();
  });

  test('POST /api/processes/{name}/restart without body and Content-Type', async () => {
    const { status, body } = await server.authed('/api/processes/Radarr-Movies/restart', { method: 'POST' });
    const restarted = ['search', 'torrent'];
    expect([status, body]).toEqual([
      200,
      { status: 'ok', restarted, name: 'Radarr-Movies', category: 'radarr-movies' },
    ]);
  });

  test('POST /api/config', async () => {
    const { status, body } = await server.post('/api/config', { config: '[Settings]\nConsoleLevel = "DEBUG"\n' });
    expect([status, body]).toEqual([
      200,
      { status: 'ok', configReloaded: true, reloadType: 'live', affectedInstances: [] },
    ]);
  });
});
