import { stateClass, tag } from '../facts.ts';
import { settingOf, skip } from '../rule.ts';
import type { JudgeContext, Rule } from '../rule.ts';
import { dutyOf } from '../seeding.ts';

/** FSP: the free-space guard stopped it; only the guard starts it again (S17). */
export const heldForSpace: Rule = {
  id: 'held_space',
  row: 'S17',
  evaluate: ({ facts, freeAboveMark }) => {
    if (!facts.tags.includes(tag.freeSpacePaused)) return skip;
    const values = { need: facts.amountLeft, free: freeAboveMark };
    const planned = { decision: 'held_space', action: 'resume', at: null, values, shown: true } as const;
    return { outcome: 'pass', values, setting: 'Settings.FreeSpace', planned };
  },
};

/** D07, D12, D20 on one state (FIX Q2, Q18): what is stopped and need not be is started. */
export const startStopped: Rule = {
  id: 'stopped',
  row: 'D07',
  evaluate: (context) => {
    const { facts, rules, seeding } = context;
    if (!stateClass.isStopped(facts.state)) return skip;
    const setting = 'Settings.AutoPauseResume';
    const values = { state: facts.state, progress: facts.progress, ratio: facts.ratio };
    if (facts.tags.includes(tag.freeSpacePaused)) return { outcome: 'blocked', values, setting };
    if (!rules.autoPauseResume) return { outcome: 'blocked', values, setting };
    if (!seeding.leaveAlone && dutyOf(context).kind === 'none') return { outcome: 'pass', values, setting };
    if (stoppedByQbittorrent(context)) {
      return { outcome: 'blocked', values: { ...values, reached: true }, setting };
    }
    return { outcome: 'match', decision: 'stopped', action: 'start', values, setting };
  },
};

/** qBittorrent's own share limit stopped it and would stop it again at once. */
function stoppedByQbittorrent({ facts }: JudgeContext): boolean {
  if (facts.state !== 'stoppedUP') return false;
  const byRatio = facts.maxRatio > 0 && facts.ratio >= facts.maxRatio;
  return byRatio || (facts.maxSeedingTime > 0 && facts.seedingTime >= facts.maxSeedingTime * 60);
}

/** D10: just started or rechecked, so it is left in peace for a while. */
export const settling: Rule = {
  id: 'settling',
  row: 'D10',
  evaluate: ({ facts, memory, rules, now }) => {
    if (memory.quietUntil === null || now >= memory.quietUntil) return skip;
    const values = { left: memory.quietUntil - now, state: facts.state, progress: facts.progress, ratio: facts.ratio };
    const decision = stateClass.isComplete(facts.state) ? 'seeding' : 'downloading';
    const planned = { decision, action: 'none', at: memory.quietUntil, values, shown: false } as const;
    const setting = settingOf(rules, 'Torrent.IgnoreTorrentsYoungerThan', 'IgnoreTorrentsYoungerThan');
    return { outcome: 'match', decision, action: 'none', values, setting, planned };
  },
};

/** D11: waits for a place to seed although it has seeded enough, and cannot be removed because something is missing. */
export const stopQueued: Rule = {
  id: 'stop_queued',
  row: 'D11',
  evaluate: ({ facts, rules, seeding }) => {
    if (facts.state !== 'queuedUP' || seeding.leaveAlone || facts.amountLeft === 0) return skip;
    const values = { state: facts.state, ratio: facts.ratio, left: facts.amountLeft };
    const setting = settingOf(rules, 'Torrent.SeedingMode.RemoveTorrent', 'RemoveTorrent');
    if (!rules.autoPauseResume) return { outcome: 'blocked', values, setting };
    return { outcome: 'match', decision: 'seed_goal', action: 'stop', values, setting };
  },
};
