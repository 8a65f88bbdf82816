import { useSyncExternalStore } from 'react';

/** Does the media query hold? Follows changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Bottom navigation and two-line rows (ui.md 14). */
export const usePhone = (): boolean => useMedia('(max-width: 599px)');
