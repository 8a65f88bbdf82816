import { stateClass, tag } from '../facts.ts';
import { settingOf, skip } from '../rule.ts';
import type { JudgeContext, Rule, TagChange } from '../rule.ts';
import { isPoor, isStallState, isYoung, viewStall } from '../stall.ts';
import { guarded, removalOf } from './guard.ts';

const keepTags: TagChange = { add: [], remove: [] };

function delaySetting({ rules }: JudgeContext): string {
  return settingOf(rules, 'Torrent.StalledDelay', 'StalledDelay');
}

/** Seconds; -1 = never, 0 = tag only (FIX Q20). */
function limitOf({ rules }: JudgeContext): number {
  return rules.stalledDelayMinutes > 0 ? rules.stalledDelayMinutes * 60 : rules.stalledDelayMinutes;
}

/** T2: nothing is judged before `IgnoreTorrentsYoungerThan`; file rules still run (N5). */
export const tooYoung: Rule = {
  id: 'grace',
  row: 'T2',
  evaluate: (context) => {
    const { facts, rules, now } = context;
    if (!isStallState(context)) return skip;
    const values = { age: now - facts.addedOn, limit: rules.ignoreYoungerSeconds };
    const setting = settingOf(rules, 'Torrent.IgnoreTorrentsYoungerThan', 'IgnoreTorrentsYoungerThan');
    if (!isYoung(context) || !viewStall(context).candidate) return { outcome: 'pass', values, setting };
    const at = facts.addedOn + rules.ignoreYoungerSeconds;
    const planned = { decision: 'grace', action: 'none', at, values, shown: true } as const;
    return { outcome: 'blocked', values, setting, planned };
  },
};

/** D08 with T1-T7, T10, T11; FIX Q20: -1 never removes, 0 tags only. */
export const stalled: Rule = {
  id: 'stalled',
  row: 'D08',
  evaluate: (context) => {
    const { facts, rules, now } = context;
    const setting = delaySetting(context);
    const tagged = facts.tags.includes(tag.allowedStalled);
    const view = viewStall(context);
    const off = rules.stalledDelayMinutes === -1;
    if (!view.candidate) {
      if (!tagged || off) return skip;
      const tags = { ...keepTags, remove: [tag.allowedStalled] };
      return { outcome: 'pass', values: { state: facts.state }, setting, tags };
    }
    const limit = limitOf(context);
    const values = { time: Math.max(0, now - view.quietSince), limit, availability: facts.availability };
    const decision = stateClass.isMetadata(facts.state) ? 'metadata_stuck' : 'stalled';
    if (view.young) return { outcome: 'blocked', values, setting };
    if (off) {
      const planned = { decision, action: 'none', at: null, values, shown: true } as const;
      return { outcome: 'blocked', values, setting, planned };
    }
    if (view.expired) {
      if (!stateClass.isStuck(facts.state)) return { outcome: 'pass', values, setting };
      return guarded(context, { decision, values, setting });
    }
    const tags = tagged ? keepTags : { ...keepTags, add: [tag.allowedStalled] };
    const action = view.expiresAt === null ? 'none' : removalOf(context);
    const planned = { decision, action, at: view.expiresAt, values, shown: true } as const;
    return { outcome: 'pass', values, setting, tags, planned, reSearch: !tagged && rules.reSearchStalled };
  },
};

/** D19a: still downloading, but no complete copy in the swarm and nothing received for the stall limit. */
export const unavailable: Rule = {
  id: 'unavailable',
  row: 'D19a',
  evaluate: (context) => {
    const { facts, now } = context;
    if (facts.state !== 'downloading' || !isPoor(facts.availability)) return skip;
    const view = viewStall(context);
    if (!view.candidate || view.young) return skip;
    const values = {
      time: Math.max(0, now - view.quietSince),
      limit: limitOf(context),
      availability: facts.availability,
    };
    const setting = delaySetting(context);
    if (!view.expired) return { outcome: 'pass', values, setting };
    return guarded(context, { decision: 'unavailable', values, setting });
  },
};
