import type { TorrentFacts as ClientFacts } from '../clients/qbittorrent/index.ts';
import type { EngineSettings, QbitInstance, RuleTrace, TorrentRow } from '../contract/index.ts';
import { notQueued } from '../engine/torrents/facts.ts';
import type { QueueFacts } from '../engine/torrents/facts.ts';
import { ownerLookup } from '../engine/torrents/ownership.ts';
import type { RuleContext } from '../engine/torrents/rule.ts';
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
  readonly facts: ClientFacts;
  readonly context: RuleContext;
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

/** What judging asks others for. */
export interface JudgingSources {
  /** What the Arr's queue says about a download, null while it does not answer. */
  queue(hash: string): QueueFacts | null;
  /** Bytes free above the mark of the free-space guard, null when it is off or not known. */
  freeAboveMark(): number | null;
}

/** Seconds a vanished torrent's memory is kept: qBittorrent lists them one by one while it starts. */
const forgetAfter = 600;
/** Seconds after which values that run on screen are worked out anew. */
const retellAfter = 30;
/** Seconds after which every torrent is looked at again, changed or not; spread so that they do not come together. */
const sweepAfter = 600;
const sweepSpread = 120;

type OwnerLookup = (category: string) => string | null;

const keyOf = (instance: string, hash: string): string => `${instance}/${hash}`;

/** Keeps which torrents this manager judges and when they must be looked at again. All work follows what changed. */
export class Judging {
  readonly #manager: string;
  readonly #memory: ManagerMemory;
  readonly #sources: JudgingSources;
  readonly #due = new DueQueue();
  readonly #absent = new DueQueue();
  readonly #owned = new Map<string, Loop>();
  #settings: EngineSettings;
  #loops: Loop[];
  #everything = true;

  constructor(manager: string, settings: EngineSettings, memory: ManagerMemory, sources: JudgingSources) {
    this.#manager = manager;
    this.#memory = memory;
    this.#sources = sources;
    this.#settings = settings;
    this.#loops = loopsOf(manager, settings);
  }

  /** New settings make every torrent worth a second look. */
  use(settings: EngineSettings): void {
    this.#settings = settings;
    this.#loops = loopsOf(this.#manager, settings);
    this.#everything = true;
  }

  /** Something all verdicts depend on has changed: the next pass looks at every torrent. */
  lookAtAll(): void {
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
    this.#due.set(keyOf(instance, hash), at);
  }

