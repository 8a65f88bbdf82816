import type { OwnerRefusal } from '../../contract/index.ts';
import { fail, tooMany, type PlainAnswer } from '../http/answer.ts';
import type { HttpSettings } from '../http/settings.ts';
import type { Access, Caller } from './access.ts';
import { BUSY_SECONDS, type Passwords } from './passwords.ts';
import { limiterKey, tooManyLogins, type RateLimiter } from './rate-limit.ts';

/** `who` names the owner and the way in, for the history; the answer refuses. */
export type OwnerVerdict = { ok: true; who: string } | { ok: false; answer: PlainAnswer<never> };

/** Is it the owner who asks, here and now? More than a credential, which may have been left lying about (ui.md CF-11). */
export type OwnerCheck = (
  call: { access: Access; address: string },
  password: string | undefined,
) => Promise<OwnerVerdict>;

export interface OwnerCheckOptions {
  settings: () => HttpSettings;
  passwords: Passwords;
  /** The one of sign-in: a guess is a guess, wherever it is sent. */
  limiter: RateLimiter;
  warn: (message: string) => void;
}

/**
 * The desktop window is the owner: it runs on his own computer, as the user who can read config.toml, and nothing but that
 * program can make its session. Everybody else sends the password of sign-in; only wrong ones are counted.
 */
export function createOwnerCheck({ settings, passwords, limiter, warn }: OwnerCheckOptions): OwnerCheck {
  return async ({ access: { caller }, address }, password) => {
    if (caller.kind === 'session' && caller.method === 'desktop') return { ok: true, who: 'the desktop window' };
    const { localAuthEnabled, username, passwordHash } = settings();
    if (!localAuthEnabled || passwordHash === '') {
      return refused('PASSWORD_NOT_SET', 'No password is set', noPassword);
    }
    if (password === undefined || password === '') {
      return refused('PASSWORD_REQUIRED', 'Password required', 'Send the password of sign-in as `password`');
    }
    const key = limiterKey(address);
    const wait = limiter.attempt(key);
    if (wait !== null) return { ok: false, answer: tooMany(tooManyLogins, wait) };
    const verdict = await passwords.verify({ username, password }, { username, passwordHash });
    if (verdict === 'wrong') {
      warn(`Showing secrets was refused: wrong password, from ${address}`);
      return refused('PASSWORD_WRONG', 'Wrong password', '');
    }
    limiter.forgive(key);
    if (verdict === 'busy') return { ok: false, answer: tooMany(tooManyLogins, BUSY_SECONDS) };
    return { ok: true, who: `${username}${wayOf(caller)}, from ${address}` };
  };
}

const noPassword = 'Set a password, or look in config.toml on the computer itself';

const refused = (code: OwnerRefusal, error: string, details: string): OwnerVerdict => ({
  ok: false,
  answer: fail(403, error, details, { body: { code } }),
});

function wayOf(caller: Caller): string {
  if (caller.kind === 'owner') return ' with the API token';
  return caller.kind === 'token' ? ` with the token ${JSON.stringify(caller.name)}` : '';
}
