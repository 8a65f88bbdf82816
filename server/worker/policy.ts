import { stat, statfs as readStatfs } from 'node:fs/promises';
import path from 'node:path';
import { ClientError } from '../clients/http.ts';
import type { TorrentFacts as ClientFacts } from '../clients/qbittorrent/index.ts';
import type { DiskReport, EngineSettings } from '../contract/index.ts';
import { planDisk } from '../engine/disk/plan.ts';
import type { DiskDecision, DiskPlan, DiskTorrent } from '../engine/disk/plan.ts';
import { compileTrackers, mergeTrackers } from '../engine/seeding/trackers.ts';
import { planSorting, tagPriorities } from '../engine/seeding/sorting.ts';
import { notQueued, stateClass, tag } from '../engine/torrents/facts.ts';
import { ownerLookup } from '../engine/torrents/ownership.ts';
import { hold, resume } from './acts/index.ts';
import type { ActTools } from './acts/index.ts';
import type { Judged } from './judging.ts';
import type { QbitFeed } from './qbit-feed.ts';
import { patiently } from './patient-disk.ts';
import { loopsOf, ownersOn, toEngineFacts } from './scope.ts';

/** Space of a filesystem, bytes. */
export interface DiskSpace {
  readonly free: number;
  readonly total: number;
}

/** Measures the filesystem of a folder; injectable for tests. @throws file errors. */
export type MeasureDisk = (folder: string) => Promise<DiskSpace>;

/** Free for ordinary users, and the whole. */
export const measureDisk: MeasureDisk = async (folder) => {
  const { bavail, blocks, bsize } = await readStatfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
};

/** How much smaller a filesystem may become before it is another one: a mount is gone (design.md 5). */
const sameDisk = 0.5;
/** Seconds before the same order of a queue is asked for again. */
const askAgainAfter = 60;

/** The policy loop W5: queue order by tracker priority (6.8), then the free-space guard (7). */
export class Policy {
  readonly #tools: ActTools;
  readonly #measure: MeasureDisk;
  readonly #report: (report: DiskReport | null) => void;
  #largest: { folder: string; total: number } | null = null;
  #reported = '';
  readonly #asked = new WeakMap<QbitFeed, { order: string; at: number }>();

  constructor(tools: ActTools, measure: MeasureDisk, report: (report: DiskReport | null) => void) {
    this.#tools = tools;
    this.#measure = measure;
    this.#report = report;
  }

  /** Torrents in scope after the last pass, and how many of them are held. */
  counts = { scope: 0, held: 0 };

  /** One pass. `feeds` are all configured ones; without any that answers nothing is done (S15). */
  async pass(feeds: readonly QbitFeed[]): Promise<void> {
    const up = feeds.filter((feed) => feed.isUp);
    if (up.length === 0) return;
    for (const feed of up) await this.#sort(feed);
    await this.#guard(feeds);
  }

  /** How many downloads these settings would hold on the disk as it is, null while it cannot be measured. */
  async wouldHold(feeds: readonly QbitFeed[], settings: EngineSettings): Promise<number | null> {
    const { freeSpace } = settings;
    if (freeSpace === null || !settings.autoPauseResume) return 0;
    const space = await this.#spaceOf(freeSpace);
    if (typeof space === 'string') return null;
    const torrents = feeds.flatMap((feed) => this.#inScope(feed, settings, mayBeHeld)).map(({ disk }) => disk);
    return planDisk(torrents, space.free - freeSpace.keepBytes).waiting.length;
  }

  async #guard(feeds: readonly QbitFeed[]): Promise<void> {
    const settings = this.#tools.settings();
    const { freeSpace } = settings;
    const scope = feeds.flatMap((feed) => this.#inScope(feed, settings, mayBeHeld));
    this.counts = { scope: scope.length, held: scope.filter(({ disk }) => disk.held).length };
    if (freeSpace === null || !settings.autoPauseResume) {
      this.#tell(null);
      return;
    }
    const space = await this.#spaceOf(freeSpace);
    const base = { folder: freeSpace.folder, keep: freeSpace.keepBytes };
    if (typeof space === 'string') {
      const nothing = { total: null, free: null, reserved: 0, waiting: 0, held: this.counts.held };
      this.#tell({ ...base, ...nothing, problem: space });
      return;
    }
    const plan = planDisk(
      scope.map(({ disk }) => disk),
      space.free - freeSpace.keepBytes,
    );
    const waiting = plan.waiting.reduce((sum, torrent) => sum + torrent.amountLeft, 0);
    this.#tell({ ...base, ...space, reserved: plan.reserved, waiting, held: plan.waiting.length, problem: null });
    await this.#carryOut(
      plan,
      scope,
      feeds.every((feed) => feed.isUp),
    );
  }

