import { useEffect, useState } from 'react';
import { revealedSecret } from '../../../../server/contract/index.ts';
import { api } from '../../../data/index.ts';
import { useOwnerRequest, type OwnerRequest } from './use-owner.ts';

/** A revealed secret hides itself after so long. */
export const shownSeconds = 30;

interface Reveal {
  /** The secret while it is shown; it lives here and nowhere else. */
  value: string | null;
  owner: OwnerRequest;
  ask: () => void;
  hide: () => void;
}

/** Looking at one stored secret (ui.md CF-11). */
export function useReveal(path: string): Reveal {
  const [value, setValue] = useState<string | null>(null);
  const owner = useOwnerRequest(
    (password) => api.post('/config/reveal', { path, password }, { schema: revealedSecret }),
    (answer) => setValue(answer.value),
  );
  useEffect(() => {
    if (value === null) return undefined;
    const timer = setTimeout(() => setValue(null), shownSeconds * 1000);
    return () => clearTimeout(timer);
  }, [value]);
  return { value, owner, ask: () => owner.send(), hide: () => setValue(null) };
}
