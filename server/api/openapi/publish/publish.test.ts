import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { apiPage, publishedFiles } from './index.ts';
import { clientModel, type OpenapiDocument } from './model.ts';
import { pythonClient } from './python.ts';
import { typescriptClient } from './typescript.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');

test('3.12 docs/api.md and the clients are what the route table says (else run node build/api-docs.mjs)', async () => {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')));
  for (const { path: name, text, parser } of await publishedFiles(read(apiPage), version)) {
    const style = await resolveConfig(path.join(root, name));
    const wanted = parser === null ? text : await format(text, { ...style, parser });
    expect(wanted === read(name) ? name : `${name} is out of date: run node build/api-docs.mjs`).toBe(name);
  }
});

const operation = (summary: string): OpenapiDocument['paths'][string][string] => ({
  operationId: 'x',
  summary,
  'x-scope': 'read',
  parameters: [],
  responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Things' } } } } },
});

const document: OpenapiDocument = {
  info: { version: '1.0.0' },
  paths: {
    '/api/things/{category}/all': {
      get: {
        ...operation('Things'),
        parameters: [
          {
            name: 'category',
            in: 'path',
            required: true,
            description: 'May contain slashes',
            schema: { type: 'string' },
          },
          { name: 'page_size', in: 'query', required: false, schema: { type: 'integer' } },
        ],
      },
    },
    '/web/things': { get: operation('Not for clients') },
  },
  components: {
    schemas: {
      Things: {
        type: 'object',
        properties: {
          from: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          counts: { type: 'object', additionalProperties: { type: 'integer' } },
          pair: { type: 'array', prefixItems: [{ type: 'number' }, { const: 'x' }] },
          inner: { type: 'object', properties: { on: { type: 'boolean' } }, required: ['on'] },
        },
        required: ['from'],
      },
      Unused: { type: 'string' },
    },
  },
};

test('3.12 a client has what lies under /api, with the shapes that needs and no others', async () => {
  const model = clientModel(document);
  expect(model.operations.map(({ name }) => name)).toEqual(['getThingsAll']);
  expect(model.schemas.map(([name]) => name)).toEqual(['Things']);
  const script = await format(typescriptClient(model), { parser: 'typescript', printWidth: 120, singleQuote: true });
  expect(script).toContain(
    'getThingsAll(category: string, query: { page_size?: number | undefined } = {}): Promise<Things>',
  );
  expect(script).toContain("return this.#json('GET', `/api/things/${parts(category)}/all`, query);");
  expect(script).toContain('from: string | null;');
  expect(script).toContain('counts?: Record<string, number>;');
  expect(script).toContain("pair?: [number, 'x'];");
  const python = pythonClient(model);
  expect(python).toContain('def get_things_all(self, category: str, *, page_size: Optional[int] = None) -> Things:');
  expect(python).toContain('"GET", f"/api/things/{_parts(category)}/all", {"page_size": page_size}');
  expect(python).toContain(
    'Things = TypedDict("Things", {"from": "Union[str, None]", "counts": "NotRequired[Dict[str, int]]"',
  );
  expect(python).toContain('class ThingsInner(TypedDict):\n    on: bool');
});

test('two operations of one name are refused', () => {
  const paths = { '/api/a/{b}/c': { get: operation('') }, '/api/a/c': { get: operation('') } };
  expect(() => clientModel({ ...document, paths })).toThrow('getAC');
});
