import { describe, expect, it } from 'vitest';
import { splitKey } from '../sections.ts';
import { classify, type ReloadPlan } from './classify.ts';

const names = ['Radarr', 'Radarr_4K', 'Radarr 4K', 'Radarr.X', 'qBit-b'];
const plan = (...keys: string[]): ReloadPlan =>
  classify(keys.map((key) => ({ path: splitKey(key, new Set(names)), value: 1 })));

describe('classify (api.md 2.8.3)', () => {
  it.each([
    ['Settings.LoopSleepTimer', 'live', []],
    ['settings.loopsleeptimer', 'live', []],
    ['Settings.Tagless', 'full', []],
    ['Settings.Unknown', 'full', []],
    ['Settings.ObserveOnly', 'live', []],
    ['WebUI.Port', 'webui', []],
    ['WebUI.Unknown', 'webui', []],
    ['WebUI.OIDC.Authority', 'webui', []],
    ['WebUI.Theme', 'frontend', []],
    ['qBit-b.Host', 'full', []],
    ['qBit-b.Trackers', 'qbit_hot', []],
    ['qBit-b.CategorySeeding.Unknown', 'qbit_hot', []],
    ['Radarr_4K.URI', 'single_arr', ['Radarr_4K']],
    ['Radarr 4K.Torrent.StalledDelay', 'live', ['Radarr 4K']],
    ['Radarr.X.APIKey', 'single_arr', ['Radarr.X']],
    ['Radarr.EntrySearch.QualityProfileMappings.HD 1.0', 'single_arr', ['Radarr']],
    ['Radarr.Unknown', 'live', ['Radarr']],
    ['Radarr', 'full', []],
    ['Webhooks.Mine.URL', 'live', []],
    ['Other.Key', 'full', []],
  ])('%s is %s (Q22)', (key, type, affectedInstances) => {
    expect(plan(key)).toMatchObject({ type, affectedInstances });
  });

  it('S54: a profile mapping of a bare section resets the search of that section', () => {
    expect(plan('Radarr.EntrySearch.QualityProfileMappings').resetSearch).toEqual(['Radarr']);
  });

  it('the highest class names the save, all classes stay in the plan', () => {
    const mixed = plan('Settings.Tagless', 'WebUI.Port', 'Radarr.URI', 'Radarr_4K.URI');
    expect(mixed.type).toBe('full');
    expect([...mixed.classes].toSorted()).toEqual(['arr_preserve_db', 'full_restart', 'webui_restart']);
    expect(plan('Radarr.URI', 'Radarr_4K.Category')).toMatchObject({ type: 'multi_arr' });
    expect(plan()).toMatchObject({ type: 'none', affectedInstances: [] });
  });
});
