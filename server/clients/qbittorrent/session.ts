import type { QbitInstance } from '../../contract/settings.ts';
import { ClientError, ensureOk, isConnectionFailure, notJson, request } from '../http.ts';
import type { ClientRequest, ClientResponse } from '../http.ts';
import type { LoginGate } from './login-gate.ts';

const timeoutMs = 15_100;

/** One exchange: the request is kept for messages about the answer. */
export interface Exchange {
  call: ClientRequest;
  response: ClientResponse;
}

export interface SessionOptions {
  gate: LoginGate;
  signal?: AbortSignal | undefined;
  /** Called when the server may be another one now: after a login and after a lost connection. */
  onReset(): void;
}

/** A path below `/api/v2/`, or a way to make it again after a new login. */
export type ApiPath = string | (() => string);

/**
 * One login session of one qBittorrent (arr-api.md 8.2): logs in when a call is refused, then repeats the call once.
 * Works with any cookie name, without login where the server asks for none, and with an API key (5.2).
 */
export class QbitSession {
  readonly #instance: QbitInstance;
  readonly #options: SessionOptions;
  readonly #cookies = new Map<string, string>();
  /** Rises with each login, so that a call refused with an older session does not log in again. */
  #logins = 0;
  #loggingIn: Promise<void> | null = null;

  constructor(instance: QbitInstance, options: SessionOptions) {
    this.#instance = instance;
    this.#options = options;
  }

  /** Reads; a sink is asked for anew for each try. @throws ClientError for every answer that is not 2xx. */
  get(path: ApiPath, sinkOf?: () => NonNullable<ClientRequest['sink']>): Promise<Exchange> {
    return this.#run(path, null, sinkOf);
  }

  /** Writes a form. @throws ClientError for every answer that is not 2xx. */
  async post(path: ApiPath, form: Record<string, string>): Promise<Exchange> {
    const exchange = await this.#run(path, form);
    const { call, response } = exchange;
    // A web page with 200, as a proxy shows one, is no success: nothing was deleted.
    if (response.text.trimStart().startsWith('<')) throw notJson(call, response, response.text);
    return exchange;
  }

  async #run(
    path: ApiPath,
    form: Record<string, string> | null,
    sinkOf?: () => NonNullable<ClientRequest['sink']>,
  ): Promise<Exchange> {
    const logins = this.#logins;
    const first = await this.#exchange(path, form, sinkOf?.());
    const { status } = first.response;
    if (status !== 401 && status !== 403) return accepted(first);
    if (this.#instance.apiKey !== '') {
      throw this.#authError(`refused the API key (${status}); qBittorrent before 5.2 knows none`, status);
    }
    if (status === 401) {
      throw this.#authError('refused the address we use (401); check the server domains in its Web UI options', 401);
    }
    if (this.#logins === logins) await this.#loginOnce();
    const second = await this.#exchange(path, form, sinkOf?.());
    if (second.response.status !== 403) return accepted(second);
    throw this.#authError('accepted the login but not the session (403); does a proxy drop cookies?', 403);
  }

  async #exchange(path: ApiPath, form: Record<string, string> | null, sink?: ClientRequest['sink']): Promise<Exchange> {
    const call: ClientRequest = {
      target: this.#instance.name,
      url: `${this.#instance.url}/api/v2/${typeof path === 'string' ? path : path()}`,
      method: form === null ? 'GET' : 'POST',
      headers: this.#headers(form !== null),
      ...(form !== null && { body: new URLSearchParams(form).toString() }),
      timeoutMs,
      skipTlsVerify: this.#instance.skipTlsVerify,
      signal: this.#options.signal,
      sink,
    };
    try {
      const response = await request(call);
      this.#keepCookies(response);
      return { call, response };
    } catch (error) {
      if (isConnectionFailure(error)) this.#options.onReset();
      throw error;
    }
  }

  #headers(hasForm: boolean): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      Referer: this.#instance.url,
      ...(hasForm && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(this.#instance.apiKey !== '' && { Authorization: `Bearer ${this.#instance.apiKey}` }),
      ...(cookie !== '' && { Cookie: cookie }),
    };
  }

  #keepCookies(response: ClientResponse): void {
    for (const line of response.headers['set-cookie'] ?? []) {
      const [pair = '', ...attributes] = line.split(';');
      const split = pair.indexOf('=');
      if (split <= 0) continue;
      const name = pair.slice(0, split).trim();
      const value = pair.slice(split + 1).trim();
      const ended = value === '' || attributes.some((attribute) => /^\s*max-age=(0|-.*)\s*$/i.test(attribute));
      if (ended) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  #loginOnce(): Promise<void> {
    this.#loggingIn ??= this.#options.gate
      .pass(() => this.#login())
      .finally(() => {
        this.#loggingIn = null;
      });
    return this.#loggingIn;
  }

  async #login(): Promise<void> {
    const { userName, password } = this.#instance;
    if (userName === '' && password === '') {
      throw this.#authError('asks for a login (403), but no user name and password are set', 403);
    }
    this.#cookies.clear();
    const { call, response } = await this.#exchange('auth/login', { username: userName, password });
    if (response.status === 401 || (response.status === 200 && response.text.trim() === 'Fails.')) {
      throw this.#authError('refused us: wrong user name or password', response.status);
    }
    if (response.status === 403) {
      throw this.#authError('has banned this computer after too many failed logins; restart it or wait an hour', 403);
    }
    ensureOk(call, response);
    this.#logins++;
    this.#options.onReset();
  }

  #authError(message: string, status: number): ClientError {
    return new ClientError('auth', this.#instance.name, message, status);
  }
}

function accepted(exchange: Exchange): Exchange {
  ensureOk(exchange.call, exchange.response);
  return exchange;
}
