import { useEffect, useState } from 'react';

/** Parts that were named and not fetched yet. */
const missing = new Set<() => Promise<void>>();

/** Fetches all parts that come later; what cannot be fetched is tried again when it is needed. */
export async function fetchLater(): Promise<void> {
  await Promise.all([...missing].map((fetch) => fetch()));
}

interface LaterProps<Props> {
  /** What the part is given. */
  of: Props;
  /** Shown until the part is there. */
  instead?: React.ReactNode;
}

/**
 * A part that a page can stand without (ui.md 16). It is fetched once the page stands, so that it is there when the server goes away, or
 * when it is shown before that. Unlike `lazy`, one that cannot be fetched takes nothing else down with it.
 */
export function later<Props extends object>(load: () => Promise<{ default: React.ComponentType<Props> }>) {
  let Part: React.ComponentType<Props> | null = null;
  const fetch = async (): Promise<void> => {
    try {
      Part = (await load()).default;
      missing.delete(fetch);
    } catch {
      // It stays in the list.
    }
  };
  missing.add(fetch);
  return function Later({ of, instead = null }: LaterProps<Props>): React.ReactNode {
    const [, setHere] = useState(false);
    useEffect(() => {
      let shown = true;
      if (Part === null) void fetch().then(() => shown && setHere(Part !== null));
      return () => {
        shown = false;
      };
    }, []);
    return Part === null ? instead : <Part {...of} />;
  };
}
