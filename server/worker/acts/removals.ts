import { ArrLink } from '../arr-link.ts';
import type { Grant } from '../desk.ts';
import type { Judged } from '../judging.ts';
import type { QbitFeed } from '../qbit-feed.ts';
import { byFeed, mayArrRemove, planOf, removalFrom, removalSteps } from '../plans.ts';
import type { Override, RemovalData } from '../plans.ts';
import { lookOnceMore } from './last-look.ts';
import { RealPlaces } from './places.ts';
import { sharingOf } from './shared-data.ts';
import type { ActTools } from './tools.ts';

/** Seconds before the Arr is asked again whether its import is done, and after which it is no longer asked. */
const importPause = 30;
const longestImport = 24 * 3600;
/** Milliseconds a last look holds: the computer may have slept, or this process been stopped, since. */
const longestLook = 120_000;
/** Seconds before it is asked again who shares files. */
const unseenPause = 30;

/** A removal whose queue entry is known. */
interface Found {
  readonly judged: Judged;
  readonly data: RemovalData;
  readonly link: ArrLink | null;
}

interface Removal extends Found {
  readonly grant: Grant;
}

/**
 * A7: looked up, looked at once more, announced one by one, deleted in one call per instance and kind, then the queue entry, then the
 * search. A failed delete leaves the queue untouched (A74).
 */
export async function remove(judged: readonly Judged[], tools: ActTools, override: Override = {}): Promise<string[]> {
  const refusals: string[] = [];
  const found: Found[] = [];
  for (const item of judged) {
    const answer = await lookUp(item, tools, override);
    if (typeof answer === 'string') refusals.push(answer);
    else found.push({ judged: item, ...answer });
  }
  const lookedAt = tools.clock.now();
  const { leaving, staying } = await lookOnceMore(found, tools, override.asked ?? false);
  refusals.push(...staying);
  const granted: Removal[] = [];
  const places = new RealPlaces(tools.settings().pathMappings);
  for (const { judged: item, ...rest } of leaving) {
    const effective = await sparing(item, { granted, going: leaving, places }, tools, override);
    if (typeof effective === 'string') {
      refusals.push(effective);
      tools.desk.pause(item.feed.instance.name, item.facts.hash, item.verdict.action, unseenPause);
      continue;
    }
    const deleteFiles = (effective.action ?? item.verdict.action) !== 'remove-keep-files';
    const data = { ...rest.data, deleteFiles, staysElsewhere: staysElsewhere(item, leaving, tools) };
    const steps = removalSteps(data, rest.link?.instance.reSearch ?? false);
    const { grant, refusal } = await tools.desk.ask(planOf(item, steps, data, effective));
    if (grant) granted.push({ judged: item, grant, data, link: rest.link });
    else refusals.push(refusal ?? '');
  }
  for (const [feed, items] of byFeed(granted)) refusals.push(...(await carryOut(feed, items, lookedAt, tools)));
  return refusals;
}

/**
 * Those whose files stay go first: where that fails, files another one of them relied on must not be deleted either. Returns why some were
 * not removed.
 */
async function carryOut(
  feed: QbitFeed,
  granted: readonly Removal[],
  lookedAt: number,
  tools: ActTools,
): Promise<string[]> {
  const refusals: string[] = [];
  const isStale = Math.abs(tools.clock.now() - lookedAt) > longestLook;
  const items = granted.filter(({ grant, judged }) => {
    const isKept = tools.isKeepAsked(feed.instance.name, judged.facts.hash);
    if (!isKept && !isStale) return true;
    const why = isKept ? 'it is to be kept' : 'too much time has gone by since it was looked at';
    tools.desk.drop(grant, why);
    refusals.push(why);
    return false;
  });
  let trouble: string | null = null;
  for (const deleteFiles of [false, true]) {
    const batch = items.filter((item) => item.data.deleteFiles === deleteFiles);
    if (batch.length === 0) continue;
    if (trouble === null) {
      const hashes = batch.map(({ judged }) => judged.facts.hash);
      trouble = await whyFailed(feed, () => feed.client.remove(hashes, deleteFiles));
      // Whether it did it all the same, as one that only answers too late, is seen once it answers.
      if (trouble !== null) for (const { grant } of batch) tools.desk.leaveOpen(grant);
    } else for (const { grant } of batch) tools.desk.drop(grant, trouble);
    if (trouble !== null) {
      refusals.push(trouble);
      continue;
    }
    for (const { grant } of batch) tools.desk.stepDone(grant.intent, 'client-delete');
    for (const { grant, data, link } of batch)
      tools.desk.finish(grant, link === null || (await queueAndSearch(grant, data, link, tools)));
  }
  return refusals;
}

async function whyFailed(feed: QbitFeed, work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    feed.failed(error);
    return error instanceof Error ? error.message : String(error);
  }
}

