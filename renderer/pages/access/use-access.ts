import { useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import {
  devicesBody,
  doneBody,
  okBody,
  signedOutBody,
  tokenCreated,
  tokensBody,
  type DeviceRow,
  type NewToken,
  type TokenCreated,
  type TokenRow,
} from '../../../server/contract/index.ts';
import { api, queryClient, reasonOf, routerBase } from '../../data/index.ts';
import { showToast } from '../../ui/index.ts';

const refresh = (what: 'devices' | 'tokens' | 'signInMeta'): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: [what] });
const complain = (error: Error): void => showToast({ title: reasonOf(error), tone: 'danger' });

/** Signed-in browsers, asked for again while the page is open. */
export function useDevices(): UseQueryResult<DeviceRow[]> {
  return useQuery({
    queryKey: ['devices'],
    queryFn: async ({ signal }) => (await api.get('/auth/devices', { schema: devicesBody, signal })).devices,
    refetchInterval: 30_000,
  });
}

/** Named tokens, without the tokens themselves. */
export function useTokens(): UseQueryResult<TokenRow[]> {
  return useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => (await api.get('/auth/tokens', { schema: tokensBody, signal })).tokens,
    refetchInterval: 30_000,
  });
}

/** Signs out one device by its id. */
export function useSignOut() {
  return useMutation<unknown, Error, string>({
    mutationFn: (id) => api.post(`/auth/devices/${encodeURIComponent(id)}/sign-out`, undefined, { schema: okBody }),
    onError: complain,
    onSettled: () => refresh('devices'),
  });
}

/** Signs out every device but this one; answers how many. */
export function useSignOutOthers() {
  return useMutation<number>({
    mutationFn: async () =>
      (await api.post('/auth/devices/sign-out-others', undefined, { schema: signedOutBody })).signedOut,
    onError: complain,
    onSettled: () => refresh('devices'),
  });
}

/** Makes a token; errors are the caller's to show. */
export function useMakeToken() {
  return useMutation<TokenCreated, Error, NewToken>({
    mutationFn: (wanted) => api.post('/auth/tokens', wanted, { schema: tokenCreated }),
    onSettled: () => refresh('tokens'),
  });
}

/** Revokes a token by its id. */
export function useRevoke() {
  return useMutation<unknown, Error, string>({
    mutationFn: (id) => api.post(`/auth/tokens/${encodeURIComponent(id)}/revoke`, undefined, { schema: okBody }),
    onError: complain,
    onSettled: () => refresh('tokens'),
  });
}

/** Sets user name and password for this signed-in reader; errors are the caller's to show. */
export function useSetPassword() {
  return useMutation<unknown, Error, { username: string; password: string }>({
    mutationFn: (login) => api.post('/auth/set-password', login, { schema: doneBody }),
    onSettled: () => Promise.all([refresh('devices'), refresh('signInMeta')]),
  });
}

/** Ends this session and leaves the page, so that nothing of what it showed stays behind. */
export async function signOutHere(): Promise<void> {
  await api.post('/logout', undefined, { schema: doneBody });
  window.location.assign(`${routerBase}/sign-in`);
}
