import type { Clock, WebhookDelivery, WebhookEvent, WebhookSettings } from '../contract/index.ts';
import { send, type Outcome } from './send.ts';

/** Where deliveries are written down. */
export interface DeliveryHistory {
  record(hook: string, delivery: WebhookDelivery): void;
}

export interface DispatcherOptions {
  clock: Clock;
  /** The webhooks as configured now. */
  hooks: () => readonly WebhookSettings[];
  history: () => DeliveryHistory;
  /** A message was given up after its last try. */
  onFailed: (hook: string, delivery: WebhookDelivery) => void;
  /** Something of ours failed; the message itself is not lost by it. */
  onTrouble: (reason: string) => void;
  /** Messages were thrown away because the webhook is too slow. */
  onDropped: (hook: string, count: number) => void;
  /** Milliseconds before the second and the third try (api.md 3.11). */
  retryAfterMs?: readonly number[];
  /** Messages one webhook may have waiting. */
  most?: number;
}

interface Message {
  event: WebhookEvent;
  firstTryAt: number | null;
  tries: number;
}

/** One webhook's messages. */
interface Queue {
  ready: Message[];
  resting: Map<Message, NodeJS.Timeout>;
  active: number;
  droppedSinceNote: number;
  notedAt: number | null;
}

const RETRY_AFTER_MS = [5000, 30_000];
const MOST_WAITING = 100;
const AT_ONCE = 2;
/** A webhook that stays too slow is told of again after this long, in milliseconds. */
const NOTE_EVERY_MS = 600_000;

/**
 * Delivers events to webhooks beside everything else: nobody waits for it, a slow or dead address holds up only its own
 * queue, and that is bounded (api.md 3.11).
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #retryAfterMs: readonly number[];
  readonly #most: number;
  readonly #queues = new Map<string, Queue>();
  readonly #stop = new AbortController();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#retryAfterMs = options.retryAfterMs ?? RETRY_AFTER_MS;
    this.#most = options.most ?? MOST_WAITING;
  }

  deliver(event: WebhookEvent): void {
    if (this.#stop.signal.aborted) return;
    for (const hook of this.#options.hooks()) {
      if (!hook.enabled || !hook.events.some((name) => name === event.event)) continue;
      const queue = this.#queueOf(hook.name);
      queue.ready.push({ event, firstTryAt: null, tries: 0 });
      if (this.waiting(hook.name) > this.#most) this.#dropOldest(hook.name, queue);
      this.#work(hook.name, queue);
    }
  }

  /** Sends one event now, once, whether or not the webhook wants such events or is enabled. */
  async once(hook: WebhookSettings, event: WebhookEvent): Promise<WebhookDelivery> {
    const message = { event, firstTryAt: this.#options.clock.now(), tries: 1 };
    const begin = this.#options.clock.monotonic();
    const outcome = await send(hook, event, this.#stop.signal);
    return this.#settle(hook.name, message, outcome, this.#options.clock.monotonic() - begin);
  }

  /** Messages of a webhook that wait or are being sent. */
  waiting(name: string): number {
    const queue = this.#queues.get(name);
    return queue === undefined ? 0 : queue.ready.length + queue.resting.size + queue.active;
  }

  /** Ends tries under way and forgets what waits. */
  stop(): void {
    this.#stop.abort();
    for (const { resting } of this.#queues.values()) for (const timer of resting.values()) clearTimeout(timer);
    this.#queues.clear();
  }

  #queueOf(name: string): Queue {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const queue: Queue = { ready: [], resting: new Map(), active: 0, droppedSinceNote: 0, notedAt: null };
    this.#queues.set(name, queue);
    return queue;
  }

  #work(name: string, queue: Queue): void {
    while (queue.active < AT_ONCE) {
      const message = queue.ready.shift();
      if (message === undefined) return;
      queue.active += 1;
      void this.#try(name, queue, message).finally(() => {
        queue.active -= 1;
        this.#work(name, queue);
      });
    }
  }

  async #try(name: string, queue: Queue, message: Message): Promise<void> {
    const { clock } = this.#options;
    // A setting changed since the last try counts.
    const hook = this.#options.hooks().find((one) => one.name === name);
    if (hook?.enabled !== true) return;
    message.firstTryAt ??= clock.now();
    message.tries += 1;
    const begin = clock.monotonic();
    const outcome = await send(hook, message.event, this.#stop.signal);
    if (this.#stop.signal.aborted) return;
    const pause = this.#retryAfterMs[message.tries - 1];
    if (!outcome.ok && pause !== undefined) this.#rest(name, queue, message, pause);
    else {
      const delivery = this.#settle(name, message, outcome, clock.monotonic() - begin);
      if (!outcome.ok) this.#options.onFailed(name, delivery);
    }
  }

  #rest(name: string, queue: Queue, message: Message, pauseMs: number): void {
    const timer = setTimeout(() => {
      queue.resting.delete(message);
      queue.ready.push(message);
      this.#work(name, queue);
    }, pauseMs);
    timer.unref();
    queue.resting.set(message, timer);
  }

  #settle(name: string, message: Message, { ok, status, error }: Outcome, took: number): WebhookDelivery {
    const { event, firstTryAt, tries } = message;
    const delivery: WebhookDelivery = {
      id: event.id,
      event: event.event,
      at: firstTryAt ?? this.#options.clock.now(),
      result: ok ? 'delivered' : 'failed',
      tries,
      status,
      error,
      took: Math.round(took),
    };
    this.#record(name, delivery);
    return delivery;
  }

  #record(name: string, delivery: WebhookDelivery): void {
    try {
      this.#options.history().record(name, delivery);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      this.#options.onTrouble(`The delivery to webhook ${name} could not be written down: ${reason}`);
    }
  }

  #dropOldest(name: string, queue: Queue): void {
    const [resting] = queue.resting.keys();
    const oldest = resting ?? queue.ready[0];
    if (oldest === undefined) return;
    if (resting === undefined) queue.ready.shift();
    else {
      clearTimeout(queue.resting.get(resting));
      queue.resting.delete(resting);
    }
    const { clock, onDropped } = this.#options;
    const { event, firstTryAt, tries } = oldest;
    const at = firstTryAt ?? clock.now();
    const error = `not sent: more than ${this.#most} messages were waiting`;
    const kind = event.event;
    this.#record(name, { id: event.id, event: kind, at, result: 'dropped', tries, status: null, error, took: 0 });
    queue.droppedSinceNote += 1;
    if (queue.notedAt !== null && clock.monotonic() - queue.notedAt < NOTE_EVERY_MS) return;
    onDropped(name, queue.droppedSinceNote);
    queue.notedAt = clock.monotonic();
    queue.droppedSinceNote = 0;
  }
}
