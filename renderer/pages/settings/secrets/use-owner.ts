import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ownerRefusal } from '../../../../server/contract/index.ts';
import { ApiError, reasonOf } from '../../../data/index.ts';
import { showToast } from '../../../ui/index.ts';

/** A request that only the owner may make: the desktop window at once, browsers with the password (ui.md CF-11, CF-20). */
export interface OwnerRequest {
  busy: boolean;
  /** What the server asks for first: the password, or that one is set at all. Null before it did. */
  wants: 'password' | 'setup' | null;
  /** What to say at the password, or null. */
  error: string | null;
  /** Unix milliseconds before which nothing is sent; null = it may be tried now. */
  limitedUntil: number | null;
  send: (password?: string) => void;
  clearError: () => void;
  /** Forgets what was asked; an answer that is still to come is not taken. */
  giveUp: () => void;
}

const refusalBody = z.object({ code: ownerRefusal });

type Standing = Pick<OwnerRequest, 'wants' | 'error' | 'limitedUntil'>;
const nothingAsked: Standing = { wants: null, error: null, limitedUntil: null };

/** Sends as whoever the reader is, and asks for the password only when the server does. Nothing of it is kept. */
export function useOwnerRequest<T>(
  request: (password: string | undefined) => Promise<T>,
  onDone: (answer: T) => void,
): OwnerRequest {
  const { t } = useTranslation('settings');
  const [busy, setBusy] = useState(false);
  const [standing, setStanding] = useState(nothingAsked);
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );

  const refusedWith = (error: unknown, password: string | undefined): Standing => {
    const code = error instanceof ApiError ? refusalBody.safeParse(error.body).data?.code : undefined;
    if (code === 'PASSWORD_NOT_SET') return { ...nothingAsked, wants: 'setup' };
    if (code === 'PASSWORD_REQUIRED') return { ...nothingAsked, wants: 'password' };
    if (code === 'PASSWORD_WRONG') return { ...nothingAsked, wants: 'password', error: t('owner.wrong') };
    if (error instanceof ApiError && error.retryAfter !== null && password !== undefined)
      return { wants: 'password', error: null, limitedUntil: Date.now() + error.retryAfter * 1000 };
    if (password !== undefined) return { ...nothingAsked, wants: 'password', error: reasonOf(error) };
    showToast({ title: reasonOf(error), tone: 'danger' });
    return nothingAsked;
  };

  const run = async (password: string | undefined): Promise<void> => {
    turn.current += 1;
    const own = turn.current;
    setBusy(true);
    try {
      const answer = await request(password);
      if (own !== turn.current) return;
      setStanding(nothingAsked);
      onDone(answer);
    } catch (error) {
      if (own === turn.current) setStanding(refusedWith(error, password));
    } finally {
      if (own === turn.current) setBusy(false);
    }
  };

  return {
    busy,
    ...standing,
    send: (password) => {
      if (!busy && (standing.limitedUntil ?? 0) <= Date.now()) void run(password);
    },
    clearError: () => setStanding((now) => ({ ...now, error: null })),
    giveUp: () => {
      turn.current += 1;
      setBusy(false);
      setStanding(nothingAsked);
    },
  };
}
