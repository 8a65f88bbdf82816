import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { webAddress } from '../../data/index.ts';
import { format, useNow } from '../../ui/index.ts';
import { outcomeOf, type SignInOutcome } from './outcome.ts';

/** Plain `fetch`: a refused credential must not look like a lost session, and the wait is told by a header. */
export async function send(path: string, body: object, refused?: number): Promise<SignInOutcome> {
  try {
    const response = await fetch(webAddress(path), {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    });
    return await outcomeOf(response, Date.now(), refused);
  } catch {
    return { kind: 'unreachable' };
  }
}

export interface Attempt {
  busy: boolean;
  /** What to show at the field, or null. */
  error: string | null;
  /** Why nothing is sent now: too many attempts, counting down. */
  limited: string | null;
  /** The wait is over and nothing was typed since. */
  over: boolean;
  /** Sends, unless it is busy or limited; `wrong` = what to say about a refused credential. */
  run(send: () => Promise<SignInOutcome>, wrong: string): void;
  complain(message: string): void;
  clear(): void;
}

/** Errors and waits of a sign-in form (ui.md AU-3). */
export function useAttempt(onDone: () => void): Attempt {
  const { t } = useTranslation('signIn');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [block, setBlock] = useState<{ until: number; seconds: number } | null>(null);
  const running = useRef(false);
  const now = useNow(1000);
  // `now` is up to a second old, so the first value may be too large.
  const wait = block === null ? 0 : Math.min(block.seconds, Math.max(0, Math.ceil((block.until - now) / 1000)));

  const attempt = async (sending: () => Promise<SignInOutcome>, wrong: string): Promise<void> => {
    setBusy(true);
    const outcome = await sending();
    setBusy(false);
    running.current = false;
    if (outcome.kind === 'ok') {
      onDone();
      return;
    }
    const isLimited = outcome.kind === 'limited';
    setBlock(isLimited ? { until: Date.now() + outcome.seconds * 1000, seconds: outcome.seconds } : null);
    if (isLimited) setError(null);
    else if (outcome.kind === 'wrong') setError(wrong);
    else setError(outcome.kind === 'other' ? t('error.other', { reason: outcome.reason }) : t('error.unreachable'));
  };

  return {
    busy,
    error,
    limited: wait > 0 ? t('error.limited', { time: format.duration(wait) }) : null,
    over: block !== null && wait === 0 && error === null,
    run: (sending, wrong) => {
      if (running.current || wait > 0) return;
      running.current = true;
      void attempt(sending, wrong);
    },
    complain: setError,
    clear: () => setError(null),
  };
}
