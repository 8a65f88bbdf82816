import { useQuery } from '@tanstack/react-query';
import { localApps } from '../../../server/contract/index.ts';
import { api } from '../../data/index.ts';

/** What answers at the usual ports of the server's computer; asked when a step needs it and by Scan again. */
export function useLocalApps() {
  return useQuery({
    queryKey: ['local apps'],
    queryFn: ({ signal }) => api.get('/connections/local', { schema: localApps, signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: false,
  });
}
