import { stateClass, tag } from '../facts.ts';
import { settingOf, skip } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { guarded } from './guard.ts';

/** B1-B5, L13: the Arr cannot import it for a reason the owner listed; honours only the ignored tag (FIX Q14). */
export const queueError: Rule = {
  id: 'queue_error',
  row: 'B3',
  evaluate: ({ queue, rules }) => {
    if (rules.kind !== 'arr') return skip;
    const setting = settingOf(rules, 'ArrErrorCodesToBlocklist');
    if (queue === null || queue.bad === null) return skip;
    const values = { arr: rules.manager, message: queue.bad };
    return { outcome: 'match', decision: 'import_blocked', action: 'remove', values, setting };
  },
};

/** D01, C1-C5: the release scores below what is wanted, and nothing was imported from it yet (FIX Q10). */
export const customFormat: Rule = {
  id: 'cf_unmet',
  row: 'D01',
  evaluate: (context) => {
    const { facts, memory, queue, rules } = context;
    if (rules.kind !== 'arr' || queue === null || queue.format === null) return skip;
    const values = { score: queue.score ?? 0, min: queue.format.wanted };
    const setting = settingOf(rules, 'EntrySearch.CustomFormatUnmetSearch');
    const imported = facts.tags.includes(tag.imported) || memory.sentAt !== null;
    if (!queue.format.unmet || imported || !queue.pending) return { outcome: 'pass', values, setting };
    if (facts.tags.includes(tag.freeSpacePaused)) return { outcome: 'blocked', values, setting };
    return guarded(context, { decision: 'cf_unmet', values, setting });
  },
};

/** I2, D14: an import is asked for once; what the Arr complains about is told. */
export const alreadyImported: Rule = {
  id: 'imported',
  row: 'I2',
  evaluate: ({ facts, memory, queue, rules, seeding }) => {
    if (rules.kind !== 'arr' || !isFinished(facts.amountLeft, facts.state, facts.completionOn)) return skip;
    const tagged = facts.tags.includes(tag.imported);
    const values = { arr: rules.manager, tagged, sent: memory.sentAt, ratio: facts.ratio, goal: seeding.limits.ratio };
    if (!tagged && memory.sentAt === null) return { outcome: 'pass', values };
    const blocked = queue?.pending === true ? queue.complaint : null;
    if (blocked === null) {
      const planned = { decision: 'imported', action: 'none', at: null, values, shown: true } as const;
      return { outcome: 'pass', values, planned };
    }
    const told = { ...values, message: blocked };
    const planned = { decision: 'import_blocked', action: 'none', at: null, values: told, shown: true } as const;
    return { outcome: 'pass', values: told, planned };
  },
};

/** F30-F37 with FIX Q11: once the queue no longer lists an imported download, what is left in its own folder may be cleaned up. */
export const leftovers: Rule = {
  id: 'leftovers',
  row: 'F31',
  evaluate: ({ facts, memory, queue, rules }) => {
    if (rules.kind !== 'arr' || !rules.autoDelete || memory.cleanedAt !== null) return skip;
    if (!isFinished(facts.amountLeft, facts.state, facts.completionOn)) return skip;
    if (!facts.tags.includes(tag.imported) && memory.sentAt === null) return skip;
    const values = { arr: rules.manager };
    const setting = settingOf(rules, 'Torrent.AutoDelete');
    if (queue === null || queue.pending) return { outcome: 'blocked', values, setting };
    return { outcome: 'match', decision: 'imported', action: 'clean-files', values, setting };
  },
};

/** F24, F25: nothing in it plays, so it is not handed over; it is thrown away only where `AutoDelete` says so. */
export const unplayable: Rule = {
  id: 'unplayable',
  row: 'F25',
  evaluate: (context) => {
    const { facts, memory, rules } = context;
    if (rules.kind !== 'arr' || !isFinished(facts.amountLeft, facts.state, facts.completionOn)) return skip;
    if (memory.unplayable === null || memory.sentAt !== null || facts.tags.includes(tag.imported)) return skip;
    const message = memory.unplayable === 0 ? 'it holds no media file' : 'ffprobe cannot read any of its media files';
    const values = { arr: rules.manager, files: memory.unplayable, message };
    const setting = settingOf(rules, 'Torrent.AutoDelete');
    if (rules.autoDelete) return guarded(context, { decision: 'import_blocked', values, setting });
    return { outcome: 'match', decision: 'import_blocked', action: 'none', values, setting };
  },
};

/** D16 with FIX Q1 and Q2: every finished torrent is handed over once it has settled, seeding or stopped. */
export const instantImport: Rule = {
  id: 'importing',
  row: 'D16',
  evaluate: ({ facts, memory, rules, now }) => {
    if (rules.kind !== 'arr' || !isFinished(facts.amountLeft, facts.state, facts.completionOn)) return skip;
    if (facts.addedOn <= 0 || facts.contentPath === '') return skip;
    if (facts.tags.includes(tag.imported) || memory.sentAt !== null) return skip;
    const due = facts.completionOn + rules.importSettleSeconds;
    const values = { age: now - facts.completionOn, settle: rules.importSettleSeconds, arr: rules.manager };
    if (now <= due) {
      const waiting = { ...values, due };
      const planned = { decision: 'importing', action: 'import', at: due + 1, values: waiting, shown: true } as const;
      return { outcome: 'match', decision: 'importing', action: 'none', values: waiting, planned };
    }
    if (memory.retryAt !== null && now < memory.retryAt) {
      const blocked = { ...values, message: memory.blockedBy ?? '' };
      const planned = {
        decision: 'import_blocked',
        action: 'import',
        at: memory.retryAt,
        values: blocked,
        shown: true,
      } as const;
      return { outcome: 'match', decision: 'import_blocked', action: 'none', values: blocked, planned };
    }
    return { outcome: 'match', decision: 'importing', action: 'import', values };
  },
};

function isFinished(
  amountLeft: number,
  state: Parameters<typeof stateClass.isComplete>[0],
  completedOn: number,
): boolean {
  return amountLeft === 0 && stateClass.isComplete(state) && completedOn > 0;
}
