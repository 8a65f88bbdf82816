import { stateClass, tag } from './facts.ts';
import { settingOf } from './rule.ts';
import type { Rule, RuleContext, RuleOutcome } from './rule.ts';

const skip: RuleOutcome = { outcome: 'skip' };
const keepTags = { add: [], remove: [], reSearch: false } as const;

/** Stall evaluation runs in these four states only (torrents.md 0.3). */
function isJudged({ facts }: RuleContext): boolean {
  return facts.state === 'downloading' || stateClass.isStuck(facts.state);
}

function isYoung({ facts, rules, now }: RuleContext): boolean {
  return now < facts.addedOn + rules.ignoreYoungerSeconds;
}

function isHeld({ facts }: RuleContext): boolean {
  return facts.tags.includes(tag.freeSpacePaused);
}

/** 5.1 `candidate`: stuck, or downloading from an incomplete swarm with its files already checked. */
function isCandidate(context: RuleContext): boolean {
  const { facts, memory, rules } = context;
  if (isHeld(context)) return false;
  const poorSwarm =
    facts.state === 'downloading' && facts.availability < 1 && memory.checked === rules.fileRulesSignature;
  return stateClass.isStuck(facts.state) || poorSwarm;
}

/**
 * Start of the time without progress, unix seconds: the last byte (for metadata the addition), but never before the
 * torrent could make progress at all (`activeSince`).
 */
function quietSince({ facts, memory }: RuleContext): number {
  const reference = stateClass.isMetadata(facts.state) ? facts.addedOn : facts.lastActivity;
  return Math.max(reference, memory.activeSince);
}

/** T2: nothing is judged before `IgnoreTorrentsYoungerThan`; file rules still run (N5). */
export const tooYoung: Rule = {
  id: 'grace',
  row: 'T2',
  evaluate: (context) => {
    const { facts, rules, now } = context;
    if (!isJudged(context)) return skip;
    const values = { age: now - facts.addedOn, limit: rules.ignoreYoungerSeconds };
    const setting = settingOf(rules, 'Torrent.IgnoreTorrentsYoungerThan');
    if (!isYoung(context)) return { outcome: 'pass', values, setting };
    if (!isCandidate(context)) return { outcome: 'pass', values, setting };
    const at = facts.addedOn + rules.ignoreYoungerSeconds;
    return { outcome: 'blocked', values, setting, planned: { decision: 'grace', action: 'none', at, values } };
  },
};

/** D08 with T1-T7, T10, T11; FIX Q20: -1 never removes, 0 tags only. */
export const stalled: Rule = {
  id: 'stalled',
  row: 'D08',
  evaluate: (context) => {
    const { facts, rules, now } = context;
    const setting = settingOf(rules, 'Torrent.StalledDelay');
    const tagged = facts.tags.includes(tag.allowedStalled);
    if (!isJudged(context) || !isCandidate(context)) {
      if (!tagged || rules.stalledDelayMinutes === -1) return skip;
      return {
        outcome: 'pass',
        values: { state: facts.state },
        setting,
        tags: { ...keepTags, remove: [tag.allowedStalled] },
      };
    }
    const since = quietSince(context);
    const limit = rules.stalledDelayMinutes > 0 ? rules.stalledDelayMinutes * 60 : rules.stalledDelayMinutes;
    const values = { time: Math.max(0, now - since), limit, availability: facts.availability };
    const decision = stateClass.isMetadata(facts.state) ? 'metadata_stuck' : 'stalled';
    if (isYoung(context)) return { outcome: 'blocked', values, setting };
    if (rules.stalledDelayMinutes === -1) {
      return { outcome: 'blocked', values, setting, planned: { decision, action: 'none', at: null, values } };
    }
    if (limit > 0 && now >= since + limit && isIdle(context)) {
      return stateClass.isStuck(facts.state)
        ? { outcome: 'match', decision, action: 'remove', values, setting }
        : { outcome: 'pass', values, setting };
    }
    const tags = tagged ? keepTags : { ...keepTags, add: [tag.allowedStalled], reSearch: rules.reSearchStalled };
    const at = limit > 0 ? Math.max(since + limit, idleAt(context)) : null;
    return {
      outcome: 'pass',
      values,
      setting,
      tags,
      planned: { decision, action: limit > 0 ? 'remove' : 'none', at, values },
    };
  },
};

/** T10, T11: besides the delay, `Ity` must have passed since the addition and (with metadata) since the last byte. */
function idleAt({ facts, memory, rules }: RuleContext): number {
  const last = stateClass.isMetadata(facts.state)
    ? facts.addedOn
    : Math.max(facts.addedOn, facts.lastActivity, memory.activeSince);
  return last + rules.ignoreYoungerSeconds + 1;
}

function isIdle(context: RuleContext): boolean {
  return context.now >= idleAt(context);
}

/** D19a: still downloading, but no complete copy in the swarm and nothing received for the stall limit. */
export const unavailable: Rule = {
  id: 'unavailable',
  row: 'D19a',
  evaluate: (context) => {
    const { facts, rules, now } = context;
    if (facts.state !== 'downloading' || !isCandidate(context) || isYoung(context)) return skip;
    const since = quietSince(context);
    const limit = rules.stalledDelayMinutes > 0 ? rules.stalledDelayMinutes * 60 : rules.stalledDelayMinutes;
    const values = { time: Math.max(0, now - since), limit, availability: facts.availability };
    const setting = settingOf(rules, 'Torrent.StalledDelay');
    return limit > 0 && now >= since + limit && isIdle(context)
      ? { outcome: 'match', decision: 'unavailable', action: 'remove', values, setting }
      : { outcome: 'pass', values, setting };
  },
};
