import { z } from 'zod';
import { configPlan, previewBody, type ConfigPlan, type PlanRequest } from '../../contract/index.ts';
import { fail, json, type Answer } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

/** Settings that are not saved: changes by dotted key, or a whole document. */
export const planBody = z.strictObject({
  changes: z.record(z.string(), z.unknown(), 'changes must be an object').optional(),
  config: z.string('config must be a TOML string').optional(),
});

export const bothForms = 'Send either changes or config, not both';

/** Null when the body holds both forms. */
export function requestOf({ changes, config }: z.infer<typeof planBody>): PlanRequest | null {
  if (config === undefined) return { changes: changes ?? {} };
  return changes === undefined ? { config } : null;
}

/** 400 of a document that could not be saved either. */
export function refusedPlan({ problem, validationErrors }: ConfigPlan): Answer<never> {
  if (problem !== null) {
    return fail(400, 'Invalid TOML', `line ${problem.line}, column ${problem.column}: ${problem.message}`, {
      body: { problem },
    });
  }
  const details = validationErrors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return fail(400, 'Validation failed', details, { body: { validationErrors } });
}

/** What a save would do, to the program and to the torrents; neither saves anything (ui.md CF-13). */
export function configPlanRoutes({ services }: RouteDeps): Route[] {
  const { config } = services;
  return [
    route({
      method: 'POST',
      path: '/config/plan',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'What saving these changes, or this TOML document, would do; nothing is saved',
      body: planBody,
      response: configPlan,
      handler: async ({ body }) => {
        const request = requestOf(body);
        return request === null ? fail(400, bothForms) : json(await config.plan(request));
      },
    }),
    route({
      method: 'POST',
      path: '/config/preview',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'What would be decided about the torrents there are after saving this; nothing is saved or done',
      body: planBody,
      response: previewBody,
      handler: async ({ body }) => {
        const request = requestOf(body);
        if (request === null) return fail(400, bothForms);
        const preview = await config.preview(request);
        return preview.ok ? json(preview.body) : refusedPlan(preview.plan);
      },
    }),
  ];
}