  /** What is not known is not released: downloads of an instance that does not answer still fill the disk. */
  async #carryOut(plan: DiskPlan, scope: readonly Scoped[], allKnown: boolean): Promise<void> {
    const torrents = new Map(scope.map((entry) => [entry.disk, entry]));
    const items = (steps: readonly DiskDecision['step'][], action: 'hold' | 'resume'): Judged[] =>
      plan.decisions
        .filter(({ step }) => steps.includes(step))
        .flatMap((decision) => {
          const entry = torrents.get(decision.torrent);
          if (!entry || !entry.feed.isUp) return [];
          if (this.#tools.desk.isPaused(entry.feed.instance.name, entry.disk.hash, action)) return [];
          return [this.#asJudged(entry, decision, action)];
        });
    await resume(allKnown ? items(['resume', 'unmark'], 'resume') : items(['unmark'], 'resume'), this.#tools);
    await hold(items(['hold', 'mark'], 'hold'), this.#tools);
  }

  #asJudged({ feed, judged }: Scoped, { torrent, free }: DiskDecision, action: 'hold' | 'resume'): Judged {
    const values = { need: torrent.amountLeft, free };
    const line = { rule: 'free_space', row: 'S5', outcome: 'match', values, setting: 'Settings.FreeSpace' } as const;
    const verdict = {
      decision: 'held_space',
      values,
      action,
      planned: null,
      tags: { add: [], remove: [] },
      reSearch: false,
      needsTrackers: false,
      trail: [line],
      checkAt: null,
      runsOnScreen: false,
    } as const;
    return { ...judged, feed, verdict: { ...verdict, trail: [...verdict.trail] } };
  }

  /** S3: torrents of all Arr and managed categories, without ignored ones; only those that matter here. */
  #inScope(feed: QbitFeed, settings: EngineSettings, matters: (facts: ClientFacts) => boolean): Scoped[] {
    const special = new Set([settings.failedCategory, settings.recheckCategory]);
    const ownerOf = ownerLookup(ownersOn(feed.instance, settings).filter(({ owner }) => !special.has(owner)));
    const order = settings.qbits.findIndex(({ name }) => name === feed.instance.name);
    const [loop] = loopsOf('core', settings);
    if (!loop) return [];
    const instance = feed.instance.name;
    const found: Scoped[] = [];
    for (const facts of feed.torrents().values()) {
      if (!matters(facts) || facts.tags.includes(tag.ignored) || ownerOf(facts.category) === null) continue;
      const flags = settings.tagless ? this.#tools.memory.flags(instance, facts.hash) : undefined;
      const engineFacts = toEngineFacts(facts, feed.skewMs, flags);
      const disk: DiskTorrent = {
        instance,
        instanceOrder: order,
        hash: facts.hash,
        state: facts.state,
        amountLeft: facts.amountLeft,
        position: facts.priority,
        addedOn: engineFacts.addedOn,
        held: engineFacts.tags.includes(tag.freeSpacePaused),
        released: this.#tools.memory.number(instance, facts.hash, 'released') !== null,
      };
      const now = this.#tools.desk.now;
      const context = {
        facts: engineFacts,
        memory: this.#tools.memory.view(instance, facts.hash, feed.upSinceSeconds, now),
        queue: notQueued,
        rules: loop.rulesFor(instance, facts.category),
        freeAboveMark: null,
        now,
      };
      found.push({ feed, disk, judged: { loop, facts, context } });
    }
    return found;
  }

  /** S1: the measured space, or why it cannot be used. */
  async #spaceOf({ folder, nearestParent }: NonNullable<EngineSettings['freeSpace']>): Promise<DiskSpace | string> {
    let space: DiskSpace;
    try {
      space = await patiently(folder, async () =>
        this.#measure(nearestParent ? await nearestExisting(folder) : folder),
      );
    } catch (error) {
      return `${folder} cannot be measured: ${error instanceof Error ? error.message : String(error)}`;
    }
    const known = this.#largest?.folder === folder ? this.#largest.total : space.total;
    if (space.total < known * sameDisk) return `${folder} is another, smaller disk than before: is a mount gone?`;
    this.#largest = { folder, total: Math.max(known, space.total) };
    return space;
  }

  #tell(report: DiskReport | null): void {
    const text = JSON.stringify(report);
    if (text === this.#reported) return;
    if (report?.problem) this.#tools.log('WARNING', `Free space is not guarded. ${report.problem}`);
    this.#reported = text;
    this.#report(report);
  }

  /** R40-R45, only where an entry asks for it. */
  async #sort(feed: QbitFeed): Promise<void> {
    const settings = this.#tools.settings();
    const rules = mergeTrackers(
      ...settings.qbitRules.map(({ trackers }) => trackers),
      ...settings.arrs.map((arr) => arr.torrent.trackers),
    );
    if (!rules.some((rule) => rule.sortTorrents) || settings.observeOnly || !feed.data.server.queueing) return;
    const isQueued = ({ priority }: ClientFacts) => priority > 0;
    const queued = this.#inScope(feed, settings, isQueued).map(({ judged: { facts, context } }) => ({
      hash: facts.hash,
      name: facts.name,
      state: facts.state,
      position: facts.priority,
      addedOn: context.facts.addedOn,
      trackers: facts.trackers,
      tags: facts.tags,
    }));
    const order = planSorting(queued, compileTrackers(rules), tagPriorities(rules));
    if (order.length === 0 || !this.#mayAsk(feed, order)) return;
    try {
      for (const hash of order) await feed.client.topPriority(hash);
      this.#tools.log('INFO', `${feed.instance.name}: the queue was put in order of tracker priority`);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      if (error.kind !== 'conflict') feed.failed(error);
    }
  }

  /** An order qBittorrent does not keep is not asked for at every pass. */
  #mayAsk(feed: QbitFeed, order: readonly string[]): boolean {
    const last = this.#asked.get(feed);
    const wanted = order.join();
    if (last?.order === wanted && this.#tools.desk.now - last.at < askAgainAfter) return false;
    this.#asked.set(feed, { order: wanted, at: this.#tools.desk.now });
    return true;
  }
}

/** The folder itself, or the first of its parents that is there. */
async function nearestExisting(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null);
  const parent = path.dirname(folder);
  return found !== null || parent === folder ? folder : nearestExisting(parent);
}

/** Unfinished, or still carrying the tag (S11). */
function mayBeHeld({ state, tags }: ClientFacts): boolean {
  return stateClass.isDownloading(state) || tags.includes(tag.freeSpacePaused);
}

interface Scoped {
  readonly feed: QbitFeed;
  readonly disk: DiskTorrent;
  readonly judged: Pick<Judged, 'loop' | 'facts' | 'context'>;
}
