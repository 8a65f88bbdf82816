import { ClientError } from '../clients/http.ts';
import type { Clock, EngineSettings, Intent, IntentStep } from '../contract/index.ts';
import { tag } from '../engine/torrents/facts.ts';
import { localPath } from '../engine/torrents/paths.ts';
import { byFeed, pathExists, planOf, removalFrom, removalSteps, sentence } from './actions.ts';
import type { Plan, RemovalData } from './actions.ts';
import { ArrLink } from './arr-link.ts';
import { inspectFiles } from './inspect.ts';
import type { IntentDesk } from './intent-desk.ts';
import type { Judged, Judging } from './judging.ts';
import type { ManagerMemory } from './memory.ts';
import type { QbitFeed } from './qbit-feed.ts';
import { resumeIntent } from './resume.ts';

/** What the executor works with. */
export interface ExecutorTools {
  readonly desk: IntentDesk;
  readonly memory: ManagerMemory;
  readonly judging: Judging;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: (level: 'DEBUG' | 'INFO' | 'SUCCESS' | 'WARNING' | 'ERROR', message: string) => void;
  settings(): EngineSettings;
  /** qBittorrent feeds by section name. */
  feeds(): ReadonlyMap<string, QbitFeed>;
  /** Arr links by section name. */
  arrs(): ReadonlyMap<string, ArrLink>;
}

/** Seconds before a refused action is offered to the gate again. */
const refusedPause = 60;
/** Seconds an action is considered on its way, until qBittorrent shows its effect. */
const inFlight = 60;
/** Torrents whose file lists are read in one pass at most; the rest follow in the next ones. */
const inspectionsPerPass = 100;

interface Granted {
  judged: Judged;
  plan: Plan;
  intent: Intent;
}

/** Carries out what a pass decided, one announced step after the other (torrents.md 3). */
export class Executor {
  readonly #tools: ExecutorTools;
  readonly #paused = new Map<string, { action: string; until: number }>();
  #unfinished: Intent[];

  /** `unfinished` are the intents a killed predecessor left behind. */
  constructor(tools: ExecutorTools, unfinished: readonly Intent[]) {
    this.#tools = tools;
    this.#unfinished = [...unfinished];
  }

