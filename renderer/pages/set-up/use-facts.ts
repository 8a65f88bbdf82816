import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { configFields, type ConfigField } from '../../../server/contract/index.ts';
import type { Tree } from '../../../server/config/browser.ts';
import { api } from '../../data/index.ts';
import { changesOf } from './changes.ts';
import { useSetUp } from './draft.ts';

const treeBody = z.record(z.string(), z.unknown());

/** The configuration in force, secrets masked, and what can be written into it. */
export interface ConfigFacts {
  tree: Tree;
  fields: readonly ConfigField[];
}

/** Reads what a set-up starts from. */
export function useConfigFacts() {
  return useQuery({
    queryKey: ['config', 'set-up'],
    queryFn: async ({ signal }): Promise<ConfigFacts> => {
      const [tree, { fields }] = await Promise.all([
        api.get('/config', { schema: treeBody, signal }),
        api.get('/config/fields', { schema: configFields, signal }),
      ]);
      return { tree, fields };
    },
    refetchOnWindowFocus: false,
  });
}

/** What the draft would change in that configuration. */
export function useChanges(facts: ConfigFacts): Record<string, unknown> {
  const { draft, secrets } = useSetUp();
  return changesOf({ draft, secrets, ...facts });
}
