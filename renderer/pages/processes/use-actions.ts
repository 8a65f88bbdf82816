import { useMutationState } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useBlockedReason } from '../../data/connection.ts';
import { reasonOf } from '../../data/api-error.ts';
import { useVerb, type VerbRequest } from '../../data/verbs.ts';
import { showToast } from '../../ui/index.ts';

export interface Phase {
  verb: 'start' | 'stop' | 'restart' | 'reconnect';
  /** Unix milliseconds. */
  since: number;
}

const known = z.enum(['start', 'stop', 'restart', 'reconnect']);
const request = z.object({ verb: known, target: z.looseObject({ scope: z.string() }) });

/** What is being done right now, by target (ui.md PR-3 "Stopping, 3 s"). */
export function usePhases(): ReadonlyMap<string, Phase> {
  const running = useMutationState({
    filters: { mutationKey: ['verb'], status: 'pending' },
    select: ({ state }) => ({ variables: state.variables, since: state.submittedAt }),
  });
  const phases = new Map<string, Phase>();
  for (const { variables, since } of running) {
    const parsed = request.safeParse(variables);
    if (parsed.success) phases.set(keyOf(parsed.data.target), { verb: parsed.data.verb, since });
  }
  return phases;
}

const loop = z.object({ scope: z.literal('loop'), category: z.string(), kind: z.string() });
const instance = z.object({ scope: z.literal('instance'), name: z.string() });

function keyOf(target: unknown): string {
  const one = loop.safeParse(target);
  if (one.success) return `${one.data.category}/${one.data.kind}`;
  const several = instance.safeParse(target);
  return several.success ? several.data.name : 'all';
}

/** Runs verbs and says what came of them. */
export function useActions() {
  const { t } = useTranslation('processes');
  const { mutate } = useVerb();
  const blocked = useBlockedReason();

  const run = (wanted: VerbRequest): void => {
    const { verb, target } = wanted;
    const name = target.scope === 'all' ? t('everything') : target.name;
    mutate(wanted, {
      onSuccess: () => {
        if (verb === 'reconnect') showToast({ title: t('done.reconnect') });
        else showToast({ title: target.scope === 'all' ? t(`done.${verb}All`) : t(`done.${verb}`, { name }) });
      },
      onError: (error) => showToast({ title: t(`failed.${verb}`, { name }), body: reasonOf(error), tone: 'danger' }),
    });
  };
  return { run, blocked };
}