  /** Looks at these downloads again at that time, on whichever instance they are. */
  lookAgainAt(hashes: ReadonlySet<string>, feeds: Iterable<QbitFeed>, at: number): void {
    if (hashes.size === 0) return;
    for (const feed of feeds) {
      for (const hash of hashes) {
        if (this.#owned.has(keyOf(feed.instance.name, hash))) this.lookAgain(feed.instance.name, hash, at);
      }
    }
  }

  /** The torrent as the rules see it now, null when it is not this manager's. `now` is unix seconds. */
  judgeOne(feed: QbitFeed, hash: string, now: number): Judged | null {
    const facts = feed.torrents().get(hash);
    const ownerOf = ownerLookup(ownersOn(feed.instance, this.#settings));
    const loop = facts ? this.#loopOf(facts, feed.instance, ownerOf, this.#loops) : null;
    if (!facts || !loop) return null;
    this.#memory.observe(feed.instance.name, facts, now);
    return this.#judge(feed, loop, facts, now);
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
      const ownerOf = ownerLookup(ownersOn(feed.instance, this.#settings));
      for (const hash of hashes) this.#look(feed, hash, ownerOf, now, running, result);
      for (const hash of change.removed) this.#lost(instance, hash, now, result);
      if (change.fresh) this.#noticeAbsent(feed, now);
    }
    // Due torrents of an instance that did not answer are looked at with its next answer.
    for (const [instance, hashes] of due) {
      if ([...changes.keys()].some((feed) => feed.instance.name === instance)) continue;
      for (const hash of hashes) this.#due.set(keyOf(instance, hash), now);
    }
    if (changes.size > 0) this.#everything = false;
    for (const key of this.#absent.take(now)) {
      const cut = key.lastIndexOf('/');
      this.#memory.forget(key.slice(0, cut), key.slice(cut + 1));
    }
    return result;
  }

  /** Verdicts by the settings in force and by others, for every torrent this manager would own by either (what-if). */
  *compare(
    feeds: Iterable<QbitFeed>,
    candidate: EngineSettings,
    now: number,
  ): Generator<{ feed: QbitFeed; facts: ClientFacts; before: Verdict; after: Verdict }> {
    const loops = loopsOf(this.#manager, candidate);
    for (const feed of feeds) {
      const owners = [
        ownerLookup(ownersOn(feed.instance, this.#settings)),
        ownerLookup(ownersOn(feed.instance, candidate)),
      ] as const;
      for (const facts of feed.torrents().values()) {
        const before = this.#loopOf(facts, feed.instance, owners[0], this.#loops);
        const after = this.#loopOf(facts, feed.instance, owners[1], loops);
        if (before === null || after === null) continue;
        yield {
          feed,
          facts,
          before: this.#judge(feed, before, facts, now).verdict,
          after: this.#judge(feed, after, facts, now).verdict,
        };
      }
    }
  }

  #loopOf(facts: ClientFacts, instance: QbitInstance, ownerOf: OwnerLookup, loops: readonly Loop[]): Loop | null {
    const owner = ownerOf(facts.category);
    if (owner === null) return null;
    const fits = (loop: Loop) => loop.category === owner && (loop.instance === null || loop.instance === instance.name);
    return loops.find(fits) ?? null;
  }

  #look(
    feed: QbitFeed,
    hash: string,
    ownerOf: OwnerLookup,
    now: number,
    running: ReadonlySet<string>,
    result: PassResult,
  ): void {
    const facts = feed.torrents().get(hash);
    if (!facts) return;
    const instance = feed.instance.name;
    const key = keyOf(instance, hash);
    this.#absent.set(key, null);
    const loop = this.#loopOf(facts, feed.instance, ownerOf, this.#loops);
    if (!loop) {
      if (this.#manager === 'core' && ownerOf(facts.category) !== null) this.#rememberOrigin(instance, facts);
      if (this.#owned.delete(key)) {
        this.#due.set(key, null);
        result.removed.push({ instance, hash });
      }
      return;
    }
    this.#owned.set(key, loop);
    if (loop.kind === 'managed') this.#rememberOrigin(instance, facts);
    this.#memory.observe(instance, facts, now);
    if (!running.has(loop.category)) return;
    const judged = this.#judge(feed, loop, facts, now);
    const { verdict, context } = judged;
    const sweep = now + sweepAfter + spread(hash);
    const retell = verdict.runsOnScreen ? now + retellAfter : sweep;
    this.#due.set(key, Math.min(verdict.checkAt ?? Infinity, retell, sweep));
    result.judged.push(judged);
    const row = toRow({
      instance,
      manager: this.#manager,
      facts,
      verdict,
      queue: context.queue,
      observeOnly: this.#settings.observeOnly,
      now: Math.round(now * 1000),
    });
    result.rows.push({ row, trail: verdict.trail });
  }

  #judge(feed: QbitFeed, loop: Loop, facts: ClientFacts, now: number): Judged {
    const instance = feed.instance.name;
    const flags = this.#settings.tagless ? this.#memory.flags(instance, facts.hash) : undefined;
    const context: RuleContext = {
      facts: toEngineFacts(facts, feed.skewMs, flags),
      memory: this.#memory.view(instance, facts.hash, feed.upSinceSeconds, now),
      queue: loop.kind === 'arr' ? this.#sources.queue(facts.hash) : notQueued,
      rules: loop.rulesFor(instance, facts.category),
      freeAboveMark: this.#sources.freeAboveMark(),
      now,
    };
    return { feed, loop, facts, context, verdict: judge(context) };
  }

  /** P1: where a torrent was before somebody moved it to a special category (FIX Q7). */
  #rememberOrigin(instance: string, facts: ClientFacts): void {
    this.#memory.rememberCategory(instance, facts.hash, facts.category);
    this.#memory.set(instance, facts.hash, 'recheckedAt', null);
  }

  /** Torrents that went away while nobody looked are forgotten like others. */
  #noticeAbsent(feed: QbitFeed, now: number): void {
    const instance = feed.instance.name;
    for (const hash of this.#memory.hashesOn(instance)) {
      if (feed.torrents().has(hash)) continue;
      this.#memory.outOfSight(instance, hash);
      this.#absent.set(keyOf(instance, hash), now + forgetAfter);
    }
  }

  #lost(instance: string, hash: string, now: number, result: PassResult): void {
    const key = keyOf(instance, hash);
    this.#memory.outOfSight(instance, hash);
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

/** Seconds by which sweeps of different torrents differ, the same for one torrent each time. */
function spread(hash: string): number {
  return Number.parseInt(hash.slice(0, 6), 16) % sweepSpread;
}
