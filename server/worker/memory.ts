import { z } from 'zod';
import { saysUnregistered } from '../engine/seeding/obligations.ts';
import type { AnnounceEntry } from '../engine/seeding/obligations.ts';
import { stateClass, tag } from '../engine/torrents/facts.ts';
import type { TorrentFacts, TorrentMemory } from '../engine/torrents/facts.ts';
import { jsonOf } from '../contract/index.ts';
import type { MemoryEntry, MemoryKey } from '../contract/index.ts';
import { MassTrouble } from './mass-trouble.ts';

/** What one torrent's memory holds in this process; the persistent part is mirrored to the host. Times are unix seconds. */
interface Held {
  checked: string | null;
  excluded: { n: number; m: number } | null;
  category: string | null;
  flags: readonly string[];
  numbers: Partial<Record<NumberKey, number | undefined>>;
  waiting: boolean;
  retryAt: number | null;
  blockedBy: string | null;
  quietUntil: number | null;
  idleSeedingSince: number | null;
  announced: { entries: readonly AnnounceEntry[] | null; at: number } | null;
  upkeepAt: number | null;
}

type NumberKey = Exclude<MemoryKey, 'checked' | 'category' | 'flags'>;

const checkedValue = z.object({ signature: z.string(), n: z.int(), m: z.int() });
const flagsValue = z.array(z.string());
/** Seconds an announce message counts as what the tracker says now. */
const announcedLife = 600;

const emptyHeld: Held = {
  checked: null,
  excluded: null,
  category: null,
  flags: [],
  numbers: {},
  waiting: false,
  retryAt: null,
  blockedBy: null,
  quietUntil: null,
  idleSeedingSince: null,
  announced: null,
  upkeepAt: null,
};

/** Flags that tagless mode keeps here instead of in qBittorrent; the ignored tag stays a real one (torrents.md 3.5). */
export const storedFlags: readonly string[] = [
  tag.allowedSeeding,
  tag.imported,
  tag.allowedStalled,
  tag.freeSpacePaused,
  tag.hitAndRun,
];

/** Memory of one manager, keyed by instance and hash (torrents.md FIX Q25, Q32). Times are unix seconds. */
export class ManagerMemory {
  /** By instance, then hash. */
  readonly #held = new Map<string, Map<string, Held>>();
  /** Torrents their tracker says it does not know. */
  readonly #unregistered = new MassTrouble();
  #outgoing: MemoryEntry[] = [];

  constructor(entries: readonly MemoryEntry[]) {
    this.load(entries);
  }

  /** Takes what the host or another manager knows. */
  load(entries: readonly MemoryEntry[]): void {
    for (const entry of entries) this.#load(entry);
  }

  /** What the rules may know. `upSince` is when the torrent's qBittorrent came up, unix seconds. */
  view(instance: string, hash: string, upSince: number, now: number): TorrentMemory {
    const held = this.#find(instance, hash) ?? emptyHeld;
    const { numbers } = held;
    return {
      checked: held.checked,
      excluded: held.excluded,
      missingSince: numbers.missingSince ?? null,
      recheckedAt: numbers.recheckedAt ?? null,
      errorCheckAt: numbers.errorCheckAt ?? null,
      previousCategory: held.category,
      sentAt: numbers.sent ?? null,
      retryAt: held.retryAt,
      blockedBy: held.blockedBy,
      unplayable: numbers.unplayable ?? null,
      cleanedAt: numbers.cleaned ?? null,
      quietUntil: held.quietUntil,
      idleSeedingSince: held.idleSeedingSince,
      announced: this.heard(instance, hash, now),
      activeSince: Math.max(upSince, numbers.activeSince ?? 0),
    };
  }

  /** Notes what follows from the state alone: missing since, active since, seeding idle since, the end of an import. */
  observe(instance: string, facts: Pick<TorrentFacts, 'hash' | 'state' | 'amountLeft'>, now: number): void {
    const held = this.#of(instance, facts.hash);
    const put = (key: NumberKey, value: number | null) => this.#put(held, instance, facts.hash, key, value);
    const missing = facts.state === 'missingFiles';
    put('missingSince', missing ? (held.numbers.missingSince ?? now) : null);
    const waiting = stateClass.isWaiting(facts.state);
    if (held.waiting && !waiting) put('activeSince', now);
    held.waiting = waiting;
    held.idleSeedingSince = facts.state === 'stalledUP' ? (held.idleSeedingSince ?? now) : null;
    if (facts.amountLeft > 0) {
      put('sent', null);
      put('unplayable', null);
      put('cleaned', null);
    } else put('released', null);
  }

  /** It is not listed any more: should it come back, nothing that was seen before counts as lasting until then. */
  outOfSight(instance: string, hash: string): void {
    const held = this.#find(instance, hash);
    if (!held) return;
    this.#put(held, instance, hash, 'missingSince', null);
    held.idleSeedingSince = null;
    held.waiting = true;
  }

