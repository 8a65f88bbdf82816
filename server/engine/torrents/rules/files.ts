import { stateClass } from '../facts.ts';
import { isChecked, settingOf, skip } from '../rule.ts';
import type { Rule } from '../rule.ts';

/** D09, D19c: file rules run once per torrent and set of patterns, whatever its age (N5, FIX Q33); never without metadata (N7). */
export const inspectFiles: Rule = {
  id: 'inspect',
  row: 'D09',
  evaluate: (context) => {
    const { facts, memory, rules } = context;
    if (rules.kind !== 'arr') return skip;
    if (!stateClass.isDownloading(facts.state) || stateClass.isMetadata(facts.state)) return skip;
    const setting = settingOf(rules, 'Torrent.FileExtensionAllowlist');
    if (isChecked(context)) {
      return { outcome: 'pass', values: { n: memory.excluded?.n ?? 0, m: memory.excluded?.m ?? 0 }, setting };
    }
    return { outcome: 'match', decision: 'inspect', action: 'inspect-files', values: {}, setting };
  },
};
