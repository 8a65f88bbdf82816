import { describeDecision } from '../contract/index.ts';
import type { EngineSettings, PreviewChange, PreviewPart } from '../contract/index.ts';
import type { Verdict } from '../engine/torrents/verdict.ts';
import type { Judging } from './judging.ts';
import type { Policy } from './policy.ts';
import type { QbitFeed } from './qbit-feed.ts';
import { nextOf } from './rows.ts';

/** Changes listed by one manager at most; the number tells of the rest. */
const mostListed = 200;

/** What-if: which of this manager's verdicts would differ under other settings. `now` is unix seconds. */
export async function previewOf(
  who: { manager: string; judging: Judging; policy: Policy | null; now: number },
  feeds: readonly QbitFeed[],
  settings: { before: EngineSettings; after: EngineSettings },
): Promise<PreviewPart> {
  const changes: PreviewChange[] = [];
  let compared = 0;
  for (const { feed, facts, before, after } of who.judging.compare(feeds, settings.after, who.now)) {
    compared += 1;
    if (isSame(before, after)) continue;
    const common = { instance: feed.instance.name, hash: facts.hash, name: facts.name, manager: who.manager };
    changes.push({ ...common, before: side(before, who.now), after: side(after, who.now) });
  }
  const differing = changes.length;
  changes.sort((a, b) => weight(b) - weight(a));
  return {
    compared,
    differing,
    changes: changes.slice(0, mostListed),
    held: await heldBy(who.policy, feeds, settings),
  };
}

async function heldBy(
  policy: Policy | null,
  feeds: readonly QbitFeed[],
  { before, after }: { before: EngineSettings; after: EngineSettings },
): Promise<PreviewPart['held']> {
  if (!policy) return null;
  const now = await policy.wouldHold(feeds, before);
  const then = await policy.wouldHold(feeds, after);
  return now === null || then === null ? null : { before: now, after: then };
}

/** Running values are no difference; what is decided, done or planned is. */
function isSame(before: Verdict, after: Verdict): boolean {
  return (
    before.decision === after.decision &&
    before.action === after.action &&
    before.planned?.action === after.planned?.action &&
    before.planned?.at === after.planned?.at
  );
}

function side(verdict: Verdict, now: number): PreviewChange['before'] {
  const { decision, values, action } = verdict;
  return { decision, values, reason: describeDecision(decision, values), action, next: nextOf(verdict, now * 1000) };
}

/** Removals first: they are what an owner must see. */
function weight({ after }: PreviewChange): number {
  if (after.action.startsWith('remove')) return 2;
  return after.next?.action.startsWith('remove') === true ? 1 : 0;
}