  /** Goes on with what was begun, before anything new is judged for those torrents. */
  async resume(): Promise<void> {
    const later: Intent[] = [];
    for (const intent of this.#unfinished) if (!(await resumeIntent(intent, this.#tools))) later.push(intent);
    this.#unfinished = later;
  }

  /** Acts on the verdicts of one pass; a failing torrent or server never stops the others (FIX Q26). */
  async run(judged: readonly Judged[]): Promise<void> {
    for (const [key, { until }] of this.#paused) if (until <= this.#now) this.#paused.delete(key);
    const open = judged.filter((item) => !this.#isPaused(item));
    await this.#tags(open);
    await this.#inspections(open.filter((item) => item.verdict.action === 'inspect-files'));
    await this.#imports(open.filter((item) => item.verdict.action === 'import'));
    await this.#rechecks(open.filter((item) => item.verdict.action === 'recheck-restore'));
    await this.#removals(open.filter((item) => ['remove', 'remove-keep-files'].includes(item.verdict.action)));
  }

  /** Settings changed: what was refused before may be allowed now. */
  reconsider(): void {
    this.#paused.clear();
  }

  get #now(): number {
    return this.#tools.clock.now() / 1000;
  }

  #isPaused({ feed, facts, verdict }: Judged): boolean {
    if (verdict.action === 'none') return false;
    const key = `${feed.instance.name}/${facts.hash}`;
    if (this.#unfinished.some((intent) => `${intent.instance}/${intent.hash}` === key)) return true;
    const pause = this.#paused.get(key);
    if (pause === undefined || this.#now >= pause.until) return false;
    // A refused removal of a torrent without wanted files comes back as a look at its files.
    return pause.action === verdict.action || (pause.action === 'remove' && verdict.action === 'inspect-files');
  }

  /** Does not offer this action again for a while, and looks at the torrent then. */
  #pause({ feed, facts, verdict }: Judged, seconds: number): void {
    const until = this.#now + seconds;
    this.#paused.set(`${feed.instance.name}/${facts.hash}`, { action: verdict.action, until });
    if (Number.isFinite(until)) this.#tools.judging.lookAgain(feed.instance.name, facts.hash, until);
  }

  /** Announces an action; null when the gate refused it. */
  async #announce(judged: Judged, plan: Plan): Promise<Granted | null> {
    const { intent, answer } = await this.#tools.desk.announce(plan);
    if (answer.granted) return { judged, plan, intent };
    // Observe-only stays until the setting changes; anything else is asked again.
    this.#pause(judged, answer.observed ? Infinity : refusedPause);
    return null;
  }

  /** A75-A77 and the like: what one step did, or that it failed and will be tried again. */
  async #step(granted: Granted, step: IntentStep, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      this.#tools.desk.stepDone(granted.intent, step);
      return true;
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      this.#tools.log('WARNING', `${granted.plan.name}: ${step} failed, it is tried again. ${error.message}`);
      return false;
    }
  }

  async #tags(judged: readonly Judged[]): Promise<void> {
    if (this.#tools.settings().observeOnly) return;
    for (const [feed, items] of byFeed(judged.map((item) => ({ judged: item })))) {
      const adds = items.filter(({ judged: item }) => item.verdict.tags.add.length > 0);
      const removes = items.filter(({ judged: item }) => item.verdict.tags.remove.length > 0);
      try {
        for (const { judged: item } of adds.filter(({ judged: found }) => found.verdict.tags.reSearch))
          await this.#reSearchStalled(item);
        const plain = adds
          .filter(({ judged: item }) => !item.verdict.tags.reSearch)
          .map(({ judged: item }) => item.facts.hash);
        await feed.client.addTags(plain, [tag.allowedStalled]);
        await feed.client.removeTags(
          removes.map(({ judged: item }) => item.facts.hash),
          [tag.allowedStalled],
        );
      } catch (error) {
        feed.failed(error);
      }
    }
  }

  /** T4: the torrent stays, its release is blocklisted and searched again, once. */
  async #reSearchStalled(judged: Judged): Promise<void> {
    const link = this.#tools.arrs().get(judged.loop.rules.manager);
    const queue = await link?.readQueue();
    if (!link || !queue) return;
    const data = removalFrom(link.instance.name, ArrLink.entriesOf(queue, judged.facts.hash), false);
    const steps = removalSteps(data, link.instance.reSearch).filter((step) => step !== 'client-delete');
    const override = {
      action: 'tag-stalled',
      decision: judged.verdict.decision,
      values: judged.verdict.values,
    } as const;
    const granted = await this.#announce(judged, planOf(judged, [...steps, 'tag'], data, override));
    if (!granted) return;
    const done =
      (await this.#queueAndSearch(granted, data, link, false)) &&
      (await this.#step(granted, 'tag', () => judged.feed.client.addTags([judged.facts.hash], [tag.allowedStalled])));
    this.#finish(granted, done);
  }

  async #inspections(judged: readonly Judged[]): Promise<void> {
    const now = judged.slice(0, inspectionsPerPass);
    for (const item of judged.slice(inspectionsPerPass))
      this.#tools.judging.lookAgain(item.feed.instance.name, item.facts.hash, this.#now);
    const unwanted: Judged[] = [];
    for (const item of now) {
      try {
        const verdict = await inspectFiles(item, this.#tools, (plan) => this.#announce(item, plan));
        if (verdict) unwanted.push(verdict);
      } catch (error) {
        item.feed.failed(error);
      }
    }
    await this.#removals(unwanted);
  }

  /** A6: one scan per torrent, of its own path (FIX Q12). */
  async #imports(judged: readonly Judged[]): Promise<void> {
    const { memory, judging } = this.#tools;
    for (const item of judged) {
      const { feed, facts, loop } = item;
      const link = this.#tools.arrs().get(loop.rules.manager);
      if (!link || !(await link.refresh())) continue;
      const instance = feed.instance.name;
      if (!(await pathExists(localPath(facts.contentPath, this.#tools.settings().pathMappings), this.#tools.sleep))) {
        const retryAt = this.#now + Math.max(60, loop.rules.ignoreYoungerSeconds);
        memory.attemptFailed(instance, facts.hash, retryAt, `${facts.contentPath} does not exist on this computer`);
        judging.lookAgain(instance, facts.hash, this.#now);
        this.#tools.log('WARNING', `${facts.name}: not imported, ${facts.contentPath} does not exist on this computer`);
        continue;
      }
      const granted = await this.#announce(item, planOf(item, ['scan', 'tag'], { path: facts.contentPath }));
      if (!granted) continue;
      const request = { path: facts.contentPath, downloadClientId: facts.hash, importMode: link.instance.importMode };
      const scanned = await this.#step(granted, 'scan', () => link.scan(request));
      if (scanned) memory.importSent(instance, facts.hash, Math.round(this.#now));
      const done =
        scanned && (await this.#step(granted, 'tag', () => feed.client.addTags([facts.hash], [tag.imported])));
      this.#finish(granted, scanned && done);
    }
  }

  /** A4, K2 with FIX Q7: recheck once, then back to the category it came from. */
  async #rechecks(judged: readonly Judged[]): Promise<void> {
    for (const item of judged) {
      const { feed, facts } = item;
      const previous = typeof item.verdict.values.previous === 'string' ? item.verdict.values.previous : null;
      const steps: IntentStep[] = previous === null ? ['recheck'] : ['recheck', 'restore-category'];
      const granted = await this.#announce(item, planOf(item, steps, { category: previous }));
      if (!granted) continue;
      const rechecked = await this.#step(granted, 'recheck', () => feed.client.recheck([facts.hash]));
      if (rechecked) this.#tools.memory.recheckDone(feed.instance.name, facts.hash, Math.round(this.#now));
      const done =
        rechecked &&
        (previous === null ||
          (await this.#step(granted, 'restore-category', () => feed.client.setCategory([facts.hash], previous))));
      this.#finish(granted, done);
    }
  }

  /** A7: announced one by one, deleted together (FIX Q5), then the Arr's queue and a search for each. */
  async #removals(judged: readonly Judged[]): Promise<void> {
    const granted: (Granted & { data: RemovalData; link: ArrLink | null })[] = [];
    for (const item of judged) {
      const found = await this.#queueEntryOf(item);
      if (found === 'unreachable') {
        this.#pause(item, this.#tools.settings().loopSleepSeconds);
        continue;
      }
      const steps = removalSteps(found.data, found.link?.instance.reSearch ?? false);
      const answer = await this.#announce(item, planOf(item, steps, found.data));
      if (answer) granted.push({ ...answer, ...found });
    }
    for (const [feed, items] of byFeed(granted)) {
      for (const deleteFiles of [true, false]) {
        const batch = items.filter((item) => item.data.deleteFiles === deleteFiles);
        if (batch.length === 0) continue;
        const hashes = batch.map((item) => item.judged.facts.hash);
        try {
          await feed.client.remove(hashes, deleteFiles);
        } catch (error) {
          for (const item of batch) this.#finish(item, false);
          feed.failed(error);
          continue;
        }
        for (const item of batch) this.#tools.desk.stepDone(item.intent, 'client-delete');
        for (const item of batch)
          this.#finish(item, item.link === null || (await this.#queueAndSearch(item, item.data, item.link, true)));
      }
    }
  }

  /** The Arr's entry for a download; for the failed category whichever Arr lists it (FIX Q6). */
  async #queueEntryOf(item: Judged): Promise<{ data: RemovalData; link: ArrLink | null } | 'unreachable'> {
    const deleteFiles = item.verdict.action !== 'remove-keep-files';
    if (!deleteFiles) return { data: removalFrom(null, [], false), link: null };
    const own = this.#tools.arrs().get(item.loop.rules.manager);
    const links = own ? [own] : [...this.#tools.arrs().values()];
    let unreachable = false;
    for (const link of links) {
      const queue = await link.readQueue();
      if (!queue) unreachable = true;
      const entries = queue ? ArrLink.entriesOf(queue, item.facts.hash) : [];
      if (entries.length > 0) return { data: removalFrom(link.instance.name, entries, true), link };
    }
    return unreachable ? 'unreachable' : { data: removalFrom(null, [], true), link: null };
  }

  /** A75-A77: a queue entry that is already gone ends it without a search (A76). */
  async #queueAndSearch(
    granted: Granted,
    data: RemovalData,
    link: ArrLink,
    removeFromClient: boolean,
  ): Promise<boolean> {
    const { queueId } = data;
    if (queueId === null) return true;
    const weSearch = granted.intent.steps.includes('search');
    let outcome: 'deleted' | 'gone' = 'gone';
    const deleted = await this.#step(granted, 'queue-delete', async () => {
      outcome = await link.deleteEntry(queueId, { removeFromClient, weSearch });
    });
    if (!deleted) return false;
    if (outcome === 'gone' || !weSearch) return true;
    return this.#step(granted, 'search', () => link.search(data.mediaIds));
  }

  #finish(granted: Granted, done: boolean): void {
    this.#tools.desk.end(granted.intent, done ? 'ok' : 'failed', sentence(granted.plan));
    if (done) this.#pause(granted.judged, inFlight);
    this.#tools.log(
      done ? 'SUCCESS' : 'WARNING',
      done ? sentence(granted.plan) : `Not finished, it is tried again. ${sentence(granted.plan)}`,
    );
  }
}
