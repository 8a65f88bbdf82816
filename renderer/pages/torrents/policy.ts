import type { SeedingPolicy } from '../../../server/contract/index.ts';
import { format } from '../../ui/index.ts';
import type { Say } from './say.ts';

/** When seeding is enough, in a few words: "ratio 2.0 or 7 d, then remove" (ui.md TR-1). Empty without a policy. */
export function policyText(policy: SeedingPolicy | null, say: Say): string {
  if (policy === null) return '';
  const { removeMode, maxRatio, maxSeedingSeconds } = policy;
  const ratio = maxRatio === null ? null : say('policy.ratio', { ratio: maxRatio.toFixed(1) });
  const time = maxSeedingSeconds === null ? null : format.duration(maxSeedingSeconds);
  const both = removeMode === 4;
  const wantsRatio = removeMode !== 2 && removeMode !== -1;
  const wantsTime = removeMode !== 1 && removeMode !== -1;
  if (both && (ratio === null || time === null)) return say('policy.never');
  if (wantsRatio && wantsTime && ratio !== null && time !== null)
    return say(both ? 'policy.both' : 'policy.either', { ratio, time });
  const goal = (wantsRatio ? ratio : null) ?? (wantsTime ? time : null);
  return goal === null ? say('policy.never') : say('policy.one', { goal });
}
