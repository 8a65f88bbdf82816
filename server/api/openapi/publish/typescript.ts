import { refName, type ClientModel, type ClientOperation, type Shape } from './model.ts';

/** Runtime of the TypeScript client; `__VERSION__` and `__METHODS__` are filled in. */
const runtime = `// Client of the qBitrr API, version __VERSION__. Made by build/api-docs.mjs: do not edit.
// One file without dependencies, for Node 20 and browsers.

export interface ClientOptions {
  /** Where qBitrr is, its UrlBase included; default \`http://localhost:6969\`. */
  baseUrl?: string;
  /** An API token. Its scope decides what is allowed. */
  token?: string;
  /** Milliseconds to wait for an answer; default 30,000. */
  timeout?: number;
}

/** Any answer that is no success, as the server told it. */
export class QbitrrError extends Error {
  readonly status: number;
  /** What went wrong, in the words of the server. */
  readonly error: string;
  /** More about it, may be empty. */
  readonly details: string;
  /** The whole body: some errors carry more, e.g. \`validationErrors\`. */
  readonly body: ErrorAnswer;

  constructor(status: number, body: ErrorAnswer) {
    super(\`\${status} \${body.error}\${body.details === '' ? '' : \`: \${body.details}\`}\`);
    this.name = 'QbitrrError';
    this.status = status;
    this.error = body.error;
    this.details = body.details;
    this.body = body;
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Calls the API of one qBitrr. Every method throws \`QbitrrError\` when the answer is no success. */
export class QbitrrClient {
  readonly #base: string;
  readonly #token: string;
  readonly #timeout: number;

  constructor({ baseUrl = 'http://localhost:6969', token = '', timeout = 30_000 }: ClientOptions = {}) {
    this.#base = baseUrl.replace(/\\/+$/, '');
    this.#token = token;
    this.#timeout = timeout;
  }

__METHODS__

  async #send(method: string, path: string, query: Query, body?: unknown): Promise<Response> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) search.set(name, String(value));
    }
    const question = search.size === 0 ? '' : \`?\${search}\`;
    const response = await fetch(\`\${this.#base}\${path}\${question}\`, {
      method,
      // A token is for this server alone.
      redirect: 'error',
      signal: AbortSignal.timeout(this.#timeout),
      headers: {
        Accept: 'application/json, */*;q=0.5',
        ...(this.#token !== '' && { 'X-API-Token': this.#token }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new QbitrrError(response.status, errorOf(response, await response.text()));
    return response;
  }

  async #json<T>(method: string, path: string, query: Query = {}, body?: unknown): Promise<T> {
    const answer: T = await (await this.#send(method, path, query, body)).json();
    return answer;
  }

  async #text(method: string, path: string, query: Query = {}, body?: unknown): Promise<string> {
    return (await this.#send(method, path, query, body)).text();
  }

  async #bytes(method: string, path: string, query: Query = {}, body?: unknown): Promise<ArrayBuffer> {
    return (await this.#send(method, path, query, body)).arrayBuffer();
  }
}

/** Something between us and qBitrr may answer in its own way. */
function errorOf(response: Response, text: string): ErrorAnswer {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string') {
      return { details: '', ...body, error: body.error };
    }
  } catch {
    // Not JSON.
  }
  return { error: response.statusText || \`HTTP \${response.status}\`, details: text.slice(0, 500) };
}

/** A part of a path; slashes of a category stay. */
const part = (value: string | number): string => encodeURIComponent(value);
const parts = (value: string): string => value.split('/').map(part).join('/');
`;

/** The TypeScript client as source text, before formatting. */
export function typescriptClient({ version, operations, schemas }: ClientModel): string {
  const types = schemas.map(
    ([name, shape]) => `${comment(shape.description)}export type ${typeName(name)} = ${typeOf(shape)};`,
  );
  const methods = operations.map(method).join('\n\n');
  return `${runtime.replace('__VERSION__', version).replace('__METHODS__', () => methods)}\n${types.join('\n\n')}\n`;
}

/** `Error` is taken in this language. */
const typeName = (name: string): string => (name === 'Error' ? 'ErrorAnswer' : name);

const comment = (text: string | undefined): string => (text === undefined ? '' : `/** ${text} */\n`);

function method(operation: ClientOperation): string {
  const { name, path, params, query, body, answer, summary, scope } = operation;
  const queryType = `{ ${query.map((one) => `${one.name}${one.isRequired ? '' : '?'}: ${typeOf(one.shape)} | undefined`).join('; ')} }`;
  const isQueryRequired = query.some((one) => one.isRequired);
  const taken = [
    ...params.map((one) => `${camel(one.name)}: string${one.isMany ? '' : ' | number'}`),
    ...(body === null ? [] : [`body: ${typeName(body.schema)}${body.isRequired ? '' : ' = {}'}`]),
    ...(query.length === 0 ? [] : [`query: ${queryType}${isQueryRequired ? '' : ' = {}'}`]),
  ];
  const result = answer.kind === 'json' ? typeName(answer.schema) : answer.kind === 'text' ? 'string' : 'ArrayBuffer';
  const address = path.replaceAll(/\{(\w+)\}/g, (_, variable: string) => {
    const isMany = params.some((one) => one.name === variable && one.isMany);
    return `\${${isMany ? 'parts' : 'part'}(${camel(variable)})}`;
  });
  const given = [
    `'${operation.method}'`,
    params.length === 0 ? `'${path}'` : `\`${address}\``,
    ...(query.length > 0 ? ['query'] : body === null ? [] : ['{}']),
    ...(body === null ? [] : ['body']),
  ];
  return `  /** ${summary}. ${scope === null ? 'Needs no token' : `Scope \`${scope}\``}. */
  ${name}(${taken.join(', ')}): Promise<${result}> {
    return this.#${answer.kind}(${given.join(', ')});
  }`;
}

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const literal = (value: unknown): string => JSON.stringify(value);

function typeOf(shape: Shape): string {
  const name = refName(shape);
  if (name !== null) return typeName(name);
  if (shape.const !== undefined) return literal(shape.const);
  if (shape.enum !== undefined) return shape.enum.map(literal).join(' | ');
  const either = shape.anyOf ?? shape.oneOf;
  if (either !== undefined) return either.map((one) => `(${typeOf(one)})`).join(' | ');
  if (Array.isArray(shape.type)) return shape.type.map((type) => plain(type, shape)).join(' | ');
  return shape.type === undefined ? 'unknown' : plain(shape.type, shape);
}

function plain(type: string, shape: Shape): string {
  switch (type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return shape.prefixItems === undefined
        ? `(${typeOf(typeof shape.items === 'object' ? shape.items : {})})[]`
        : `[${shape.prefixItems.map(typeOf).join(', ')}]`;
    case 'object':
      return objectType(shape);
    default:
      return type;
  }
}

function objectType({ properties, required = [], additionalProperties, propertyNames }: Shape): string {
  const rest = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : null;
  if (properties === undefined) {
    const keys = propertyNames === undefined ? 'string' : typeOf(propertyNames);
    const record = `Record<${keys}, ${rest ?? 'unknown'}>`;
    return keys === 'string' ? record : `Partial<${record}>`;
  }
  const members = Object.entries(properties).map(
    ([name, shape]) =>
      `${/^[A-Za-z_]\w*$/.test(name) ? name : literal(name)}${required.includes(name) ? '' : '?'}: ${typeOf(shape)};`,
  );
  return `{ ${members.join(' ')} ${rest === null ? '' : '[member: string]: unknown;'} }`;
}
