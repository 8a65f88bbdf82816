import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { signInMeta, type SignInMeta } from '../../../server/contract/index.ts';
import { api } from '../../data/index.ts';

/** How one gets in here; the part of GET /web/meta that needs no credential. */
export function useSignInMeta(): UseQueryResult<SignInMeta> {
  return useQuery({
    queryKey: ['signInMeta'],
    queryFn: ({ signal }) => api.get('/meta', { schema: signInMeta, signal }),
  });
}