/** The Arr's part of a removal, or why it has to wait. */
async function lookUp(
  item: Judged,
  tools: ActTools,
  override: Override,
): Promise<Pick<Found, 'data' | 'link'> | string> {
  const wait = (seconds: number) =>
    tools.desk.pause(item.feed.instance.name, item.facts.hash, item.verdict.action, seconds);
  if (await isStillImported(item, tools)) {
    wait(importPause);
    return 'its Arr is still importing it';
  }
  const found = await entryOf(item, tools, override);
  if (found !== 'unreachable') return found;
  wait(tools.settings().loopSleepSeconds);
  return 'the Arr that may list it does not answer, or was only just started, so its release could not be blocklisted';
}

/** FIX Q25: does another qBittorrent have a torrent of that hash, which is not to go? */
function staysElsewhere({ feed, facts: { hash } }: Judged, going: readonly Found[], tools: ActTools): boolean {
  const goes = (other: QbitFeed): boolean =>
    going.some(({ judged }) => judged.feed === other && judged.facts.hash === hash);
  return [...tools.feeds().values()].some((other) => other !== feed && other.torrents().has(hash) && !goes(other));
}

/** Files that another torrent has as well stay (cross-seeding). A text says why that cannot be told now. */
async function sparing(
  item: Judged,
  { granted, going, places }: { granted: readonly Removal[]; going: readonly Found[]; places: RealPlaces },
  tools: ActTools,
  override: Override,
): Promise<Override | string> {
  const { facts, verdict } = item;
  if ((override.action ?? verdict.action) === 'remove-keep-files') return override;
  const isIn = (list: readonly { judged: Judged }[], feed: QbitFeed, hash: string): boolean =>
    list.some(({ judged }) => judged.feed === feed && judged.facts.hash === hash);
  // The same torrent on another qBittorrent that is to go as well has nothing to lose either.
  const leaves = (feed: QbitFeed, hash: string): boolean =>
    isIn(granted, feed, hash) || (hash === facts.hash && feed !== item.feed && isIn(going, feed, hash));
  const sharing = await sharingOf(item, leaves, places, tools);
  if (sharing.kind === 'alone') return override;
  if (sharing.kind === 'unknown')
    return `${sharing.instance} does not say now which files its torrents have, so shared files could not be spared`;
  const values = { ...(override.values ?? verdict.values), shared: sharing.by.name };
  return { ...override, action: 'remove-keep-files', values };
}

/**
 * Q9: a copy of a large film takes the Arr minutes, and its queue lists only what it grabbed itself. So before a torrent that has seeded
 * enough goes, the Arr is asked whether it is done with our own scan; when it does not say, the torrent stays.
 */
async function isStillImported({ verdict, context, facts, feed }: Judged, tools: ActTools): Promise<boolean> {
  if (verdict.decision !== 'seed_goal' || context.rules.kind !== 'arr') return false;
  const sent = tools.memory.number(feed.instance.name, facts.hash, 'sent');
  const link = tools.arrs().get(context.rules.manager);
  if (sent === null || tools.desk.now - sent > longestImport || link === undefined) return false;
  const { importMode } = link.instance;
  try {
    return await link.isImporting({ path: facts.contentPath, downloadClientId: facts.hash, importMode });
  } catch (error) {
    link.failed(error);
    return true;
  }
}

/** The Arr's entry for a download; for the failed category whichever Arr lists it (FIX Q6). */
async function entryOf(
  item: Judged,
  tools: ActTools,
  override: Override,
): Promise<{ data: RemovalData; link: ArrLink | null } | 'unreachable'> {
  const deleteFiles = (override.action ?? item.verdict.action) !== 'remove-keep-files';
  const links = linksFor(item, tools, override.decision ?? item.verdict.decision);
  let unreachable = false;
  for (const link of links) {
    const queue = await link.readQueue();
    const entries = queue ? ArrLink.entriesOf(queue, item.facts.hash) : [];
    if (!queue || (entries.length === 0 && !(await link.listsAll()))) unreachable = true;
    if (entries.length > 0) return { data: removalFrom(link.instance.name, entries, deleteFiles), link };
  }
  return unreachable ? 'unreachable' : { data: removalFrom(null, [], deleteFiles), link: null };
}

/** Success (D02), missing files (D05) and managed categories concern no Arr (FIX Q9). */
function linksFor(item: Judged, tools: ActTools, decision: Judged['verdict']['decision']): ArrLink[] {
  if (decision === 'seed_goal' || decision === 'missing_files') return [];
  if (item.loop.kind === 'failed') return [...tools.arrs().values()];
  const own = tools.arrs().get(item.context.rules.manager);
  return item.loop.kind === 'arr' && own ? [own] : [];
}

/** A75-A77: a queue entry that is already gone ends it without a search (A76). */
export async function queueAndSearch(
  grant: Grant,
  data: RemovalData,
  link: ArrLink,
  { desk }: ActTools,
): Promise<boolean> {
  const { queueId } = data;
  if (queueId === null) return true;
  const weSearch = grant.intent.steps.includes('search');
  let outcome: 'deleted' | 'gone' = 'gone';
  const deleted = await desk.step(grant, 'queue-delete', async () => {
    outcome = await link.deleteEntry(queueId, { removeFromClient: mayArrRemove(grant.intent.action, data), weSearch });
  });
  if (!deleted) return false;
  if (outcome === 'gone' || !weSearch) return true;
  return desk.step(grant, 'search', () => link.search(data.mediaIds));
}
