import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { webhookEventName } from '../contract/index.ts';
import type { NewWebhookEvent, WebhookDelivery, WebhookEvent, WebhookSettings } from '../contract/index.ts';
import { Webhooks } from './index.ts';
import { signature } from './send.ts';
import { Receiver, type Answer } from './testing.ts';

const planned: NewWebhookEvent = {
  event: 'budget.tripped',
  source: 'Main',
  data: { reason: '20 removals within an hour; token hunter2hunter2' },
};

let receiver: Receiver;
let hooks: WebhookSettings[] = [];
let history: [string, WebhookDelivery][] = [];
let failed: string[] = [];
let dropped: [string, number][] = [];
let webhooks: Webhooks;

const hook = (more: Partial<WebhookSettings> = {}): WebhookSettings => ({
  name: 'Chat',
  url: receiver.url,
  enabled: true,
  events: [...webhookEventName.options],
  secret: '',
  timeoutSeconds: 5,
  template: 'json',
  ...more,
});
const start = (answers: Answer[] = [204], options: { retryAfterMs?: number[]; most?: number } = {}): void => {
  receiver.answers = answers;
  webhooks = new Webhooks({
    version: '1.2.3',
    clock: { now: () => Date.UTC(2025, 10, 27), monotonic: () => performance.now() },
    redact: (text) => text.replace('hunter2hunter2', '[redacted]'),
    hooks: () => hooks,
    history: () => ({
      record: (name, delivery) => void history.push([name, delivery]),
      list: (name) => history.flatMap(([of, delivery]) => (of === name ? [delivery] : [])).toReversed(),
    }),
    onFailed: (name) => void failed.push(name),
    onTrouble: (reason) => {
      throw new Error(reason);
    },
    onDropped: (name, count) => void dropped.push([name, count]),
    retryAfterMs: [10, 20],
    ...options,
  });
};
const delivered = (count: number) => vi.waitFor(() => expect(history).toHaveLength(count));

beforeEach(async () => {
  receiver = await Receiver.start();
  [hooks, history, failed, dropped] = [[hook()], [], [], []];
});
afterEach(async () => {
  webhooks.stop();
  await receiver.stop();
});

describe('3.11 delivery', () => {
  test('one POST with the envelope, its headers and a signature of the raw body; secrets are masked', async () => {
    hooks = [hook({ secret: 'key' })];
    start();
    const heard: WebhookEvent[] = [];
    webhooks.on((event) => heard.push(event));
    webhooks.emit(planned);
    await delivered(1);
    const [message] = receiver.received;
    const body = message?.body ?? '';
    expect(JSON.parse(body)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      event: 'budget.tripped',
      timestamp: '2025-11-27T00:00:00.000Z',
      version: '1.2.3',
      source: 'Main',
      data: { reason: '20 removals within an hour; token [redacted]' },
    });
    expect(heard).toEqual([JSON.parse(body)]);
    expect(message?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'qBitrr/1.2.3',
      'x-qbitrr-event': 'budget.tripped',
      'x-qbitrr-delivery': heard[0]?.id,
      'x-qbitrr-signature': signature(body, 'key'),
    });
    expect(history[0]?.[1]).toMatchObject({ id: heard[0]?.id, result: 'delivered', tries: 1, status: 204, error: '' });
  });

  test('two more tries with the same id, then it stands as delivered', async () => {
    start([500, 503, 200]);
    webhooks.emit(planned);
    await delivered(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['x-qbitrr-delivery'])).size).toBe(1);
    expect(receiver.received).toHaveLength(3);
    expect(history[0]?.[1]).toMatchObject({ result: 'delivered', tries: 3, status: 200 });
    expect(failed).toEqual([]);
  });

  test('after three tries it is given up; unsigned messages carry no signature', async () => {
    start([500]);
    webhooks.emit(planned);
    await delivered(1);
    expect(receiver.received).toHaveLength(3);
    expect(receiver.received[0]?.headers).not.toHaveProperty('x-qbitrr-signature');
    expect(history[0]?.[1]).toMatchObject({ result: 'failed', tries: 3, status: 500, error: 'answered 500' });
    expect(failed).toEqual(['Chat']);
  });

  test('a user name in the address goes into a header', async () => {
    hooks = [hook({ url: receiver.url.replace('http://', 'http://me:p%40ss@') })];
    start();
    webhooks.emit(planned);
    await delivered(1);
    expect(receiver.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  });

  test('redirects are not followed and count as failed', async () => {
    start([302], { retryAfterMs: [] });
    webhooks.emit(planned);
    await delivered(1);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook/secret-part']);
    expect(history[0]?.[1]).toMatchObject({
      result: 'failed',
      status: 302,
      error: expect.stringContaining('not followed'),
    });
  });

  test('a dead address and one that never answers are told in words, without the address', async () => {
    hooks = [
      hook({ name: 'Slow', timeoutSeconds: 0.05 }),
      hook({ name: 'Dead', url: 'http://127.0.0.1:1/secret-part' }),
    ];
    start(['hang'], { retryAfterMs: [] });
    webhooks.emit(planned);
    await delivered(2);
    const errors = new Map(history.map(([name, { error }]) => [name, error]));
    expect(errors.get('Slow')).toBe('no answer within 0.05 s');
    expect(errors.get('Dead')).toMatch(/^(connection refused|no connection)/);
    expect(JSON.stringify(history)).not.toContain('secret-part');
  });

  test('only what a webhook asked for, and nothing to one that is off', async () => {
    hooks = [
      hook({ name: 'Some', events: ['disk.hold'] }),
      hook({ name: 'Off', enabled: false }),
      hook({ name: 'All' }),
    ];
    start();
    webhooks.emit(planned);
    await delivered(1);
    expect(history[0]?.[0]).toBe('All');
  });

  test('a webhook switched off between two tries gets no more of them', async () => {
    start([500], { retryAfterMs: [300, 300] });
    webhooks.emit(planned);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    hooks = [hook({ enabled: false })];
    await vi.waitFor(() => expect(webhooks.views()[0]?.waiting).toBe(0));
    expect(receiver.received).toHaveLength(1);
  });
});

