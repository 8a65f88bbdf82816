import type { TorrentFacts } from '../clients/qbittorrent/index.ts';
import type { EngineSettings, RuleTrace, TorrentRow } from '../contract/index.ts';
import { ownerOf } from '../engine/torrents/ownership.ts';
import type { CategoryOwner } from '../engine/torrents/ownership.ts';
import { judge } from '../engine/torrents/verdict.ts';
import type { Verdict } from '../engine/torrents/verdict.ts';
import { DueQueue } from './due.ts';
import type { ManagerMemory } from './memory.ts';
import type { FeedChange, QbitFeed } from './qbit-feed.ts';
import { toRow } from './rows.ts';
import { loopsOf, ownersOn, toEngineFacts } from './scope.ts';
import type { Loop } from './scope.ts';

/** A torrent with what the rules say about it now. */
export interface Judged {
  readonly feed: QbitFeed;
  readonly loop: Loop;
  readonly facts: TorrentFacts;
  readonly verdict: Verdict;
}

/** What one pass found out. */
export interface PassResult {
  readonly judged: Judged[];
  readonly rows: { row: TorrentRow; trail: RuleTrace[] }[];
  readonly removed: { instance: string; hash: string }[];
  /** Instances whose torrents are reported whole. */
  readonly full: string[];
}

/** Seconds a vanished torrent's memory is kept: qBittorrent lists them one by one while it starts. */
const forgetAfter = 600;
/** Seconds after which a waiting torrent's values are worked out anew. */
const retellAfter = 30;

/** Keeps which torrents this manager judges and when they must be looked at again. All work follows what changed. */
export class Judging {
  readonly #manager: string;
  readonly #memory: ManagerMemory;
  readonly #due = new DueQueue();
  readonly #absent = new DueQueue();
  readonly #owned = new Map<string, Loop>();
  #settings: EngineSettings;
  #loops: Loop[];
  #everything = true;

  constructor(manager: string, settings: EngineSettings, memory: ManagerMemory) {
    this.#manager = manager;
    this.#memory = memory;
    this.#settings = settings;
    this.#loops = loopsOf(manager, settings);
  }

  /** New settings make every torrent worth a second look. */
  use(settings: EngineSettings): void {
    this.#settings = settings;
    this.#loops = loopsOf(this.#manager, settings);
    this.#everything = true;
  }

  /** Number of torrents in the loop's own category or below. */
  countOf(category: string): number {
    let count = 0;
    for (const loop of this.#owned.values()) if (loop.category === category) count += 1;
    return count;
  }

  /** Unix seconds of the next look, null when nothing waits for a time. */
  nextAt(): number | null {
    return this.#due.nextAt();
  }

  /** Looks at this torrent again at that time (unix seconds). */
  lookAgain(instance: string, hash: string, at: number): void {
    this.#due.set(`${instance}/${hash}`, at);
  }

  /** Judges what changed and what is due. `now` is unix seconds. Only `running` loops judge; others only lose sight. */
  pass(changes: ReadonlyMap<QbitFeed, FeedChange>, now: number, running: ReadonlySet<string>): PassResult {
    const result: PassResult = { judged: [], rows: [], removed: [], full: [] };
    const due = this.#dueByInstance(now);
    for (const [feed, change] of changes) {
      const instance = feed.instance.name;
      const whole = change.fresh || this.#everything;
      if (whole) result.full.push(instance);
      const hashes = whole ? feed.torrents().keys() : union(change.changed, due.get(instance));
      const owners = ownersOn(feed.instance, this.#settings);
      for (const hash of hashes) this.#look(feed, hash, owners, now, running, result);
      for (const hash of change.removed) this.#lost(instance, hash, now, result);
    }
    // Due torrents of an instance that did not answer are looked at with its next answer.
    for (const [instance, hashes] of due) {
      if ([...changes.keys()].some((feed) => feed.instance.name === instance)) continue;
      for (const hash of hashes) this.#due.set(`${instance}/${hash}`, now);
    }
    if (changes.size > 0) this.#everything = false;
    for (const key of this.#absent.take(now)) {
      const cut = key.lastIndexOf('/');
      this.#memory.forget(key.slice(0, cut), key.slice(cut + 1));
    }
    return result;
  }

  #look(
    feed: QbitFeed,
    hash: string,
    owners: readonly CategoryOwner[],
    now: number,
    running: ReadonlySet<string>,
    result: PassResult,
  ): void {
    const facts = feed.torrents().get(hash);
    if (!facts) return;
    const instance = feed.instance.name;
    const key = `${instance}/${hash}`;
    this.#absent.set(key, null);
    const owner = ownerOf(facts.category, owners);
    const loop = this.#loops.find((candidate) => candidate.category === owner);
    if (!loop) {
      if (this.#manager === 'core' && owner !== null) this.#rememberOrigin(instance, facts);
      if (this.#owned.delete(key)) {
        this.#due.set(key, null);
        result.removed.push({ instance, hash });
      }
      return;
    }
    this.#owned.set(key, loop);
    const engineFacts = toEngineFacts(facts);
    this.#memory.observe(instance, engineFacts, now);
    if (!running.has(loop.category)) return;
    const memory = this.#memory.view(instance, hash, feed.upSinceSeconds);
    const verdict = judge({ facts: engineFacts, memory, rules: loop.rules, now });
    // A time that runs on screen is told again now and then, although nothing changed.
    this.#due.set(key, verdict.checkAt === null ? null : Math.min(verdict.checkAt, now + retellAfter));
    result.judged.push({ feed, loop, facts, verdict });
    const { observeOnly } = this.#settings;
    const row = toRow({ instance, manager: this.#manager, facts, verdict, observeOnly, now: Math.round(now * 1000) });
    result.rows.push({ row, trail: verdict.trail });
  }

  /** P1: where a torrent was before somebody moved it to a special category (FIX Q7). */
  #rememberOrigin(instance: string, facts: TorrentFacts): void {
    this.#memory.rememberCategory(instance, facts.hash, facts.category);
    this.#memory.recheckDone(instance, facts.hash, null);
  }

  #lost(instance: string, hash: string, now: number, result: PassResult): void {
    const key = `${instance}/${hash}`;
    this.#due.set(key, null);
    this.#absent.set(key, now + forgetAfter);
    if (this.#owned.delete(key)) result.removed.push({ instance, hash });
  }

  #dueByInstance(now: number): Map<string, string[]> {
    const due = new Map<string, string[]>();
    for (const key of this.#due.take(now)) {
      const cut = key.lastIndexOf('/');
      const instance = key.slice(0, cut);
      const hashes = due.get(instance) ?? [];
      hashes.push(key.slice(cut + 1));
      due.set(instance, hashes);
    }
    return due;
  }
}

function union(changed: ReadonlySet<string>, due: readonly string[] | undefined): Iterable<string> {
  return due && due.length > 0 ? new Set([...changed, ...due]) : changed;
}
