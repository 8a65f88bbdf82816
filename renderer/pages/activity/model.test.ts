import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { matchesActivity, noActivityFilter, spanOf } from '../../data/activity.ts';
import { startTexts } from '../../text/i18n.ts';
import { readFilter, toggleTopic, writeFilter } from './address.ts';
import { anEvent } from './fixtures.ts';
import { buildItems } from './items.ts';
import { headlineOf, reasonOf, runText, type Say } from './say.ts';
import { logsAround, subjectOf } from './subject.ts';

startTexts();
const say: Say = i18next.getFixedT(null, 'activity');

const run = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => anEvent({ id: from + count - index, name: `Torrent ${index}` }));

describe('activity in the address (AC-1)', () => {
  it('keeps every filter, and drops what makes no sense', () => {
    const text = 'kind=imports%2Cremovals&manager=Radarr-1080&result=failed&q=dune&from=2026-11-20&to=2026-11-26';
    expect(writeFilter(readFilter(new URLSearchParams(text))).toString()).toBe(text);
    expect(readFilter(new URLSearchParams('kind=x&result=y&days=-1&from=no'))).toEqual(noActivityFilter);
    expect(toggleTopic(toggleTopic(noActivityFilter, 'removals'), 'imports').topics).toEqual(['imports', 'removals']);
  });

  it('spans whole days of the reader, both ends included', () => {
    const now = new Date(2026, 10, 26, 15, 0).getTime();
    expect(spanOf({ ...noActivityFilter, days: 7 }, now).since).toBe(new Date(2026, 10, 20).getTime());
    expect(spanOf({ ...noActivityFilter, from: '2026-11-20', to: '2026-11-20' }, now)).toEqual({
      since: new Date(2026, 10, 20).getTime(),
      until: new Date(2026, 10, 21).getTime(),
    });
  });

  it('AC-2: shows outcomes without the decisions and announcements before them, unless asked for', () => {
    const shown = (kind: 'removal' | 'intent' | 'verdict', topics: readonly 'decisions'[] = []) =>
      matchesActivity(anEvent({ kind }), { ...noActivityFilter, topics }, Date.now());
    expect([shown('removal'), shown('intent'), shown('verdict')]).toEqual([true, false, false]);
    expect([shown('removal', ['decisions']), shown('intent', ['decisions'])]).toEqual([false, true]);
  });
});

describe('activity rows (ui.md 6.3)', () => {
  it('AC-1: folds runs of equal events and separates days', () => {
    const items = buildItems([...run(24, 10), anEvent({ id: 5, at: new Date(2026, 10, 25).getTime() })], new Set());
    expect(items.map(({ type }) => type)).toEqual(['day', 'run', 'day', 'event']);
    expect(items[1]?.type === 'run' && runText(items[1].events, say)).toBe('24 removals with files');
  });

  it('AC-1: a run stays open when it grows at either end, and short runs are not folded', () => {
    const open = new Set([12]);
    expect(buildItems(run(6, 10), open).filter(({ type }) => type === 'event')).toHaveLength(6);
    expect(buildItems(run(9, 8), open)[1]).toMatchObject({ type: 'run', open: true });
    expect(buildItems(run(3), new Set()).some(({ type }) => type === 'run')).toBe(false);
  });

  it('AC-2: tells what was done, would be done, is planned, failed and was held back apart', () => {
    const told = (change: Parameters<typeof anEvent>[0]) => {
      const { before, name, after } = headlineOf(anEvent(change), say);
      return `${before}${name ?? ''}${after}`;
    };
    expect(told({})).toBe('Removed Poor.Things.2160p with its files');
    expect(told({ kind: 'observed', result: 'refused' })).toBe('Would remove Poor.Things.2160p with its files');
    expect(told({ kind: 'planned', result: 'info' })).toBe('Will remove Poor.Things.2160p with its files');
    expect(told({ kind: 'intent', result: 'info' })).toBe('About to remove Poor.Things.2160p with its files');
    expect(told({ result: 'failed' })).toBe('Could not remove Poor.Things.2160p with its files');
    expect(told({ kind: 'action', result: 'refused' })).toBe('Did not remove Poor.Things.2160p with its files');
    expect(told({ kind: 'process', hash: null, action: null, message: 'It restarted' })).toBe('It restarted');
  });

  it('says why: the values compared, or the cause of a failure', () => {
    expect(reasonOf(anEvent())).toBe('No data for 16 min, limit 15 min');
    expect(reasonOf(anEvent({ kind: 'observed', result: 'refused' }))).toBe('No data for 16 min, limit 15 min');
    expect(reasonOf(anEvent({ result: 'failed', message: 'Removed: Poor.Things.2160p. qBit said no' }))).toBe(
      'qBit said no',
    );
  });

  it('AC-3: leads to the subject and to the log lines of that moment', () => {
    expect(subjectOf(anEvent())).toBe(`/torrents/qBit/${'a'.repeat(40)}`);
    expect(subjectOf(anEvent({ kind: 'config', hash: null }))).toBe('/settings');
    expect(subjectOf(anEvent({ kind: 'process', hash: null }))).toBe('/processes#instance-Radarr-1080');
    expect(subjectOf(anEvent({ kind: 'process', hash: null, manager: 'Main' }))).toBe('/processes');
    expect(logsAround({ at: 100_000 })).toBe('/logs?since=40000&until=160000');
  });
});
