import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WebhookDelivery, WebhookView } from '../../contract/index.ts';
import { startHarness, type Harness } from '../testing/harness.ts';

const delivery: WebhookDelivery = {
  id: 'd1',
  event: 'webhook.test',
  at: 1,
  result: 'failed',
  tries: 1,
  status: 404,
  error: 'answered 404: is the address complete?',
  took: 12,
};
const view: WebhookView = {
  name: 'Chat room',
  enabled: true,
  host: 'https://chat.example',
  events: ['disk.hold'],
  template: 'discord',
  signed: true,
  timeoutSeconds: 10,
  waiting: 0,
  last: delivery,
};

let server: Harness;
beforeAll(async () => {
  server = await startHarness(
    {},
    {},
    {
      webhooks: {
        views: () => [view],
        deliveries: (name) => (name === view.name ? [delivery] : null),
        test: (name) => Promise.resolve(name === view.name ? delivery : null),
        on: () => () => undefined,
      },
    },
  );
});
afterAll(() => server.stop());

test('3.11 webhooks, their deliveries and a test message', async () => {
  for (const prefix of ['/api', '/web']) {
    expect((await server.authed(`${prefix}/webhooks`)).body).toEqual({ webhooks: [view] });
    const listed = await server.authed(`${prefix}/webhooks/Chat%20room/deliveries`);
    expect(listed.body).toEqual({ name: 'Chat room', deliveries: [delivery] });
    const tried = await server.post(`${prefix}/webhooks/Chat%20room/test`);
    expect([tried.status, tried.body]).toEqual([200, { success: false, delivery }]);
  }
});

test('an unknown webhook is a 404 that names it', async () => {
  expect(await server.authed('/api/webhooks/Nope/deliveries')).toMatchObject({
    status: 404,
    error: 'Unknown webhook Nope',
  });
  expect(await server.post('/api/webhooks/Nope/test')).toMatchObject({ status: 404, error: 'Unknown webhook Nope' });
});
