import { stateClass, tag } from '../facts.ts';
import { isChecked, settingOf, skip } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { isYoung, viewStall } from '../stall.ts';
import { guarded, removalOf } from './guard.ts';

/** D13, T20, T21 (FIX Q4): nearly complete, so only a long time without any activity removes it. */
export const nearlyComplete: Rule = {
  id: 'nearly_complete',
  row: 'D13',
  evaluate: (context) => {
    const { facts, memory, rules, seeding, now } = context;
    if (!stateClass.isDownloading(facts.state) || stateClass.isWaiting(facts.state)) return skip;
    if (!isChecked(context) || facts.tags.includes(tag.freeSpacePaused)) return skip;
    const setting = settingOf(rules, 'Torrent.MaximumDeletablePercentage');
    const progress = { progress: facts.progress, from: rules.maximumDeletablePercentage };
    if (facts.progress < rules.maximumDeletablePercentage || viewStall(context).hold) {
      return { outcome: 'pass', values: progress, setting };
    }
    const since = Math.max(facts.lastActivity, memory.activeSince);
    const values = { time: Math.max(0, now - since), limit: seeding.maxEta, availability: facts.availability };
    if (seeding.maxEta > 0 && now > since + seeding.maxEta) {
      return guarded(context, { decision: 'stalled', values, setting: settingOf(rules, 'Torrent.MaximumETA') });
    }
    const shown = { state: facts.state, progress: facts.progress, ratio: facts.ratio };
    const at = since + seeding.maxEta + 1;
    const planned =
      seeding.maxEta > 0
        ? ({ decision: 'stalled', action: removalOf(context), at, values, shown: false } as const)
        : undefined;
    return {
      outcome: 'match',
      decision: 'downloading',
      action: 'none',
      values: shown,
      setting,
      ...(planned && { planned }),
    };
  },
};

/** D18, T22-T24: it would take longer than the owner wants to wait. An unknown time left is no long one. */
export const tooSlow: Rule = {
  id: 'too_slow',
  row: 'D18',
  evaluate: (context) => {
    const { facts, rules, seeding } = context;
    if (!stateClass.isDownloading(facts.state) || stateClass.isStopped(facts.state)) return skip;
    const setting = settingOf(rules, 'Torrent.MaximumETA');
    if (seeding.maxEta <= 0) return skip;
    const values = { eta: facts.eta, limit: seeding.maxEta };
    if (rules.doNotRemoveSlow) {
      return { outcome: 'blocked', values, setting: settingOf(rules, 'Torrent.DoNotRemoveSlow') };
    }
    if (facts.eta === null || facts.eta <= seeding.maxEta) return { outcome: 'pass', values, setting };
    if (isYoung(context) || viewStall(context).hold || facts.tags.includes(tag.freeSpacePaused)) {
      return { outcome: 'blocked', values, setting };
    }
    return guarded(context, { decision: 'too_slow', values, setting });
  },
};
