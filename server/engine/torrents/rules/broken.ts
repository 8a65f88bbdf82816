import { settingOf, skip } from '../rule.ts';
import type { Rule } from '../rule.ts';

/** Seconds; a minimum age of 0 must not make a passing trouble final (FIX Q27, Q34). */
const shortestGrace = 180;

/** D05, FIX Q34: the state must last for the grace period, and data is never deleted. */
export const missingFiles: Rule = {
  id: 'missing_files',
  row: 'D05',
  evaluate: ({ facts, memory, rules, now }) => {
    if (facts.state !== 'missingFiles') return skip;
    const since = Math.max(memory.missingSince ?? now, memory.activeSince);
    const grace = Math.max(rules.ignoreYoungerSeconds, shortestGrace);
    const values = { age: now - since, grace };
    const setting = settingOf(rules, 'Torrent.IgnoreTorrentsYoungerThan', 'IgnoreTorrentsYoungerThan');
    const at = since + grace;
    if (now < at || memory.missingSince === null) {
      const planned = { decision: 'missing_files', action: 'remove-keep-files', at, values, shown: true } as const;
      return { outcome: 'match', decision: 'missing_files', action: 'none', values, setting, planned };
    }
    return { outcome: 'match', decision: 'missing_files', action: 'remove-keep-files', values, setting };
  },
};

/** D15, FIX Q31: an error is rechecked, at most once in twice the minimum age. */
export const errored: Rule = {
  id: 'errored',
  row: 'D15',
  evaluate: ({ facts, memory, rules, now }) => {
    if (facts.state !== 'error') return skip;
    const pause = 2 * Math.max(rules.ignoreYoungerSeconds, shortestGrace);
    const values = { state: facts.state, pause };
    const at = memory.errorCheckAt === null ? now : memory.errorCheckAt + pause;
    if (now >= at) return { outcome: 'match', decision: 'errored', action: 'recheck', values };
    const planned = { decision: 'errored', action: 'recheck', at, values, shown: true } as const;
    return { outcome: 'match', decision: 'errored', action: 'none', values, planned };
  },
};
