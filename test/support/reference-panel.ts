import { z } from 'zod';

/** What the reference's web client made of an answer. */
export interface PanelAnswer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

const failure = z.looseObject({ error: z.string().min(1) });

/**
 * Asks as the reference's own web client does (api.md section 5): only `/web`, with the cookie, JSON as the type of everything,
 * the stored token on all but the calls that sign in or out, and once more without the token where it is refused.
 */
export class ReferencePanel {
  readonly #base: string;
  #cookie = '';
  storedToken = '';

  constructor(base: string) {
    this.#base = base;
  }

  /** @throws Error with what the client would show when the answer is no success. */
  async get<T>(path: string, shape: z.ZodType<T>): Promise<T> {
    return shape.parse(this.#succeeded(await this.ask('GET', path)).body);
  }

  /** @throws Error as `get`. */
  async post<T>(path: string, body: unknown, shape: z.ZodType<T>): Promise<T> {
    return shape.parse(this.#succeeded(await this.ask('POST', path, body)).body);
  }

  /** The answer as it is. */
  async ask(method: string, path: string, body?: unknown): Promise<PanelAnswer> {
    const isBare = /^\/web\/(token|login|logout|auth\/set-password)$/.test(path);
    const first = await this.#fetch(method, path, body, {
      ...((!isBare || body !== undefined) && { 'Content-Type': 'application/json' }),
      ...(!isBare && this.storedToken !== '' && { Authorization: `Bearer ${this.storedToken}` }),
    });
    if (first.status !== 401 || isBare || this.storedToken === '') return first;
    this.storedToken = '';
    return this.ask(method, path, body);
  }

  /** A link, a picture or an event stream: nothing but the cookie. */
  navigate(path: string): Promise<PanelAnswer> {
    return this.#fetch('GET', path, undefined, {});
  }

  /** Reads an event stream until it has brought an event of that name, and closes it. */
  async event(path: string, name: string): Promise<unknown> {
    const response = await fetch(`${this.#base}${path}`, {
      headers: { Cookie: this.#cookie, Accept: 'text/event-stream' },
    });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const found = new RegExp(`^event: ${name}\\ndata: (.*)\\n\\n`, 'm').exec(text);
      // Leaving the loop hangs up.
      if (found !== null) return JSON.parse(found[1] ?? '');
    }
    throw new Error(`the stream ended without ${name}: ${response.status} ${text}`);
  }

  async #fetch(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<PanelAnswer> {
    const response = await fetch(`${this.#base}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(this.#cookie !== '' && { Cookie: this.#cookie }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#cookie = cookie.split(';')[0] ?? '';
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  }

  #succeeded(answer: PanelAnswer): PanelAnswer {
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new Error(failure.safeParse(answer.body).data?.error ?? `HTTP ${answer.status}`);
  }
}
