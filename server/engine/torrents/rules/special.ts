import { stateClass, tag } from '../facts.ts';
import { skip } from '../rule.ts';
import type { Rule } from '../rule.ts';

/** D03, K1: the owner moved it to the failed category; the tag, the age and its state do not matter. */
export const failedCategory: Rule = {
  id: 'failed_category',
  row: 'D03',
  evaluate: ({ facts, rules }) =>
    rules.kind === 'failed'
      ? {
          outcome: 'match',
          decision: 'failed_category',
          action: 'remove',
          values: { category: facts.category },
          setting: 'Settings.FailedCategory',
        }
      : skip,
};

/** D04, FIX Q7: one recheck, then back to the category it came from; never while it is being checked. */
export const recheckCategory: Rule = {
  id: 'recheck_category',
  row: 'D04',
  evaluate: ({ facts, memory, rules }) => {
    if (rules.kind !== 'recheck') return skip;
    const done = memory.recheckedAt !== null || stateClass.isChecking(facts.state);
    const values = { category: facts.category, state: facts.state, previous: memory.previousCategory, done };
    return {
      outcome: 'match',
      decision: done && stateClass.isChecking(facts.state) ? 'busy' : 'recheck_category',
      action: done ? 'none' : 'recheck-restore',
      values,
      setting: 'Settings.RecheckCategory',
    };
  },
};

/** FIX Q19: a torrent tagged as ignored is left alone completely. */
export const ignored: Rule = {
  id: 'ignored',
  row: 'Q19',
  evaluate: ({ facts }) =>
    facts.tags.includes(tag.ignored)
      ? { outcome: 'match', decision: 'ignored', action: 'none', values: { tag: tag.ignored } }
      : { outcome: 'pass', values: { tag: tag.ignored } },
};

/** D06: forced, queued, checking and moving torrents are never touched. */
export const untouched: Rule = {
  id: 'busy',
  row: 'D06',
  evaluate: ({ facts }) =>
    stateClass.isUntouched(facts.state)
      ? {
          outcome: 'match',
          decision: facts.state === 'queuedDL' ? 'queued' : facts.state === 'forcedUP' ? 'seeding' : 'busy',
          action: 'none',
          values: { state: facts.state, ratio: facts.ratio, progress: facts.progress },
        }
      : { outcome: 'pass', values: { state: facts.state } },
};
