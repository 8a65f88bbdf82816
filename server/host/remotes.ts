import type { Clock, RemoteState, ToHost } from '../contract/index.ts';

type RemoteMessage = Extract<ToHost, { type: 'remote' }>;

/** What the managers last said about one qBittorrent or Arr. */
export interface RemoteStatus {
  state: RemoteState;
  version: string | null;
  lastError: string | null;
  /** Unix milliseconds of the last change of `state`. */
  since: number;
}

export interface Transfer {
  dlspeed: number;
  upspeed: number;
  /** Bytes; null when qBittorrent cannot tell. */
  freeSpace: number | null;
}

/** States of all remotes, joined over the managers that talk to them (supervisor.md 5.3). */
export class Remotes {
  readonly #clock: Clock;
  readonly #known = new Map<string, RemoteStatus>();
  /** Per qBittorrent: which managers see it up. It is down once none of them reaches it. */
  readonly #upFor = new Map<string, Set<string>>();
  readonly #transfer = new Map<string, Transfer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes a manager's report; returns true when the joined state changed. */
  report(manager: string, message: RemoteMessage): boolean {
    const key = `${message.kind}/${message.target}`;
    const seenUp = this.#upFor.get(key) ?? new Set<string>();
    this.#upFor.set(key, seenUp);
    if (message.state === 'up') seenUp.add(manager);
    else seenUp.delete(manager);
    const before = this.#known.get(key);
    if (message.state !== 'up' && seenUp.size > 0) return false;
    const same = before?.state === message.state;
    this.#known.set(key, {
      state: message.state,
      version: message.version ?? before?.version ?? null,
      lastError: message.error,
      since: same ? before.since : this.#clock.now(),
    });
    return !same;
  }

  transfer(message: Extract<ToHost, { type: 'transfer' }>): void {
    const { instance, dlspeed, upspeed, freeSpace } = message;
    this.#transfer.set(instance, { dlspeed, upspeed, freeSpace });
  }

  status(kind: 'qbit' | 'arr', target: string): RemoteStatus | null {
    return this.#known.get(`${kind}/${target}`) ?? null;
  }

  transferOf(instance: string): Transfer | null {
    return this.#transfer.get(instance) ?? null;
  }

  /** Since when each qBittorrent has been up, unix milliseconds; for restarted managers. */
  upSince(): Record<string, number> {
    const up: Record<string, number> = {};
    for (const [key, status] of this.#known) {
      if (key.startsWith('qbit/') && status.state === 'up') up[key.slice('qbit/'.length)] = status.since;
    }
    return up;
  }
}