describe('3.11 delivery never blocks', () => {
  test('a full queue throws the oldest away, is told of once, and holds nobody else up', async () => {
    const other = await Receiver.start();
    try {
      hooks = [hook({ name: 'Stuck' }), hook({ name: 'Fine', url: other.url })];
      start(['hang'], { most: 5 });
      for (let count = 0; count < 20; count += 1) webhooks.emit(planned);
      expect(webhooks.views().map(({ waiting }) => waiting)).toEqual([5, 5]);
      await vi.waitFor(() => expect(other.received.length).toBeGreaterThan(0));
      const [stuck] = webhooks.views();
      expect(stuck).toMatchObject({ waiting: 5, last: { result: 'dropped', tries: 0 } });
      expect(webhooks.deliveries('Stuck')).toHaveLength(15);
      expect(dropped.filter(([name]) => name === 'Stuck')).toEqual([['Stuck', 1]]);
    } finally {
      await other.stop();
    }
  });

  test('stop ends tries under way and forgets what waits', async () => {
    start(['hang']);
    webhooks.emit(planned);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    webhooks.stop();
    webhooks.emit(planned);
    expect(webhooks.views()[0]?.waiting).toBe(0);
    expect(history).toEqual([]);
  });
});

describe('views and test messages', () => {
  test('a view holds neither the path of the address nor the secret', () => {
    hooks = [hook({ secret: 'key', template: { text: 'x' }, events: ['disk.hold'] })];
    start();
    expect(webhooks.views()).toEqual([
      {
        name: 'Chat',
        enabled: true,
        host: `http://127.0.0.1:${receiver.port}`,
        events: ['disk.hold'],
        template: 'own',
        signed: true,
        timeoutSeconds: 5,
        waiting: 0,
        last: null,
      },
    ]);
  });

  test('a test message goes out once, also to a webhook that is off', async () => {
    hooks = [hook({ enabled: false, events: [] })];
    start([500]);
    expect(await webhooks.test('Chat')).toMatchObject({
      event: 'webhook.test',
      result: 'failed',
      tries: 1,
      status: 500,
    });
    expect(receiver.received).toHaveLength(1);
    expect([await webhooks.test('Nope'), webhooks.deliveries('Nope')]).toEqual([null, null]);
  });
});
