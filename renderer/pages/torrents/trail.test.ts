import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import type { RuleTrace } from '../../../server/contract/index.ts';
import { startTexts } from '../../text/i18n.ts';
import { aTorrent } from './fixtures.ts';
import { nextText } from './next.ts';
import { trailAsText, trailSteps } from './trail.ts';

startTexts();
const say = i18next.getFixedT('en', 'torrents');

const trail: RuleTrace[] = [
  { rule: 'ignored', row: 'Q19', outcome: 'pass', values: { tag: 'qBitrr-ignored' }, setting: null },
  { rule: 'missing_files', row: 'D05', outcome: 'skip', values: {}, setting: null },
  {
    rule: 'stalled',
    row: 'D08',
    outcome: 'match',
    values: { time: 960, limit: 900, availability: 0 },
    setting: 'Sonarr-TV.Torrent.StalledDelay',
  },
  { rule: 'unavailable', row: 'D19a', outcome: 'notRun', values: {}, setting: null },
];

describe('decision trail (TR-3)', () => {
  it('says each rule in the order it ran, with the values it compared', () => {
    expect(trailSteps(trail, say).map((step) => [step.sentence, step.outcomeText])).toEqual([
      ['Not tagged qBitrr-ignored', 'pass'],
      ['Missing files: does not concern this torrent', 'skip'],
      ['No data for 16 min, limit 15 min', 'match'],
      ['Availability: not reached', 'not run'],
    ]);
  });
  it('marks the rule that led to the decision, also before its limit is reached', () => {
    const step = (rule: string, outcome: RuleTrace['outcome']): RuleTrace => ({
      rule,
      row: '',
      outcome,
      values: {},
      setting: null,
    });
    const deciding = (steps: RuleTrace[], decision: Parameters<typeof trailSteps>[2]) =>
      trailSteps(steps, say, decision).map((each) => each.decides);
    const waiting = [step('ignored', 'pass'), step('stalled', 'pass'), step('imported', 'pass')];
    expect(deciding(waiting, 'stalled')).toEqual([false, true, false]);
    expect(deciding(waiting, 'metadata_stuck')).toEqual([false, true, false]);
    expect(deciding(waiting, 'import_blocked')).toEqual([false, false, true]);
    expect(deciding(waiting, 'downloading')).toEqual([false, false, false]);
    expect(deciding([...waiting, step('too_slow', 'match')], 'stalled')).toEqual([false, false, false, true]);
    expect(deciding([step('stalled', 'notRun')], 'stalled')).toEqual([false]);
  });
  it('says what the Arr answered to an import', () => {
    const values = { arr: 'Radarr-1080', tagged: true, sent: 5, ratio: 1, goal: null };
    const sentence = (more: RuleTrace['values']) =>
      trailSteps(
        [{ rule: 'imported', row: 'I2', outcome: 'pass', values: { ...values, ...more }, setting: null }],
        say,
      )[0]?.sentence;
    expect(sentence({})).toBe('Handed to Radarr-1080');
    expect(sentence({ tagged: false, sent: null })).toBe('Not handed to Radarr-1080 yet');
    expect(sentence({ message: 'Not an upgrade' })).toBe(
      'Radarr-1080 was asked to import it and answered: Not an upgrade',
    );
  });
  it('names limits that are switched off', () => {
    const [off, tag] = trailSteps(
      [-1, 0].map((limit) => ({
        rule: 'stalled',
        row: 'D08',
        outcome: 'blocked',
        values: { time: 60, limit },
        setting: null,
      })),
      say,
    );
    expect(off?.sentence).toBe('No data for 1 min, limit off');
    expect(tag?.sentence).toBe('No data for 1 min, limit tag only');
  });
  it('never prints a gap when a rule reports other values than its wording needs', () => {
    const [step] = trailSteps(
      [{ rule: 'stalled', row: 'D08', outcome: 'pass', values: { state: 'uploading' }, setting: null }],
      say,
    );
    expect(step?.sentence).toBe('Not stalled: uploading');
  });
  it('shows a rule it has no words for with its values', () => {
    const [step] = trailSteps(
      [{ rule: 'brand_new', row: 'X1', outcome: 'pass', values: { age: 90, free: 2048 }, setting: null }],
      say,
    );
    expect(step?.sentence).toBe('brand new: age 1 min, free 2.0 KB');
  });
  it('has a text form with verdict, numbers and setting', () => {
    const torrent = aTorrent({ name: 'Shogun', decision: 'stalled', values: { time: 960, limit: 900 } });
    const text = trailAsText({ torrent, trail, timeline: [] }, 0, say);
    expect(text.split('\n')).toEqual([
      'Shogun',
      torrent.hash,
      'No progress. No data for 16 min, limit 15 min.',
      '1. Not tagged qBitrr-ignored: pass',
      '2. Missing files: does not concern this torrent: skip',
      '3. No data for 16 min, limit 15 min: match, this decided (Sonarr-TV.Torrent.StalledDelay)',
      '4. Availability: not reached: not run',
    ]);
  });
});

describe('next action (TR-4)', () => {
  const now = new Date(2026, 10, 24, 14, 30).getTime();
  it('gives action and time, a condition, or what the download itself will do', () => {
    expect(
      nextText(aTorrent({ next: { action: 'remove', decision: 'stalled', at: now + 660_000 } }), now, say),
    ).toMatch(/^remove .*41/);
    expect(nextText(aTorrent({ next: { action: 'start', decision: 'stalled', at: null } }), now, say)).toBe(
      'start when its condition is met',
    );
    expect(nextText(aTorrent({ next: { action: 'import', decision: 'stalled', at: now - 1 } }), now, say)).toBe(
      'import now due',
    );
    expect(nextText(aTorrent(), now, say)).toBe('finishes in 12 min');
    expect(nextText(aTorrent({ decision: 'none', eta: null }), now, say)).toBe('');
  });
  it('says that observe-only mode keeps a torrent', () => {
    expect(nextText(aTorrent({ action: 'remove', observed: true }), now, say)).toBe('Would remove (observe only)');
  });
  it('says when a torrent was removed', () => {
    expect(nextText(aTorrent({ removedAt: now }), now, say)).toMatch(/^removed /);
  });
});
