import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { validate } from '@readme/openapi-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startHarness, type Harness } from './testing/harness.ts';

const documentShape = z.looseObject({
  openapi: z.literal('3.0.3'),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), security: z.array(z.unknown()) })),
  ),
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-openapi-'));
let server: Harness;
beforeAll(async () => {
  server = await startHarness({});
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const read = async (address: string) => documentShape.parse((await server.authed(address)).body);

describe('the OpenAPI document (api.md 3.12)', () => {
  it('is valid, under both prefixes', async () => {
    for (const address of ['/api/openapi.json', '/web/openapi.json']) {
      const document = await read(address);
      const file = path.join(folder, 'openapi.json');
      writeFileSync(file, JSON.stringify(document));
      expect(await validate(file)).toMatchObject({ valid: true });
      expect(document.servers).toEqual([{ url: '/' }]);
    }
  });

  it('holds every registered row under each of its prefixes, each with a name of its own', async () => {
    const { paths } = await read('/api/openapi.json');
    const told = Object.entries(paths).flatMap(([address, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${address}`),
    );
    const rows = server.api.routes.flatMap(({ at, method, path: address }) =>
      at.map((prefix) => `${method} ${prefix}${address.replaceAll(/[:*](\w+)/g, '{$1}')}`),
    );
    expect(told.toSorted()).toEqual(rows.toSorted());
    const names = Object.values(paths).flatMap((operations) => Object.values(operations).map((one) => one.operationId));
    expect(new Set(names).size).toBe(names.length);
  });

  it('asks for a credential exactly where the row does', async () => {
    const { paths } = await read('/api/openapi.json');
    for (const { at, auth, method, path: address } of server.api.routes) {
      for (const prefix of at) {
        const operation = paths[`${prefix}${address.replaceAll(/[:*](\w+)/g, '{$1}')}`]?.[method.toLowerCase()];
        expect([prefix, address, operation?.security.length]).toEqual([prefix, address, auth === 'public' ? 0 : 2]);
      }
    }
  });
});
