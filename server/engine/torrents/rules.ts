import { stateClass, tag } from './facts.ts';
import { settingOf } from './rule.ts';
import type { Rule, RuleContext, RuleOutcome } from './rule.ts';
import { stalled, tooYoung, unavailable } from './stalled.ts';

const skip: RuleOutcome = { outcome: 'skip' };

/** D03, K1: the owner moved it to the failed category; the tag, the age and its state do not matter. */
const failedCategory: Rule = {
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
const recheckCategory: Rule = {
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
const ignored: Rule = {
  id: 'ignored',
  row: 'Q19',
  evaluate: ({ facts }) =>
    facts.tags.includes(tag.ignored)
      ? { outcome: 'match', decision: 'ignored', action: 'none', values: { tag: tag.ignored } }
      : { outcome: 'pass', values: { tag: tag.ignored } },
};

/** D05, FIX Q34: the state must last for the grace period, and data is never deleted. */
const missingFiles: Rule = {
  id: 'missing_files',
  row: 'D05',
  evaluate: ({ facts, memory, rules, now }) => {
    if (facts.state !== 'missingFiles') return skip;
    const since = Math.max(memory.missingSince ?? now, memory.activeSince);
    const values = { age: now - since, grace: rules.ignoreYoungerSeconds };
    const setting = settingOf(rules, 'Torrent.IgnoreTorrentsYoungerThan');
    const at = since + rules.ignoreYoungerSeconds;
    if (now < at || memory.missingSince === null) {
      return {
        outcome: 'match',
        decision: 'missing_files',
        action: 'none',
        values,
        setting,
        planned: { decision: 'missing_files', action: 'remove-keep-files', at, values },
      };
    }
    return { outcome: 'match', decision: 'missing_files', action: 'remove-keep-files', values, setting };
  },
};

/** D06: forced, queued, checking and moving torrents are never touched. */
const untouched: Rule = {
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

/** D09: file rules run once per torrent and set of patterns, whatever its age (N5, FIX Q33). */
const inspectFiles: Rule = {
  id: 'inspect',
  row: 'D09',
  evaluate: ({ facts, memory, rules }) => {
    if (!stateClass.isDownloading(facts.state) || stateClass.isMetadata(facts.state)) return skip;
    const setting = settingOf(rules, 'Torrent.FileExtensionAllowlist');
    if (memory.checked === rules.fileRulesSignature) {
      return { outcome: 'pass', values: { n: memory.excluded?.n ?? 0, m: memory.excluded?.m ?? 0 }, setting };
    }
    return { outcome: 'match', decision: 'inspect', action: 'inspect-files', values: {}, setting };
  },
};

/** I2, D14: an import is asked for once. */
const alreadyImported: Rule = {
  id: 'imported',
  row: 'I2',
  evaluate: ({ facts, memory, rules }) => {
    if (!isFinished(facts.amountLeft, facts.state, facts.completionOn)) return skip;
    const values = { arr: rules.manager, tagged: facts.tags.includes(tag.imported), sent: memory.sentAt };
    return facts.tags.includes(tag.imported) || memory.sentAt !== null
      ? { outcome: 'match', decision: 'imported', action: 'none', values }
      : { outcome: 'pass', values };
  },
};

/** D16 with FIX Q1 and Q2: every finished torrent is handed over once it has settled, seeding or stopped. */
const instantImport: Rule = {
  id: 'importing',
  row: 'D16',
  evaluate: ({ facts, memory, rules, now }) => {
    if (
      !isFinished(facts.amountLeft, facts.state, facts.completionOn) ||
      facts.addedOn <= 0 ||
      facts.contentPath === ''
    )
      return skip;
    const due = facts.completionOn + rules.importSettleSeconds;
    const values = { age: now - facts.completionOn, settle: rules.importSettleSeconds, arr: rules.manager };
    if (now <= due) {
      const planned = { decision: 'importing', action: 'import', at: due + 1, values: { ...values, due } } as const;
      return { outcome: 'match', decision: 'importing', action: 'none', values: { ...values, due }, planned };
    }
    if (memory.retryAt !== null && now < memory.retryAt) {
      const blocked = { ...values, message: memory.blockedBy ?? '' };
      const planned = { decision: 'import_blocked', action: 'import', at: memory.retryAt, values: blocked } as const;
      return { outcome: 'match', decision: 'import_blocked', action: 'none', values: blocked, planned };
    }
    return { outcome: 'match', decision: 'importing', action: 'import', values };
  },
};

function isFinished(amountLeft: number, state: RuleContext['facts']['state'], completionOn: number): boolean {
  return amountLeft === 0 && stateClass.isComplete(state) && completionOn > 0;
}

/** The ordered list; the first match ends it (torrents.md 2.2, with Q19 deciding where `ignored` stands). */
export const torrentRules: readonly Rule[] = [
  failedCategory,
  recheckCategory,
  ignored,
  missingFiles,
  untouched,
  tooYoung,
  stalled,
  inspectFiles,
  alreadyImported,
  instantImport,
  unavailable,
];
