import type { DecisionCode, FactValues } from '../../../contract/index.ts';
import type { Obligation } from '../../seeding/obligations.ts';
import { tag } from '../facts.ts';
import { dutyOf } from '../seeding.ts';
import type { JudgeContext, RuleOutcome, TagChange } from '../rule.ts';

/** A removal a rule wants. */
export interface WantedRemoval {
  readonly decision: DecisionCode;
  readonly values: FactValues;
  readonly setting: string;
}

/** Removal with or without the data (FIX Q21). */
export function removalOf({ rules }: JudgeContext): 'remove' | 'remove-keep-files' {
  return rules.deleteFiles ? 'remove' : 'remove-keep-files';
}

/**
 * A guarded delete (torrents.md 0.1): submitted to the hit-and-run check first. When that forbids it the torrent stays, whatever
 * else the rules behind would say, and carries `qBitrr-hnr_active` (FIX Q8).
 */
export function guarded(context: JudgeContext, wanted: WantedRemoval): RuleOutcome {
  const protection = protectionOf(context);
  if (protection === null) {
    const { decision, values, setting } = wanted;
    return { outcome: 'match', decision, values, setting, action: removalOf(context) };
  }
  const { values, needsTrackers } = protection;
  return {
    outcome: 'match',
    decision: 'seed_protected',
    action: 'none',
    values: { ...values, wants: wanted.decision },
    setting: wanted.setting,
    tags: protection.tags,
    needsTrackers,
  };
}

/** Why hit-and-run keeps the torrent, null when it does not. */
export function protectionOf(
  context: JudgeContext,
): { values: FactValues; tags: TagChange; needsTrackers: boolean } | null {
  const duty = dutyOf(context);
  if (duty.kind === 'none') return null;
  const isNew = duty.kind === 'owed' && !context.facts.tags.includes(tag.hitAndRun);
  const tags = { add: isNew ? [tag.hitAndRun] : [], remove: [] };
  const owed = duty.kind === 'unknown' ? undefined : duty.owed[0];
  return { values: protectionValues(context, owed), tags, needsTrackers: duty.kind !== 'owed' };
}

function protectionValues({ facts }: JudgeContext, owed: Obligation | undefined): FactValues {
  return {
    by: owed?.by ?? null,
    mode: owed?.mode ?? null,
    ratio: Math.round(facts.ratio * 1000) / 1000,
    goal: owed?.ratio ?? null,
    time: facts.seedingTime,
    limit: owed?.seconds ?? null,
  };
}
