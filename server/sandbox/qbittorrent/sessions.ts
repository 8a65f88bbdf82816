import { createHash } from 'node:crypto';
import { SyncView } from './sync.ts';
import type { FakeQbitVersion } from './versions.ts';

/** One login; the delta stream belongs to it. */
export interface FakeSession {
  readonly view: SyncView;
  lastUsedAt: number;
}

export interface Credentials {
  userName: string;
  password: string;
  /** Works from 5.2 on; empty = none. */
  apiKey: string;
}

/** Answer to a login; `cookie` is null when it was refused. */
export interface LoginReply {
  status: number;
  text: string;
  cookie: string | null;
}

const idleMs = 3_600_000;
const banMs = 3_600_000;
const failuresBeforeBan = 5;

/** Who may call (arr-api.md 8.2). Times are unix milliseconds. */
export class Sessions {
  readonly #version: FakeQbitVersion;
  readonly #credentials: Credentials;
  readonly #sessions = new Map<string, FakeSession>();
  #keySession: FakeSession = { view: new SyncView(), lastUsedAt: 0 };
  #made = 0;
  #failures = 0;
  #bannedUntil = 0;

  constructor(version: FakeQbitVersion, credentials: Credentials) {
    this.#version = version;
    this.#credentials = credentials;
  }

  login(userName: string, password: string, now: number): LoginReply {
    if (now < this.#bannedUntil) {
      const text = 'Your IP address has been banned after too many failed authentication attempts.';
      return { status: 403, text, cookie: null };
    }
    const { login } = this.#version;
    if (userName !== this.#credentials.userName || password !== this.#credentials.password) {
      this.#failures += 1;
      if (this.#failures >= failuresBeforeBan) {
        this.#bannedUntil = now + banMs;
        this.#failures = 0;
      }
      return { ...login.wrong, cookie: null };
    }
    this.#failures = 0;
    this.#forgetIdle(now);
    const cookie = createHash('sha256').update(`${++this.#made} ${now}`).digest('base64url').slice(0, 32);
    this.#sessions.set(cookie, { view: new SyncView(), lastUsedAt: now });
    return { ...login.ok, cookie };
  }

  /** The session of a request, null = 403. */
  find(cookies: string, cookieName: string, authorization: string, now: number): FakeSession | null {
    if (this.usesKey(authorization)) return this.#keySession;
    const pair = cookies.split(';').find((part) => part.trim().startsWith(`${cookieName}=`));
    const value = pair?.trim().slice(cookieName.length + 1) ?? '';
    const session = this.#sessions.get(value);
    if (session === undefined || now - session.lastUsedAt > idleMs) return null;
    session.lastUsedAt = now;
    return session;
  }

  /** Whether this is the right API key, on a release that knows them. */
  usesKey(authorization: string): boolean {
    const { apiKey } = this.#credentials;
    return this.#version.apiKeys && apiKey !== '' && authorization === `Bearer ${apiKey}`;
  }

  logout(session: FakeSession): void {
    for (const [cookie, known] of this.#sessions) if (known === session) this.#sessions.delete(cookie);
  }

  expireAll(): void {
    this.#sessions.clear();
    this.#keySession = { view: new SyncView(), lastUsedAt: 0 };
  }

  #forgetIdle(now: number): void {
    for (const [cookie, { lastUsedAt }] of this.#sessions) if (now - lastUsedAt > idleMs) this.#sessions.delete(cookie);
  }
}
