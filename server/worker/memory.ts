import { z } from 'zod';
import { stateClass } from '../engine/torrents/facts.ts';
import type { TorrentFacts, TorrentMemory } from '../engine/torrents/facts.ts';
import type { MemoryEntry, MemoryKey } from '../contract/index.ts';

/** What one torrent's memory holds in this process; the persistent part is mirrored to the host. */
interface Held {
  checked: string | null;
  excluded: { n: number; m: number } | null;
  missingSince: number | null;
  recheckedAt: number | null;
  category: string | null;
  sentAt: number | null;
  activeSince: number | null;
  waiting: boolean;
  retryAt: number | null;
  blockedBy: string | null;
}

const checkedValue = z.object({ signature: z.string(), n: z.int(), m: z.int() });
const emptyHeld: Held = {
  checked: null,
  excluded: null,
  missingSince: null,
  recheckedAt: null,
  category: null,
  sentAt: null,
  activeSince: null,
  waiting: false,
  retryAt: null,
  blockedBy: null,
};

/** Memory of one manager, keyed by instance and hash (torrents.md FIX Q25). Times are unix seconds. */
export class ManagerMemory {
  readonly #held = new Map<string, Held>();
  #outgoing: MemoryEntry[] = [];

  constructor(entries: readonly MemoryEntry[]) {
    for (const entry of entries) this.#load(entry);
  }

  /** What the rules may know. `upSince` is when the torrent's qBittorrent came up, unix seconds. */
  view(instance: string, hash: string, upSince: number): TorrentMemory {
    const held = this.#held.get(`${instance}/${hash}`) ?? emptyHeld;
    return {
      checked: held.checked,
      excluded: held.excluded,
      missingSince: held.missingSince,
      recheckedAt: held.recheckedAt,
      previousCategory: held.category,
      sentAt: held.sentAt,
      retryAt: held.retryAt,
      blockedBy: held.blockedBy,
      activeSince: Math.max(upSince, held.activeSince ?? 0),
    };
  }

  /** Notes what follows from the state alone: missing since, active since, the end of a recheck or import. */
  observe(instance: string, facts: TorrentFacts, now: number): void {
    const held = this.#of(instance, facts.hash);
    const missing = facts.state === 'missingFiles';
    if (missing && held.missingSince === null) this.#set(instance, facts.hash, 'missingSince', now);
    if (!missing && held.missingSince !== null) this.#set(instance, facts.hash, 'missingSince', null);
    const waiting = stateClass.isWaiting(facts.state);
    if (held.waiting && !waiting) this.#set(instance, facts.hash, 'activeSince', now);
    held.waiting = waiting;
    if (held.sentAt !== null && facts.amountLeft > 0) this.#set(instance, facts.hash, 'sent', null);
  }

  /** P1: the category to go back to after a recheck. Only changes are stored. */
  rememberCategory(instance: string, hash: string, category: string): void {
    if (this.#held.get(`${instance}/${hash}`)?.category === category) return;
    this.#of(instance, hash).category = category;
    this.#outgoing.push({ instance, hash, key: 'category', value: category });
  }

  /** The file rules ran; `persistent` is false while observe-only kept us from acting on them. */
  fileRulesApplied(
    instance: string,
    hash: string,
    result: { signature: string; n: number; m: number },
    persistent: boolean,
  ): void {
    const held = this.#of(instance, hash);
    held.checked = result.signature;
    held.excluded = { n: result.n, m: result.m };
    if (persistent) this.#outgoing.push({ instance, hash, key: 'checked', value: JSON.stringify(result) });
  }

  importSent(instance: string, hash: string, now: number): void {
    this.#set(instance, hash, 'sent', now);
  }

  recheckDone(instance: string, hash: string, now: number | null): void {
    if ((this.#held.get(`${instance}/${hash}`)?.recheckedAt ?? null) === now) return;
    this.#set(instance, hash, 'recheckedAt', now);
  }

  /** Holds back repeated attempts until `retryAt`; null clears. */
  attemptFailed(instance: string, hash: string, retryAt: number | null, reason: string | null): void {
    const held = this.#of(instance, hash);
    held.retryAt = retryAt;
    held.blockedBy = reason;
  }

  forget(instance: string, hash: string): void {
    const held = this.#held.get(`${instance}/${hash}`);
    if (!held) return;
    this.#held.delete(`${instance}/${hash}`);
    const keys: [MemoryKey, unknown][] = [
      ['checked', held.checked],
      ['category', held.category],
      ['missingSince', held.missingSince],
      ['recheckedAt', held.recheckedAt],
      ['sent', held.sentAt],
      ['activeSince', held.activeSince],
    ];
    for (const [key, value] of keys) if (value !== null) this.#outgoing.push({ instance, hash, key, value: null });
  }

  /** Entries changed since the last call, for the host to store. */
  takeChanges(): MemoryEntry[] {
    const changes = this.#outgoing;
    this.#outgoing = [];
    return changes;
  }

  #of(instance: string, hash: string): Held {
    const key = `${instance}/${hash}`;
    const known = this.#held.get(key);
    if (known) return known;
    const fresh = { ...emptyHeld };
    this.#held.set(key, fresh);
    return fresh;
  }

  #set(
    instance: string,
    hash: string,
    key: 'missingSince' | 'activeSince' | 'sent' | 'recheckedAt',
    value: number | null,
  ): void {
    this.#of(instance, hash)[key === 'sent' ? 'sentAt' : key] = value;
    this.#outgoing.push({ instance, hash, key, value: value === null ? null : String(value) });
  }

  #load({ instance, hash, key, value }: MemoryEntry): void {
    if (value === null) return;
    const held = this.#of(instance, hash);
    if (key === 'category') held.category = value;
    else if (key === 'checked') {
      const parsed = checkedValue.safeParse(JSON.parse(value));
      if (!parsed.success) return;
      held.checked = parsed.data.signature;
      held.excluded = { n: parsed.data.n, m: parsed.data.m };
    } else if (key === 'sent') held.sentAt = Number(value);
    else held[key] = Number(value);
  }
}
