import { z } from 'zod';
import { okBody, processesBody, restartedBody, startedBody, stoppedBody, type UnitKind } from '../../contract/index.ts';
import { fail, json, jsonBytes, notFound, type Answer } from '../http/answer.ts';
import { BOTH, noBody, route, type Route } from '../http/route.ts';
import type { Verb, VerbResult } from '../services.ts';
import type { RouteDeps } from './deps.ts';
import { resolveTarget } from './process-target.ts';

const starting = 'Arr manager is still initialising';

const segments = z.object({ path: z.array(z.string().min(1)) });

const answerList = { restart: 'restarted', start: 'started', stop: 'stopped' } as const;

type VerbBody = { status: 'ok'; name: string; category: string } & Partial<
  Record<'restarted' | 'started' | 'stopped', UnitKind[]>
>;

function verbAnswer(verb: Verb, result: VerbResult): Answer<VerbBody> {
  if (!result.ok) return fail(result.status, result.error);
  const { name, category, kinds } = result;
  return json({ status: 'ok', [answerList[verb]]: kinds, name, category });
}

/** Process rows and verbs (api.md 2.4, 3.4), and the engine switch of the tray and the panel. */
export function processRoutes({ services, processBytes }: RouteDeps): Route[] {
  const { processes } = services;
  const bodies: Record<Verb, z.ZodType> = { restart: restartedBody, start: startedBody, stop: stoppedBody };

  const titles: Record<Verb, string> = { restart: 'Restart', start: 'Start', stop: 'Stop' };

  const verbRoute = (verb: Verb): Route =>
    route({
      method: 'POST',
      path: `/processes/*path/${verb}`,
      at: BOTH,
      auth: { scope: 'control' },
      summary: `${titles[verb]} the loops of one process; \`path\` is a name or category, or a category and a kind`,
      also: { 503: starting },
      params: segments,
      response: bodies[verb],
      handler: async ({ params }) => {
        const target = resolveTarget(params.path, (text) => processes.known(text));
        return target.ok ? verbAnswer(verb, await processes.run(verb, target.target)) : fail(400, target.error);
      },
    });

  const rebuildRoute = (path: string): Route =>
    route({
      method: 'POST',
      path,
      at: BOTH,
      auth: { scope: 'control' },
      summary: 'Restart and reconnect everything',
      response: okBody,
      handler: async () => {
        await processes.rebuild();
        return json({ status: 'ok' });
      },
    });

  const engineRoute = (verb: 'start' | 'stop'): Route =>
    route({
      method: 'POST',
      path: `/engine/${verb}`,
      at: ['/web'],
      auth: { scope: 'control' },
      summary: `${titles[verb]} everything that is configured`,
      body: noBody,
      response: okBody,
      handler: async () => {
        await processes.all(verb);
        return json({ status: 'ok' });
      },
    });

  return [
    route({
      method: 'GET',
      path: '/processes',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'One row per loop',
      response: processesBody,
      handler: () => jsonBytes(processBytes()),
    }),
    rebuildRoute('/processes/restart_all'),
    rebuildRoute('/arr/rebuild'),
    verbRoute('restart'),
    verbRoute('start'),
    verbRoute('stop'),
    route({
      method: 'POST',
      path: '/arr/:section/restart',
      at: BOTH,
      auth: { scope: 'control' },
      summary: 'Restart the loops of one Arr instance',
      also: { 503: starting },
      params: z.object({ section: z.string() }),
      response: bodies.restart,
      handler: async ({ params, method, path }) =>
        params.section === ''
          ? notFound(method, path)
          : verbAnswer('restart', await processes.restartSection(params.section)),
    }),
    engineRoute('start'),
    engineRoute('stop'),
  ];
}
