import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { validate } from '@readme/openapi-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiScope } from '../../contract/index.ts';
import { startHarness, type Harness } from '../testing/harness.ts';
import { specOperations } from '../testing/spec-operations.ts';
import { outcomesOf } from './outcomes.ts';

const operation = z.looseObject({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  'x-scope': apiScope.optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.enum(['path', 'query']), schema: z.looseObject({}) })),
  responses: z.record(z.string(), z.looseObject({ description: z.string().min(1) })),
});
const documentShape = z.looseObject({
  openapi: z.enum(['3.0.3', '3.1.0']),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-openapi-'));
let server: Harness;
beforeAll(async () => {
  server = await startHarness({}, {}, { sandbox: { start: async () => ({ ok: true }) } });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const addresses = ['/api/openapi.json', '/web/openapi.json', '/api/openapi-3.1.json', '/web/openapi-3.1.json'];
const read = async (address: string) => documentShape.parse((await server.authed(address)).body);
const template = (row: string): string => row.replaceAll(/[:*](\w+)/g, '{$1}');

describe('the OpenAPI document (api.md 3.12)', () => {
  it.each(addresses)('%s is valid and names this server', async (address) => {
    const document = await read(address);
    const file = path.join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    expect(await validate(file)).toMatchObject({ valid: true });
    expect(document.servers).toEqual([{ url: '/' }]);
    expect(document.openapi).toBe(address.includes('3.1') ? '3.1.0' : '3.0.3');
  });

  it('API6.13 holds every operation of api.md 2.1 and section 3', async () => {
    const { paths } = await read('/api/openapi.json');
    // Names of variables are ours, a process path is one variable; `/ui` is the panel and no row of the table.
    const plain = (address: string): string =>
      address
        .replace(/(?<=\/processes\/)\{.+\}(?=\/)/, '{}')
        .replaceAll(/\{\w+\}/g, '{}')
        .replace(/^\/api$/, '/api/');
    const told = new Set(
      Object.entries(paths).flatMap(([address, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${plain(address)}`),
      ),
    );
    const rows = specOperations.filter(({ path: address }) => !address.startsWith('/ui'));
    expect(rows.filter((row) => !told.has(`${row.method} ${plain(row.path)}`))).toEqual([]);
  });

  it.each(addresses)(
    '%s holds every registered row under each of its prefixes, each with a name of its own',
    async (address) => {
      const { paths } = await read(address);
      const told = Object.entries(paths).flatMap(([place, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${place}`),
      );
      const rows = server.api.routes.flatMap(({ at, method, path: place }) =>
        at.map((prefix) => `${method} ${prefix}${template(place)}`),
      );
      expect(told.toSorted()).toEqual(rows.toSorted());
      const names = Object.values(paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
      expect(new Set(names).size).toBe(names.length);
    },
  );

  it('tells of each row its scope, the ways to prove it, and every status it may answer with', async () => {
    const { paths } = await read('/api/openapi-3.1.json');
    for (const row of server.api.routes) {
      for (const prefix of row.at) {
        const told = paths[`${prefix}${template(row.path)}`]?.[row.method.toLowerCase()];
        const scope = typeof row.auth === 'object' ? row.auth.scope : undefined;
        const ways = scope === undefined ? [] : [scope];
        const security = ['bearerAuth', 'apiToken', 'session'].map((name) => ({ [name]: ways }));
        expect(told).toMatchObject({ security: row.auth === 'public' ? [] : security });
        expect(told?.['x-scope']).toBe(scope);
        expect(Object.keys(told?.responses ?? {}).map(Number)).toEqual(
          [...outcomesOf(row).keys()].toSorted((a, b) => a - b),
        );
      }
    }
  });

  it('keeps the names of shapes, and types of query values', async () => {
    const { components, paths } = await read('/api/openapi.json');
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['Error', 'ProcessRow', 'TorrentRow', 'StatusBody', 'LiveFromServer', 'LiveFromClient']),
    );
    const limit = paths['/api/logs']?.['get']?.parameters.find(({ name }) => name === 'limit');
    expect(limit?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 10_000, default: 100 });
    for (const address of addresses.slice(0, 3)) {
      const prefix = address.slice(0, 4);
      const torrents = (await read(address)).paths[`${prefix}/torrents`]?.['get']?.parameters;
      const show = torrents?.find(({ name }) => name === 'show')?.schema;
      expect(show).toEqual({ type: 'string', enum: expect.arrayContaining(['removal', 'seeding']) });
    }
  });
});