  /** P1: the category to go back to after a recheck. Only changes are stored. */
  rememberCategory(instance: string, hash: string, category: string): void {
    if (this.#find(instance, hash)?.category === category) return;
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

  /** A remembered number, null when there is none. */
  number(instance: string, hash: string, key: NumberKey): number | null {
    return this.#find(instance, hash)?.numbers[key] ?? null;
  }

  /** Stores a number, or forgets it; only changes travel. */
  set(instance: string, hash: string, key: NumberKey, value: number | null): void {
    const held = value === null ? this.#find(instance, hash) : this.#of(instance, hash);
    if (held) this.#put(held, instance, hash, key, value);
  }

  /** Tagless mode: the labels that stand in for tags. */
  flags(instance: string, hash: string): readonly string[] {
    return this.#find(instance, hash)?.flags ?? [];
  }

  setFlags(instance: string, hash: string, flags: readonly string[]): void {
    const sorted = [...new Set(flags)].toSorted();
    if (this.flags(instance, hash).join() === sorted.join()) return;
    this.#of(instance, hash).flags = sorted;
    const value = sorted.length === 0 ? null : JSON.stringify(sorted);
    this.#outgoing.push({ instance, hash, key: 'flags', value });
  }

  /** Holds back repeated attempts until `retryAt`; null clears. */
  attemptFailed(instance: string, hash: string, retryAt: number | null, reason: string | null): void {
    const held = this.#of(instance, hash);
    held.retryAt = retryAt;
    held.blockedBy = reason;
  }

  /** TIC: left in peace until then (D10). */
  quiet(instance: string, hash: string, until: number): void {
    this.#of(instance, hash).quietUntil = until;
  }

  /** What the trackers said, null when it could not be had. */
  announced(instance: string, hash: string, entries: readonly AnnounceEntry[] | null, now: number): void {
    this.#of(instance, hash).announced = { entries, at: now };
    for (const { url, message } of entries ?? []) this.#unregistered.note([url], hash, saysUnregistered(message));
  }

  /**
   * What the trackers say now, null when it was not asked lately or could not be had. A tracker that knows most of its torrents no more is in
   * trouble itself, so that word of it does not count (design.md 5, outage sense).
   */
  heard(instance: string, hash: string, now: number): readonly AnnounceEntry[] | null {
    const announced = this.#find(instance, hash)?.announced ?? null;
    if (announced === null || announced.entries === null || now - announced.at >= announcedLife) return null;
    return announced.entries.map((entry) =>
      saysUnregistered(entry.message) && this.#unregistered.isMass([entry.url]) ? { ...entry, message: '' } : entry,
    );
  }

  /** When the trackers were last asked, null = not lately. */
  announcedAt(instance: string, hash: string): number | null {
    return this.#find(instance, hash)?.announced?.at ?? null;
  }

  /** R30: the stamp is set before the attempt; false while the last one is less than `pause` seconds ago. */
  takeUpkeepTurn(instance: string, hash: string, now: number, pause: number): boolean {
    const held = this.#of(instance, hash);
    if (held.upkeepAt !== null && now - held.upkeepAt < pause) return false;
    held.upkeepAt = now;
    return true;
  }

  /** Torrents of a qBittorrent of which anything is remembered. */
  hashesOn(instance: string): string[] {
    return [...(this.#held.get(instance)?.keys() ?? [])];
  }

  /** A78: nothing of a torrent that is gone is kept. */
  forget(instance: string, hash: string): void {
    const held = this.#find(instance, hash);
    if (!held) return;
    this.#held.get(instance)?.delete(hash);
    const drop = (key: MemoryKey) => this.#outgoing.push({ instance, hash, key, value: null });
    if (held.checked !== null) drop('checked');
    if (held.category !== null) drop('category');
    if (held.flags.length > 0) drop('flags');
    for (const [key, value] of Object.entries(held.numbers)) if (value !== undefined) drop(numberKey.parse(key));
  }

  /** Entries changed since the last call, for the host to store. */
  takeChanges(): MemoryEntry[] {
    const changes = this.#outgoing;
    this.#outgoing = [];
    return changes;
  }

  #find(instance: string, hash: string): Held | undefined {
    return this.#held.get(instance)?.get(hash);
  }

  #of(instance: string, hash: string): Held {
    const known = this.#find(instance, hash);
    if (known) return known;
    const fresh = { ...emptyHeld };
    const there = this.#held.get(instance);
    if (there) there.set(hash, fresh);
    else this.#held.set(instance, new Map([[hash, fresh]]));
    return fresh;
  }

  #put(held: Held, instance: string, hash: string, key: NumberKey, value: number | null): void {
    if ((held.numbers[key] ?? null) === value) return;
    held.numbers = { ...held.numbers, [key]: value ?? undefined };
    this.#outgoing.push({ instance, hash, key, value: value === null ? null : String(value) });
  }

  #load({ instance, hash, key, value }: MemoryEntry): void {
    const held = this.#of(instance, hash);
    if (key === 'category') held.category = value;
    else if (key === 'flags') held.flags = value === null ? [] : (flagsValue.safeParse(jsonOf(value)).data ?? []);
    else if (key === 'checked') {
      const parsed = value === null ? null : checkedValue.safeParse(jsonOf(value)).data;
      held.checked = parsed?.signature ?? null;
      held.excluded = parsed ? { n: parsed.n, m: parsed.m } : null;
    } else {
      const number = value === null ? NaN : Number(value);
      held.numbers = { ...held.numbers, [key]: Number.isFinite(number) ? number : undefined };
    }
  }
}

const numberKey = z.enum([
  'recheckedAt',
  'errorCheckAt',
  'missingSince',
  'sent',
  'activeSince',
  'unplayable',
  'cleaned',
  'released',
]);
