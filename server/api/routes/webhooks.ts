import { z } from 'zod';
import { deliveriesBody, webhookTestBody, webhooksBody } from '../../contract/index.ts';
import { fail, json, type Answer } from '../http/answer.ts';
import { BOTH, noBody, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';

const hookParams = z.object({ name: z.string().min(1) });

const unknown = (name: string): Answer<never> => fail(404, `Unknown webhook ${name}`);

/** Webhooks: which there are, what became of their messages, and a test (api.md 3.11; the routes are ours). */
export function webhookRoutes({ services }: RouteDeps): Route[] {
  const { webhooks } = services;
  return [
    route({
      method: 'GET',
      path: '/webhooks',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Configured webhooks, without addresses and secrets',
      response: webhooksBody,
      handler: () => json({ webhooks: webhooks.views() }),
    }),
    route({
      method: 'GET',
      path: '/webhooks/:name/deliveries',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'The last 100 messages of a webhook, newest first',
      params: hookParams,
      response: deliveriesBody,
      handler: ({ params: { name } }) => {
        const deliveries = webhooks.deliveries(name);
        return deliveries === null ? unknown(name) : json({ name, deliveries });
      },
    }),
    route({
      method: 'POST',
      path: '/webhooks/:name/test',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Send a test message now and tell what came of it',
      params: hookParams,
      body: noBody,
      response: webhookTestBody,
      handler: async ({ params: { name } }) => {
        const delivery = await webhooks.test(name);
        return delivery === null ? unknown(name) : json({ success: delivery.result === 'delivered', delivery });
      },
    }),
  ];
}
