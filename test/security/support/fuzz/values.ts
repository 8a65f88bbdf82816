import fc from 'fast-check';
import { jsonSchema, type JsonSchema } from './document.ts';

type Value = fc.Arbitrary<unknown>;

/** Names that reach for what every object has. */
const inherited = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
];

/** Texts that some parser, store or file system takes for more than a text. */
const traps = [
  ...inherited,
  '',
  ' ',
  '\0',
  'a\0b',
  '\uFEFF',
  '\u202Egnp.exe',
  '../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  'C:\\',
  '%00',
  '%2e%2e%2f',
  '${jndi:ldap://127.0.0.1/a}',
  "' OR 1=1 --",
  '"; DROP TABLE events; --',
  '<script>alert(1)</script>',
  '(a+)+$',
  '[',
  'NaN',
  'undefined',
  'null',
  'true',
  '-1',
  '0',
  '1e309',
  '9007199254740993',
  '[redacted]',
  'CHANGE_ME',
  '\r\nX-Injected: 1',
  '\u{1F600}'.repeat(50),
  'e\u0301'.repeat(20),
  '\u0130\u0131\u00DF\uFB01',
];

const extremes = [0, -0, -1, 1, 2 ** 31, -(2 ** 31), 2 ** 53, -(2 ** 53), 1e308, 5e-324, 0.1, 1e21];

/** Texts no sensible client sends, rarely very long. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...traps) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((size) => 'x'.repeat(10 ** size)) },
);

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Values of any kind, extremes, unknown objects and deep ones. */
export const hostileValue: Value = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: null }, ...extremes),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: 2, max: 400 }).map(nested),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.oneof(fc.constantFrom(...inherited), hostileText), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }),
);

/** Values that fit schemas of the document. */
export class SchemaValues {
  readonly #schemas: Record<string, JsonSchema>;
  readonly #word: fc.Arbitrary<string>;
  readonly #members: ReadonlyMap<string, Value>;

  /** `words` exist in the running server. `members` say what those of a certain name are, whatever their schema allows. */
  constructor(schemas: Record<string, JsonSchema>, words: readonly string[], members: ReadonlyMap<string, Value>) {
    this.#schemas = schemas;
    this.#word = fc.oneof(fc.constantFrom(...words), hostileText);
    this.#members = members;
  }

  /** A value of this schema. */
  fitting(schema: JsonSchema, depth = 0): Value {
    const { $ref, type, anyOf, oneOf } = schema;
    if (typeof $ref === 'string') return this.fitting(this.#schemas[$ref.split('/').at(-1) ?? ''] ?? {}, depth);
    if (schema['const'] !== undefined) return fc.constant(schema['const']);
    if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...schema['enum']);
    const options = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : null;
    if (options !== null) return fc.oneof(...options.map((option) => this.fitting(jsonSchema.parse(option), depth)));
    switch (type) {
      case 'object':
        return this.#object(schema, depth);
      case 'array':
        return this.#array(schema, depth);
      case 'string':
        return this.text(schema);
      case 'integer':
        return fc.integer({ min: bound(schema['minimum'], -1000), max: bound(schema['maximum'], 1_000_000) });
      case 'number':
        return fc.double({
          min: bound(schema['minimum'], -1000),
          max: bound(schema['maximum'], 1_000_000),
          noNaN: true,
        });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return depth > 2 ? fc.constant(null) : hostileValue;
    }
  }

  /** A text of this schema. */
  text({ minLength, maxLength }: JsonSchema): fc.Arbitrary<string> {
    const [min, max] = [bound(minLength, 0), bound(maxLength, 100_000)];
    return this.#word.map((word) => word.padEnd(min, 'x').slice(0, max));
  }

  /** The same value with one to three things wrong. */
  almost(schema: JsonSchema): Value {
    const fault = fc.record({
      at: fc.nat(),
      kind: fc.constantFrom('replace', 'drop', 'add'),
      name: hostileText,
      hostileValue,
    });
    return fc
      .tuple(this.fitting(schema), fc.array(fault, { minLength: 1, maxLength: 3 }))
      .map(([value, faults]) => faults.reduce((broken, one) => spoil(broken, one), value));
  }

  #object(schema: JsonSchema, depth: number): Value {
    const properties = Object.entries(jsonSchema.parse(schema['properties'] ?? {}));
    const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
    const named = Object.fromEntries(
      properties.map(([name, property]) => [
        name,
        this.#members.get(name) ?? this.fitting(jsonSchema.parse(property), depth + 1),
      ]),
    );
    const members = fc.record(named, { requiredKeys: required.filter((name) => name in named) });
    if (schema['additionalProperties'] === false || schema['additionalProperties'] === undefined) return members;
    const rest = fc.dictionary(this.#word, hostileValue, { maxKeys: 3 });
    return fc.tuple(members, rest).map(([own, more]) => ({ ...more, ...own }));
  }

  #array(schema: JsonSchema, depth: number): Value {
    const items = this.fitting(jsonSchema.parse(schema['items'] ?? {}), depth + 1);
    return fc.array(items, {
      minLength: bound(schema['minItems'], 0),
      maxLength: Math.min(bound(schema['maxItems'], 4), 4),
    });
  }
}

const bound = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.max(Math.min(value, 1e9), -1e9) : fallback;

interface Fault {
  at: number;
  kind: string;
  name: string;
  hostileValue: unknown;
}

/** A copy with one member replaced, left out or added, somewhere inside. */
function spoil(value: unknown, fault: Fault): unknown {
  const at = fault.at % 4;
  if (at === 0 && fault.kind === 'replace') return fault.hostileValue;
  const inside: Fault = { ...fault, at: Math.floor(fault.at / 4) };
  if (Array.isArray(value)) {
    if (fault.kind === 'add' || value.length === 0) return [...value.map((item: unknown) => item), fault.hostileValue];
    const index = fault.at % value.length;
    if (fault.kind === 'drop') return value.toSpliced(index, 1);
    return value.map((item: unknown, position) => (position === index ? spoil(item, inside) : item));
  }
  if (typeof value !== 'object' || value === null) return fault.hostileValue;
  const entries = Object.entries(value);
  if (fault.kind === 'add' || entries.length === 0) return withOwn(entries, fault.name, fault.hostileValue);
  const chosen = entries[fault.at % entries.length]?.[0] ?? '';
  if (fault.kind === 'drop') return Object.fromEntries(entries.filter(([name]) => name !== chosen));
  return Object.fromEntries(entries.map(([name, member]) => [name, name === chosen ? spoil(member, inside) : member]));
}

/** `__proto__` becomes a member of its own, as in JSON. */
function withOwn(entries: [string, unknown][], name: string, value: unknown): unknown {
  const made = Object.fromEntries(entries);
  Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
  return made;
}
