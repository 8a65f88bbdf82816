import { ClientError } from '../http.ts';

const holdMs = 300_000;

/**
 * Keeps the sessions of one client from trying refused credentials again and again, because qBittorrent
 * bans the whole computer for an hour after five failures: for five minutes the first refusal is the answer.
 */
export class LoginGate {
  readonly #monotonic: () => number;
  #refusal: { error: ClientError; until: number } | null = null;

  /** The clock gives milliseconds and never steps back. */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** Runs the login, unless a recent one was refused. @throws ClientError `auth` at once in that case. */
  async pass(login: () => Promise<void>): Promise<void> {
    if (this.#refusal !== null && this.#monotonic() < this.#refusal.until) throw this.#refusal.error;
    try {
      await login();
      this.#refusal = null;
    } catch (error) {
      if (error instanceof ClientError && error.kind === 'auth') {
        this.#refusal = { error, until: this.#monotonic() + holdMs };
      }
      throw error;
    }
  }
}
