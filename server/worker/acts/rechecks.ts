import type { IntentStep } from '../../contract/index.ts';
import type { Judged } from '../judging.ts';
import { planOf } from '../plans.ts';
import type { Override } from '../plans.ts';
import type { ActTools } from './tools.ts';

/** A4, K2 with FIX Q7: recheck once, then back to the category it came from. */
export async function recheckAndRestore(judged: readonly Judged[], tools: ActTools): Promise<void> {
  const { desk, memory } = tools;
  for (const item of judged) {
    const { feed, facts } = item;
    const previous = typeof item.verdict.values.previous === 'string' ? item.verdict.values.previous : null;
    const steps: IntentStep[] = previous === null ? ['recheck'] : ['recheck', 'restore-category'];
    const grant = await desk.announce(planOf(item, steps, { category: previous }));
    if (!grant) continue;
    const rechecked = await desk.step(grant, 'recheck', () => feed.client.recheck([facts.hash]));
    if (rechecked) memory.set(feed.instance.name, facts.hash, 'recheckedAt', Math.round(desk.now));
    const done =
      rechecked &&
      (previous === null ||
        (await desk.step(grant, 'restore-category', () => feed.client.setCategory([facts.hash], previous))));
    desk.finish(grant, done);
  }
}

/** D15, A4: rechecks a torrent with an error, or one an owner asked for; then it is left in peace (TIC, TIC2). */
export async function recheck(judged: readonly Judged[], tools: ActTools, override: Override = {}): Promise<string[]> {
  const { desk, memory } = tools;
  const refusals: string[] = [];
  for (const item of judged) {
    const { feed, facts, context } = item;
    const { grant, refusal } = await desk.ask(planOf(item, ['recheck'], {}, override));
    if (!grant) {
      refusals.push(refusal ?? '');
      continue;
    }
    const done = await desk.step(grant, 'recheck', () => feed.client.recheck([facts.hash]));
    if (done) {
      memory.set(feed.instance.name, facts.hash, 'errorCheckAt', Math.round(desk.now));
      const peace = context.rules.ignoreYoungerSeconds;
      if (peace > 0) memory.quiet(feed.instance.name, facts.hash, desk.now + peace);
    } else refusals.push('qBittorrent did not take the command');
    desk.finish(grant, done);
  }
  return refusals;
}
