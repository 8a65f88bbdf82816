import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import type { Heard } from './wire.ts';

export const jsonSchema = z.record(z.string(), z.unknown());
export type JsonSchema = z.infer<typeof jsonSchema>;

const withSchema = z.object({ schema: jsonSchema });
const operationObject = z.object({
  parameters: z.array(withSchema.extend({ name: z.string(), in: z.enum(['path', 'query']) })),
  requestBody: z.object({ content: z.object({ 'application/json': withSchema }) }).optional(),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), withSchema).optional() })),
});
export const apiDocument = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationObject)),
  components: z.object({ schemas: z.record(z.string(), jsonSchema) }),
  'x-websocket': z.object({ client: jsonSchema, server: jsonSchema }),
});
export type ApiDocument = z.infer<typeof apiDocument>;

/** One method of one address of the document. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly described: z.infer<typeof operationObject>;
}

export const operationsOf = ({ paths }: ApiDocument): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      described,
    })),
  );

/** Answers any address may give, whatever it is (introduction of the document). */
const everywhere = new Set([404, 405, 431]);

/**
 * Failures the specs promise by name: api.md 2.8.4 answers whatever goes wrong while an Arr is tried with a 500, and api.md
 * section 4 says 503 while nothing is managed yet.
 */
function isPromisedFailure(operation: Operation, { status, body }: Heard): boolean {
  if (status === 503) return operation.described.responses['503'] !== undefined;
  return status === 500 && operation.path.endsWith('/arr/test-connection') && /"Connection test failed"/.test(body);
}

/** Holds answers against the document; a new schema is compiled once. */
export class Judge {
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction>();

  constructor({ components }: ApiDocument) {
    this.#ajv = new Ajv2020({ strict: false, validateFormats: false });
    this.#ajv.addSchema({ $id: 'doc', components });
  }

  /** What is wrong with the answer, null when nothing is. `method` is what was sent: HEAD has no body. */
  complaint(operation: Operation, method: string, heard: Heard): string | null {
    const { status, body } = heard;
    if (status >= 500 && !isPromisedFailure(operation, heard)) return `${status}: ${body.slice(0, 300)}`;
    if (method === 'OPTIONS') return [200, 204, 400, 404].includes(status) ? null : `OPTIONS: ${status}`;
    // Below `/ui` every address nobody else takes is the panel.
    if (operation.path.startsWith('/ui/') && status === 200 && heard.type.startsWith('text/html')) return null;
    const described = operation.described.responses[String(status)];
    if (described === undefined && !everywhere.has(status)) return `${status} is not documented: ${body.slice(0, 200)}`;
    if (method === 'HEAD') return body === '' ? null : 'an answer to HEAD has a body';
    const content = described?.content ?? { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
    const type = heard.type.split(';', 1)[0]?.trim() ?? '';
    // A thumbnail nobody has, and what only changes the address, come without a body.
    if (body === '' && (described?.content === undefined || status === 404)) return null;
    const shape = content[type];
    if (shape === undefined) return `${status} as ${type}, documented: ${Object.keys(content).join(', ')}`;
    return type === 'application/json' ? this.mismatch(shape.schema, body) : null;
  }

  /** Where a text is not JSON of this schema, null when it is. */
  mismatch(schema: JsonSchema, text: string): string | null {
    const validate = this.#validator(schema);
    try {
      const value: unknown = JSON.parse(text);
      return validate(value) ? null : `${this.#ajv.errorsText(validate.errors)} in ${text.slice(0, 200)}`;
    } catch {
      return `not JSON: ${text.slice(0, 100)}`;
    }
  }

  #validator(schema: JsonSchema): ValidateFunction {
    const key = JSON.stringify(schema);
    const known = this.#validators.get(key) ?? this.#ajv.compile(JSON.parse(key.replaceAll('"#/', '"doc#/')));
    this.#validators.set(key, known);
    return known;
  }
}
