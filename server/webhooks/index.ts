import { randomUUID } from 'node:crypto';
import { webhookEvent } from '../contract/index.ts';
import type {
  NewWebhookEvent,
  WebhookDelivery,
  WebhookEvent,
  WebhookEvents,
  WebhookSettings,
  WebhookView,
} from '../contract/index.ts';
import { Dispatcher, type DispatcherOptions } from './dispatcher.ts';

export { CompletionWatch } from './completions.ts';
export { webhookEventOf, type ArrLookup } from './from-ledger.ts';
export { HealthWatch } from './health-watch.ts';
export { lifeCycleEvent, restartedEvent } from './life-cycle.ts';

export interface WebhooksOptions extends Omit<DispatcherOptions, 'history'> {
  version: string;
  /** Takes secrets out of a text. */
  redact: (text: string) => string;
  history: () => { record(hook: string, delivery: WebhookDelivery): void; list(hook: string): WebhookDelivery[] };
}

/** Events for webhooks and the WebSocket, and the webhooks themselves (api.md 3.10, 3.11). */
export class Webhooks implements WebhookEvents {
  readonly #options: WebhooksOptions;
  readonly #dispatcher: Dispatcher;
  readonly #listeners = new Set<(event: WebhookEvent) => void>();

  constructor(options: WebhooksOptions) {
    this.#options = options;
    this.#dispatcher = new Dispatcher(options);
  }

  emit(event: NewWebhookEvent): void {
    const { onTrouble } = this.#options;
    const completed = webhookEvent.safeParse(this.#complete(event));
    if (!completed.success) {
      onTrouble(`An event ${event.event} was not told, it is not as it should be: ${completed.error.message}`);
      return;
    }
    const whole = completed.data;
    for (const listener of this.#listeners) listener(whole);
    this.#dispatcher.deliver(whole);
  }

  on(listener: (event: WebhookEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  views(): WebhookView[] {
    return this.#options.hooks().map((hook) => this.#viewOf(hook));
  }

  /** The last 100 deliveries, newest first; null when there is no such webhook. */
  deliveries(name: string): WebhookDelivery[] | null {
    return this.#find(name) === null ? null : this.#options.history().list(name);
  }

  /** Sends a test message now and tells what came of it; null when there is no such webhook. */
  async test(name: string): Promise<WebhookDelivery | null> {
    const hook = this.#find(name);
    if (hook === null) return null;
    const data = { message: `Webhook ${name} of qBitrr works.` };
    const event = webhookEvent.parse(this.#complete({ event: 'webhook.test', source: 'Main', data }));
    return this.#dispatcher.once(hook, event);
  }

  stop(): void {
    this.#listeners.clear();
    this.#dispatcher.stop();
  }

  #find(name: string): WebhookSettings | null {
    return this.#options.hooks().find((hook) => hook.name === name) ?? null;
  }

  #complete(event: NewWebhookEvent): unknown {
    const { version, clock, redact } = this.#options;
    const data = Object.entries(event.data).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string' ? redact(value) : value,
    ]);
    const timestamp = new Date(clock.now()).toISOString();
    return { ...event, id: randomUUID(), timestamp, version, data: Object.fromEntries(data) };
  }

  #viewOf(hook: WebhookSettings): WebhookView {
    const { name, enabled, url, events, template, secret, timeoutSeconds } = hook;
    return {
      name,
      enabled,
      host: new URL(url).origin,
      events: [...events],
      template: typeof template === 'string' ? template : 'own',
      signed: secret !== '',
      timeoutSeconds,
      waiting: this.#dispatcher.waiting(name),
      last: this.#options.history().list(name)[0] ?? null,
    };
  }
}
