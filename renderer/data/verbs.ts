import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import type { UnitKind } from '../../server/contract/index.ts';
import { api } from './api.ts';
import { queryClient } from './runtime.ts';

export type Verb = 'start' | 'stop' | 'restart';

/** What a verb acts on: one loop, all loops of one instance, everything, or the connections of everything. */
export type VerbTarget =
  | { scope: 'loop'; category: string; kind: UnitKind; name: string }
  | { scope: 'instance'; category: string; kinds: UnitKind[]; name: string }
  | { scope: 'all' };

export type VerbRequest = { verb: Verb; target: VerbTarget } | { verb: 'reconnect'; target: { scope: 'all' } };

/** Routes of api.md 3.4; raw slashes of a category are part of the path, each segment is encoded. */
export function verbPaths(request: VerbRequest): string[] {
  const { verb, target } = request;
  if (verb === 'reconnect') return ['/arr/rebuild'];
  if (target.scope === 'all') return [verb === 'restart' ? '/processes/restart_all' : `/engine/${verb}`];
  const encoded = encodeURIComponent(target.category);
  if (target.scope === 'loop') return [`/processes/${encoded}/${target.kind}/${verb}`];
  return target.kinds.includes('category')
    ? target.kinds.map((kind) => `/processes/${encoded}/${kind}/${verb}`)
    : [`/processes/${encoded}/all/${verb}`];
}

const done = z.looseObject({ status: z.literal('ok') });

/** Identity of what a verb acts on, for the phase shown on its row. */
export const targetKey = (target: VerbTarget): string =>
  target.scope === 'all' ? 'all' : target.scope === 'loop' ? `${target.category}/${target.kind}` : target.name;

/** Runs a verb and refreshes the rows afterwards. Errors are the caller's to show. */
export function useVerb() {
  return useMutation<void, Error, VerbRequest>({
    mutationKey: ['verb'],
    mutationFn: async (request) => {
      for (const path of verbPaths(request)) await api.post(path, undefined, { schema: done });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['processes'] }),
  });
}
