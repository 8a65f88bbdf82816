import fc from 'fast-check';
import type { Operation } from './document.ts';
import { openBodies } from './hints.ts';
import { hostileText, hostileValue, type SchemaValues } from './values.ts';
import type { Sent } from './wire.ts';
import type { World } from './world.ts';

/** Ways to be somebody, the owner's first. */
export interface Credentials {
  owner: () => string;
  scoped: readonly string[];
}

const headerText = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});

/** Headers that change what a handler does, with values that are right, wrong and absurd. */
const strangeHeaders: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(
    'Accept',
    'Accept-Encoding',
    'If-None-Match',
    'If-Match',
    'If-Modified-Since',
    'Range',
    'Origin',
    'Sec-Fetch-Site',
    'X-Forwarded-For',
    'X-Forwarded-Proto',
    'X-Forwarded-Host',
    'X-Forwarded-Prefix',
    'X-HTTP-Method-Override',
    'Cookie',
    'Content-Encoding',
    'Accept-Language',
    'X-Unknown',
  ),
  fc.oneof(
    fc.constantFrom(
      '*',
      '',
      'bytes=0-',
      'bytes=-1',
      'bytes=9999999999-',
      'bytes=5-1',
      'text/plain',
      'application/json',
    ),
    fc.constantFrom('"x"', 'W/"x"', 'gzip', 'cross-site', 'http://evil.example', 'DELETE', 'qbitrr_session=x', 'null'),
    headerText,
  ),
  { maxKeys: 3 },
);

const brokenBodies: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('{', '{"a":', '[]', 'null', '"text"', '1', '{}{}', "{'a':1}", '\uFEFF{}', '{"a":1,}', 'NaN', '\0'),
  fc.constantFrom('[', '{"a":').map((open) => open.repeat(5000)),
  fc.integer({ min: 1000, max: 20_000 }).map((depth) => `{"changes":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constant('{"__proto__":{"scope":"admin"},"constructor":{"prototype":{"polluted":1}}}'),
);

const types = ['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json'];
const wrongTypes = [
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  '',
  'application/xml',
  ';',
];

/** Requests of one operation: such as the document allows, such as it nearly allows, and nonsense. */
export function requestsOf(
  operation: Operation,
  values: SchemaValues,
  world: World,
  who: Credentials,
): fc.Arbitrary<Sent> {
  const { described, method, path } = operation;
  const method$ = fc.oneof(
    { weight: 20, arbitrary: fc.constant(method) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(method === 'GET' ? 'HEAD' : method, 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'),
    },
  );
  const credential$ = fc.oneof(
    { weight: 16, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom(...who.scoped) },
    { weight: 1, arbitrary: fc.oneof(fc.constant(''), headerText) },
  );
  const open = openBodies.find(([pattern]) => method === 'POST' && pattern.test(path))?.[1];
  const schema = open ?? described.requestBody?.content['application/json'].schema;
  const body$ = method === 'GET' ? fc.constant(null) : bodiesOf(schema, values);
  const type$ = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...types) },
    { weight: 1, arbitrary: fc.constantFrom(...wrongTypes) },
  );
  return fc
    .record({
      method: method$,
      target: targetsOf(path, described.parameters, world),
      credential: credential$,
      headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: strangeHeaders }),
      body: body$,
      type: type$,
    })
    .map(({ method: verb, target, credential, headers, body, type }) => ({
      method: verb,
      target,
      headers: {
        ...headers,
        'X-API-Token': credential ?? who.owner(),
        ...(body !== null && type !== '' && { 'Content-Type': type }),
      },
      body: verb === 'HEAD' ? null : body,
    }));
}

function bodiesOf(
  schema: Parameters<SchemaValues['fitting']>[0] | undefined,
  values: SchemaValues,
): fc.Arbitrary<string | null> {
  const written = (value: unknown): string => JSON.stringify(value) ?? 'null';
  const invented = schema === undefined ? fc.dictionary(hostileText, hostileValue, { maxKeys: 3 }) : null;
  return fc.oneof(
    { weight: 4, arbitrary: (invented ?? values.fitting(schema ?? {})).map(written) },
    { weight: 5, arbitrary: (invented ?? values.almost(schema ?? {})).map(written) },
    { weight: 2, arbitrary: brokenBodies },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}

type Variables = Operation['described']['parameters'];

function targetsOf(path: string, parameters: Variables, world: World): fc.Arbitrary<string> {
  const segment = (name: string): fc.Arbitrary<string> => {
    const fitting = world.at(path, name);
    return fc.oneof(
      { weight: 6, arbitrary: fitting.length === 0 ? fc.constant('1') : fc.constantFrom(...fitting) },
      { weight: 1, arbitrary: fc.constantFrom(...world.all, '0', '999999999999999') },
      { weight: 2, arbitrary: hostileText },
    );
  };
  const inPath = parameters.filter((one) => one.in === 'path');
  const inQuery = parameters.filter((one) => one.in === 'query');
  const query$ = fc.array(fc.tuple(fc.oneof(nameOf(inQuery), hostileText), queryValue(inQuery, world.all)), {
    maxLength: 4,
  });
  return fc
    .tuple(fc.tuple(...inPath.map(({ name }) => segment(name))), query$, fc.boolean())
    .map(([segments, query, keepsSlashes]) => {
      const filled = segments.reduce((left, text, index) => {
        const written = encodeURIComponent(text.slice(0, 3000));
        return left.replace(`{${inPath[index]?.name ?? ''}}`, () =>
          keepsSlashes ? written.replaceAll('%2F', '/') : written,
        );
      }, path);
      const search = query.map(
        ([name, value]) => `${encodeURIComponent(name.slice(0, 500))}=${encodeURIComponent(value.slice(0, 3000))}`,
      );
      return search.length === 0 ? filled : `${filled}?${search.join('&')}`;
    });
}

const nameOf = (parameters: Variables): fc.Arbitrary<string> =>
  parameters.length === 0 ? fc.constant('x') : fc.constantFrom(...parameters.map(({ name }) => name));

function queryValue(parameters: Variables, words: readonly string[]): fc.Arbitrary<string> {
  const listed = parameters.flatMap(({ schema }) => (Array.isArray(schema['enum']) ? schema['enum'].map(String) : []));
  return fc.oneof(
    fc.constantFrom(...words, ...listed),
    fc.integer({ min: -5, max: 2000 }).map(String),
    fc.constantFrom(
      'true',
      'false',
      '1',
      '9007199254740993',
      '-9007199254740993',
      '1e5',
      ' 1 ',
      '+1',
      '[]',
      '["a"]',
      '{"a":1}',
    ),
    hostileText,
  );
}
