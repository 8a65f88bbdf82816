import { useQuery } from '@tanstack/react-query';
import { fetchLibraryEdit, hasLibraryEdit } from '../../../server/config/browser.ts';

/** The part of the editor that a few changes of the file need (ui.md 16): asked for with the page, again on request. */
export function useTomlLibrary(): { here: boolean; error: unknown; fetch: () => void } {
  const { error, refetch } = useQuery({
    queryKey: ['toml-library'],
    queryFn: async () => {
      await fetchLibraryEdit();
      return true;
    },
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    networkMode: 'always',
  });
  return { here: hasLibraryEdit(), error, fetch: () => void refetch({ cancelRefetch: false }) };
}
