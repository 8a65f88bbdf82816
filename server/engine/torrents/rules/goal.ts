import { tag } from '../facts.ts';
import { settingOf, skip } from '../rule.ts';
import type { JudgeContext, Rule, RuleOutcome } from '../rule.ts';
import { dutyOf, secondsToGoal, seedingValues } from '../seeding.ts';
import { protectionOf, removalOf } from './guard.ts';

/**
 * D02: seeded enough. Reaching a goal is success, so nothing is blocklisted, and it waits until the Arr has imported the
 * download (FIX Q9); hit-and-run keeps it without keeping the rules behind from importing it.
 */
export const seedGoal: Rule = {
  id: 'seed_goal',
  row: 'D02',
  evaluate: (context) => {
    const { facts, rules, seeding } = context;
    if (rules.seeding.removeMode === -1 || facts.amountLeft !== 0) return skip;
    const values = { ...seedingValues(seeding), mode: rules.seeding.removeMode };
    const setting = settingOf(rules, 'Torrent.SeedingMode.RemoveTorrent', 'RemoveTorrent');
    if (!seeding.limitReached || seeding.leaveAlone) return notYet(context, values, setting);
    const protection = protectionOf(context);
    if (protection !== null) {
      const { needsTrackers, tags } = protection;
      const kept = { ...protection.values, wants: 'seed_goal' };
      const planned = { decision: 'seed_protected', action: 'none', at: null, values: kept, shown: true } as const;
      return { outcome: 'blocked', values: kept, setting, planned, tags, needsTrackers };
    }
    const waiting = importPending(context);
    if (waiting !== null) {
      const planned = { decision: 'seed_goal', action: removalOf(context), at: null, values, shown: false } as const;
      return { outcome: 'blocked', values: { ...values, waiting }, setting, planned };
    }
    return { outcome: 'match', decision: 'seed_goal', action: removalOf(context), values, setting };
  },
};

function notYet(context: JudgeContext, values: RuleValues, setting: string): RuleOutcome {
  const seconds = secondsToGoal(context, context.seeding);
  if (seconds === null) return { outcome: 'pass', values, setting };
  const at = context.now + Math.max(1, seconds);
  const planned = { decision: 'seed_goal', action: removalOf(context), at, values, shown: false } as const;
  return { outcome: 'pass', values, setting, planned };
}

type RuleValues = ReturnType<typeof seedingValues>;

/** FIX Q9 and Q1: why the Arr may still need the download, null when it does not. */
function importPending({ facts, memory, queue, rules, now }: JudgeContext): string | null {
  if (rules.kind !== 'arr') return null;
  if (queue === null) return 'unknown';
  if (queue.pending) return 'import';
  if (facts.completionOn <= 0) return null;
  if (now < facts.completionOn + rules.importSettleSeconds) return 'settling';
  // What lies nowhere we can see was looked for, and cannot be handed over.
  const handedOver = facts.tags.includes(tag.imported) || memory.sentAt !== null || memory.blockedBy !== null;
  return handedOver ? null : 'hand-over';
}

/** R27, R28: the tags that tell others what may happen to the torrent, only where they differ (FIX Q37). */
export const seedingTags: Rule = {
  id: 'seeding_tags',
  row: 'R27',
  evaluate: (context) => {
    const { facts, seeding } = context;
    if (seeding.isExempt) return skip;
    const held = facts.tags.includes(tag.freeSpacePaused);
    const allowed = seeding.leaveAlone && !held;
    const has = facts.tags.includes(tag.allowedSeeding);
    const add = allowed && !has ? [tag.allowedSeeding] : [];
    const remove: string[] = !allowed && has ? [tag.allowedSeeding] : [];
    if (facts.tags.includes(tag.hitAndRun) && dutyOf(context).kind === 'none') remove.push(tag.hitAndRun);
    return { outcome: 'pass', values: { leaveAlone: seeding.leaveAlone, held }, tags: { add, remove } };
  },
};
