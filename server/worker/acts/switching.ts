import type { IntentStep } from '../../contract/index.ts';
import { tag } from '../../engine/torrents/facts.ts';
import type { Grant } from '../desk.ts';
import type { Judged } from '../judging.ts';
import { byFeed, planOf } from '../plans.ts';
import type { Override } from '../plans.ts';
import { addFlags, removeFlags } from './labels.ts';
import type { ActTools } from './tools.ts';

/** Seconds until qBittorrent has certainly shown the effect of a start or stop. */
const quietAfterSwitch = 60;

/** A1: starts what was stopped; afterwards it is left in peace for a while (TIC). */
export function start(judged: readonly Judged[], tools: ActTools): Promise<string[]> {
  return switchAll(judged, tools, ['start'], async (feed, items) => {
    await feed.client.start(items.map(({ facts }) => facts.hash));
    for (const { facts, context } of items) {
      const peace = context.rules.ignoreYoungerSeconds;
      if (peace > 0) tools.memory.quiet(feed.instance.name, facts.hash, tools.desk.now + peace);
    }
  });
}

/** A2. */
export function stop(judged: readonly Judged[], tools: ActTools): Promise<string[]> {
  return switchAll(judged, tools, ['stop'], (feed, items) => feed.client.stop(items.map(({ facts }) => facts.hash)));
}

/** S6, S7: tagged first, so that nobody starts it again; then stopped unless it is already. */
export function hold(judged: readonly Judged[], tools: ActTools): Promise<string[]> {
  return switchAll(judged, tools, ['tag', 'stop'], async (feed, items) => {
    await addFlags(items, tag.freeSpacePaused, tools);
    await removeFlags(
      items.filter(({ context }) => context.facts.tags.includes(tag.allowedSeeding)),
      tag.allowedSeeding,
      tools,
    );
    await feed.client.stop(items.filter(({ facts }) => facts.state !== 'stoppedDL').map(({ facts }) => facts.hash));
  });
}

/** S8, S9, S12: started first, then untagged; what runs already only loses the tag. Returns why some were not. */
export function resume(judged: readonly Judged[], tools: ActTools, override: Override = {}): Promise<string[]> {
  const work: Work = async (feed, items) => {
    await feed.client.start(items.filter(({ facts }) => facts.state === 'stoppedDL').map(({ facts }) => facts.hash));
    await removeFlags(items, tag.freeSpacePaused, tools);
  };
  return switchAll(judged, tools, ['start', 'untag'], work, override);
}

type Work = (feed: Judged['feed'], items: readonly Judged[]) => Promise<void>;

/**
 * Announces each torrent, then acts on all granted ones of an instance in one call (A1, A2 are per instance). Returns why some
 * were not.
 */
async function switchAll(
  judged: readonly Judged[],
  tools: ActTools,
  steps: IntentStep[],
  work: Work,
  override: Override = {},
): Promise<string[]> {
  const refusals: string[] = [];
  const granted: { judged: Judged; grant: Grant }[] = [];
  for (const item of judged) {
    const { grant, refusal } = await tools.desk.ask(planOf(item, steps, {}, override));
    if (grant) granted.push({ judged: item, grant });
    else refusals.push(refusal ?? '');
  }
  for (const [feed, items] of byFeed(granted)) {
    let done = true;
    try {
      await work(
        feed,
        items.map((item) => item.judged),
      );
    } catch (error) {
      done = false;
      feed.failed(error);
      refusals.push(error instanceof Error ? error.message : String(error));
    }
    for (const { grant } of items) {
      if (done) for (const step of steps) tools.desk.stepDone(grant.intent, step);
      tools.desk.finish(grant, done, quietAfterSwitch);
    }
  }
  return refusals;
}
