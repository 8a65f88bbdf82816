import { ClientError } from '../../clients/http.ts';
import { isIdle, planUpkeep } from '../../engine/seeding/upkeep.ts';
import type { Upkeep } from '../../engine/seeding/upkeep.ts';
import { tag } from '../../engine/torrents/facts.ts';
import type { Judged } from '../judging.ts';
import { planOf } from '../plans.ts';
import { MassTrouble } from '../mass-trouble.ts';
import type { ActTools } from './tools.ts';
import { readAnnounced } from './trackers.ts';

/** R30: seconds between two synchronisations of one torrent. */
const pause = 600;
/** Torrents whose trackers are read for dead ones in one pass at most. */
const readsPerPass = 20;

/** Tracker synchronisation (torrents.md 6.6, 8.2): trackers, rate limits, super seeding and tags, only where they differ. */
export class TrackerUpkeep {
  readonly #tools: ActTools;
  readonly #trouble = new MassTrouble();

  constructor(tools: ActTools) {
    this.#tools = tools;
  }

  /** Looks at judged torrents; `isRunning` says whether the loop that owns the upkeep runs. */
  async run(judged: readonly Judged[], isRunning: (item: Judged) => boolean): Promise<void> {
    if (this.#tools.settings().observeOnly) return;
    let reads = 0;
    const planned: { item: Judged; wanted: Upkeep }[] = [];
    for (const item of judged) {
      if (!isRunning(item) || !item.feed.isUp || item.facts.tags.includes(tag.ignored)) continue;
      const asks = this.#wantsReading(item) && reads < readsPerPass;
      if (asks) reads += 1;
      const wanted = await this.#plan(item, asks);
      if (wanted !== null) planned.push({ item, wanted });
    }
    for (const { item, wanted } of planned) await this.#turn(item, wanted);
  }

  #wantsReading({ context, feed, facts }: Judged): boolean {
    if (!context.rules.seeding.removeDeadTrackers || context.facts.trackers?.length === 0) return false;
    const last = this.#tools.memory.announcedAt(feed.instance.name, facts.hash);
    return last === null || this.#tools.desk.now - last >= pause;
  }

  /** What one torrent needs, null when nothing; trackers in trouble are noted before anything is done about any of them. */
  async #plan(item: Judged, asks: boolean): Promise<Upkeep | null> {
    const { feed, facts, context } = item;
    const { rules } = context;
    const trackers = context.facts.trackers;
    // R22: without the tracker list nothing that depends on it is done.
    if (trackers === null) return null;
    const announced = asks ? await readAnnounced(item, this.#tools) : context.memory.announced;
    const match = rules.trackers.match(trackers);
    const wanted = planUpkeep(rules.trackers, match, rules.seeding, { ...context.facts, trackers }, announced);
    if (rules.seeding.removeDeadTrackers) {
      this.#trouble.note(trackers, facts.hash, wanted.removeTrackers.length > match.unwanted.length);
      this.#tools.judging.lookAgain(feed.instance.name, facts.hash, this.#tools.desk.now + pause + 1);
    }
    return isIdle(wanted) ? null : wanted;
  }

  async #turn(item: Judged, wanted: Upkeep): Promise<void> {
    const { feed, facts } = item;
    if (!this.#tools.memory.takeUpkeepTurn(feed.instance.name, facts.hash, this.#tools.desk.now, pause)) return;
    try {
      await this.#apply(item, wanted);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      feed.failed(error);
    }
  }

  /** @throws ClientError */
  async #apply(item: Judged, planned: Upkeep): Promise<void> {
    const { feed, facts } = item;
    const { client } = feed;
    const hashes = [facts.hash];
    const edited = await this.#editTrackers(item, planned);
    const wanted = edited === null ? planned : planWith(item, edited);
    if (wanted.dlLimit !== null) await client.setDownloadLimit(hashes, wanted.dlLimit);
    if (wanted.upLimit !== null) await client.setUploadLimit(hashes, wanted.upLimit);
    if (wanted.superSeed) await client.setSuperSeeding(hashes, true);
    if (wanted.addTags.length > 0) await client.addTags(hashes, wanted.addTags);
    if (wanted.removeTags.length > 0) await client.removeTags(hashes, wanted.removeTags);
    this.#tools.log('DEBUG', `${facts.name}: brought in line with its tracker rules`);
  }

  /**
   * R31, R32 with FIX Q24: nothing is added to private torrents, nothing taken away while many lose a tracker at once. Returns the
   * announce addresses afterwards, null when they are as before.
   */
  async #editTrackers(item: Judged, wanted: Upkeep): Promise<string[] | null> {
    const { feed, facts } = item;
    const isPrivate = wanted.addTrackers.length > 0 && (facts.isPrivate ?? (await feed.client.isPrivate(facts.hash)));
    const add = isPrivate ? [] : wanted.addTrackers;
    const remove = this.#trouble.isMass(facts.trackers) ? [] : wanted.removeTrackers;
    if (add.length === 0 && remove.length === 0) return null;
    const values = { added: add.map(withoutKey).join(', '), removed: remove.map(withoutKey).join(', ') };
    const grant = await this.#tools.desk.announce(
      planOf(item, ['trackers'], {}, { action: 'edit-trackers', values: { ...item.verdict.values, ...values } }),
    );
    if (!grant) return null;
    const done = await this.#tools.desk.step(grant, 'trackers', async () => {
      await feed.client.addTrackers(facts.hash, add);
      await feed.client.removeTrackers(facts.hash, remove);
    });
    this.#tools.desk.finish(grant, done, 0);
    const before = item.context.facts.trackers ?? [];
    return done ? [...before.filter((url) => !remove.includes(url)), ...add] : null;
  }
}

/** R33: limits and tags after the trackers were changed. */
function planWith({ context: { rules, facts, memory } }: Judged, trackers: readonly string[]): Upkeep {
  return planUpkeep(
    rules.trackers,
    rules.trackers.match(trackers),
    rules.seeding,
    { ...facts, trackers },
    memory.announced,
  );
}

/** The address without the pass key private trackers put into path and query. */
function withoutKey(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed === null ? '' : `${parsed.protocol}//${parsed.host}`;
}
