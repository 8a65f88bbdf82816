/** What a query parameter or body member may hold. `ints`: repeated query keys, or an array in a body. */
export type FieldType = 'int' | 'ints' | 'bool' | 'string' | 'importMode';
export type FieldSpec = Record<string, FieldType>;

/** A request the real server might bear with, but that no part of this program should ever send. */
export class Violation extends Error {}

/** A parsed query: numbers and booleans already of their type. */
export type QueryValues = Record<string, number | boolean | string | number[]>;

const importModes = new Set(['auto', 'move', 'copy']);

/**
 * Reads a query strictly.
 * @throws Violation for unknown names, repeated single values and wrong types.
 */
export function readQuery(query: URLSearchParams, spec: FieldSpec): QueryValues {
  const values: QueryValues = {};
  for (const name of new Set(query.keys())) {
    const type = spec[name];
    if (type === undefined) throw new Violation(`unknown query parameter "${name}"`);
    const texts = query.getAll(name);
    if (type === 'ints') values[name] = texts.map((text) => readInt(name, text));
    else if (texts.length > 1) throw new Violation(`query parameter "${name}" is repeated`);
    else values[name] = readText(name, texts[0] ?? '', type);
  }
  return values;
}

function readText(name: string, text: string, type: FieldType): number | boolean | string {
  if (type === 'int') return readInt(name, text);
  if (type !== 'bool') return text;
  if (text !== 'true' && text !== 'false') throw new Violation(`query parameter "${name}" is not a boolean: "${text}"`);
  return text === 'true';
}

function readInt(name: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new Violation(`query parameter "${name}" is not an integer: "${text}"`);
  return Number(text);
}

/**
 * Checks that a value is an object holding only members of the spec, each of the right type.
 * @throws Violation otherwise.
 */
export function readBody(body: unknown, spec: FieldSpec): Record<string, unknown> {
  if (!isObject(body)) throw new Violation('the body is not an object');
  for (const [name, value] of Object.entries(body)) {
    const type = spec[name];
    if (type === undefined) throw new Violation(`unknown body member "${name}"`);
    if (!fits(type, value))
      throw new Violation(`body member "${name}" is not of type ${type}: ${JSON.stringify(value)}`);
  }
  return body;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(type: FieldType, value: unknown): boolean {
  if (type === 'int') return Number.isInteger(value);
  if (type === 'ints') return Array.isArray(value) && value.every((item) => Number.isInteger(item));
  if (type === 'bool') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  return type === 'string' || importModes.has(value.toLowerCase());
}
