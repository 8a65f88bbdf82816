import { z } from 'zod';

/** Checks requests and answers against one OpenAPI 3.0 document; each problem is one sentence, none = it fits. */
export interface Contract {
  /** The path, its method and the names of its query parameters exist. */
  checkRequest(method: string, path: string, queryNames: string[]): string[];
  /** Every member of a 2xx JSON answer exists in the schema and has its type. */
  checkAnswer(method: string, path: string, answer: unknown): string[];
}

const schemaNode = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  nullable: z.boolean().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
});
const operationNode = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional() }),
  ),
});
const documentNode = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
type Document = z.infer<typeof documentNode>;
type Operation = z.infer<typeof operationNode>;

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const timeSpan = /^(\d+\.)?\d\d:\d\d:\d\d$/;

/** Members a document leaves out although the servers send them: a command's own parameters (arr-api.md 1.6). */
const openSchemas = new Set(['Command']);

/** Reads a parsed OpenAPI document. */
export function createContract(parsed: unknown): Contract {
  const document = documentNode.parse(parsed);
  return {
    checkRequest(method, path, queryNames) {
      const operation = operationOf(document, method, path);
      if (operation === null) return [`${method} ${path} does not exist`];
      const known = new Set(
        (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      );
      return queryNames
        .filter((name) => !known.has(name))
        .map((name) => `${method} ${path} has no query parameter ${name}`);
    },
    checkAnswer(method, path, answer) {
      const operation = operationOf(document, method, path);
      const success = Object.entries(operation?.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
      const schema = Object.entries(success?.content ?? {}).find(([type]) => type.includes('json'))?.[1].schema;
      if (schema === undefined) return [`${method} ${path} has no JSON answer in the document`];
      return check(document, schema, answer, `${method} ${path}`);
    },
  };
}

function operationOf(document: Document, method: string, path: string): Operation | null {
  const segments = path.split('/');
  const fits = (pattern: string[]) =>
    pattern.length === segments.length &&
    pattern.every(
      (part, index) => part === segments[index] || (part === '{id}' && /^\d+$/.test(segments[index] ?? '')),
    );
  const operations = Object.entries(document.paths).find(([pattern]) => fits(pattern.split('/')))?.[1];
  const operation = operations?.[method.toLowerCase()];
  return operation === undefined ? null : operationNode.parse(operation);
}

function check(document: Document, schema: unknown, value: unknown, where: string): string[] {
  const node = schemaNode.parse(schema);
  if (node.$ref !== undefined) {
    const name = node.$ref.split('/').at(-1) ?? '';
    // The documents describe the struct, the servers write text.
    if (name === 'TimeSpan') return textProblems(timeSpan, value, where);
    const target = schemaNode.parse(document.components.schemas[name]);
    return check(document, openSchemas.has(name) ? { ...target, additionalProperties: true } : target, value, where);
  }
  if (value === null) return node.nullable === true ? [] : [`${where} is null`];
  if (node.enum !== undefined) {
    return node.enum.includes(value) ? [] : [`${where}: ${JSON.stringify(value)} is none of ${node.enum.join(', ')}`];
  }
  if (node.type === 'array') {
    if (!Array.isArray(value)) return [`${where} is not an array`];
    return value.flatMap((item, index) => check(document, node.items ?? {}, item, `${where}[${index}]`));
  }
  if (node.type === 'object') return checkObject(document, node, value, where);
  return scalarProblems(node, value, where);
}

function checkObject(document: Document, node: z.infer<typeof schemaNode>, value: unknown, where: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${where} is not an object`];
  return Object.entries(value).flatMap(([name, member]) => {
    const schema = node.properties?.[name];
    if (schema !== undefined) return check(document, schema, member, `${where}.${name}`);
    return node.additionalProperties === false ? [`${where}.${name} does not exist`] : [];
  });
}

function scalarProblems(node: z.infer<typeof schemaNode>, value: unknown, where: string): string[] {
  if (node.format === 'date-time') return textProblems(timestamp, value, where);
  if (node.format === 'date-span') return textProblems(timeSpan, value, where);
  const fits =
    node.type === 'integer'
      ? Number.isInteger(value)
      : node.type === undefined || typeof value === (node.type === 'number' ? 'number' : node.type);
  return fits ? [] : [`${where}: ${JSON.stringify(value)} is not of type ${node.type}`];
}

function textProblems(pattern: RegExp, value: unknown, where: string): string[] {
  return typeof value === 'string' && pattern.test(value) ? [] : [`${where}: ${JSON.stringify(value)} is malformed`];
}
