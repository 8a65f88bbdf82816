import type { NewWebhookEvent, RemoteState, StatusBody } from '../contract/index.ts';

const isOutage = (state: RemoteState): boolean => state === 'down' || state === 'authFailed' || state === 'unsupported';

/** Sees servers fail in the status, once per outage: it ends when they answer again. */
export class HealthWatch {
  readonly #failing = new Set<string>();

  take(status: Pick<StatusBody, 'qbitInstances' | 'arrs'>): NewWebhookEvent[] {
    const qbits = Object.entries(status.qbitInstances).map(([name, remote]) => ({
      check: 'qbit' as const,
      name,
      remote,
    }));
    const arrs = status.arrs.map((remote) => ({ check: 'arr' as const, name: remote.name, remote }));
    const events: NewWebhookEvent[] = [];
    const present = new Set<string>();
    for (const { check, name, remote } of [...qbits, ...arrs]) {
      const key = `${check}/${name}`;
      present.add(key);
      if (remote.state === 'up') this.#failing.delete(key);
      if (!isOutage(remote.state) || this.#failing.has(key)) continue;
      this.#failing.add(key);
      const message = remote.lastError ?? `${name} does not answer`;
      events.push({ event: 'health.failed', source: name, data: { check, target: name, message } });
    }
    for (const key of this.#failing) if (!present.has(key)) this.#failing.delete(key);
    return events;
  }
}
