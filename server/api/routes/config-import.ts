import { z } from 'zod';
import { configPlan, configSaved, importProposal, importRequest } from '../../contract/index.ts';
import { fail, json, type Answer } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';
import { saveAnswer, saveOptions, saveStatuses } from './save-answer.ts';

const params = z.object({ id: z.string().max(100) });
/** `config` is the proposed text as the owner changed it, secrets masked; absent = as proposed. */
const edited = z.strictObject({
  config: z.string('config must be a TOML string').optional(),
  clearSearchHistory: z.boolean().optional(),
});
const missing = (id: string): Answer<never> =>
  fail(404, `Unknown import ${id}`, 'Proposals are kept until the next start, five at most');

/** Taking over the configuration of qBitrr, Torrentarr or decluttarr; nothing is written before `save`. */
export function importRoutes({ services }: RouteDeps): Route[] {
  const { imports } = services.config;
  return [
    route({
      method: 'POST',
      path: '/config/import',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: "Propose a configuration from another program's file or folder; nothing is written",
      also: { 404: 'There is no such file or folder' },
      body: importRequest,
      response: importProposal,
      handler: async ({ body }) => {
        const outcome = await imports.propose(body);
        return outcome.ok ? json(outcome.proposal) : fail(outcome.status, outcome.error, outcome.details);
      },
    }),
    route({
      method: 'POST',
      path: '/config/import/:id/plan',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'What saving this proposal would do',
      params,
      body: edited,
      response: configPlan,
      handler: async ({ params: { id }, body }) => {
        const plan = await imports.plan(id, body.config ?? null);
        return plan === null ? missing(id) : json(plan);
      },
    }),
    route({
      method: 'POST',
      path: '/config/import/:id/save',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Save this proposal and put it in force',
      also: saveStatuses,
      params,
      body: edited,
      response: configSaved,
      handler: async (call) => {
        const result = await imports.save(call.params.id, call.body.config ?? null, saveOptions(call));
        return result === null ? missing(call.params.id) : saveAnswer(result);
      },
    }),
  ];
}
