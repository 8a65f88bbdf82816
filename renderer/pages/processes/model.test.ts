import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { processRow, type ProcessRow } from '../../../server/contract/index.ts';
import { startTexts } from '../../text/i18n.ts';
import { doingText, exitText, nextText, type Say } from './describe.ts';
import { groupRows, shapeOf, stateOf, totalsOf, verbsOf } from './model.ts';

const row = (more: Partial<ProcessRow> = {}): ProcessRow =>
  processRow.parse({
    category: 'tv',
    name: 'Sonarr-TV',
    kind: 'torrent',
    pid: 1,
    alive: more.status === undefined || more.status === 'running',
    status: 'running',
    uptime: 60,
    owner: 'sonarr',
    address: 'http://localhost:8989',
    doing: { code: 'pass', values: { tracked: 34, judged: 2 } },
    nextRunAt: 5000,
    restarts: { used: 0, allowed: 5, windowSeconds: 300, total: 0 },
    lastExit: null,
    lastError: null,
    memoryBytes: null,
    cpuPercent: null,
    work: [],
    ...more,
  });

describe('process grouping (ui.md PR-1)', () => {
  it('puts loops under their instance, search first, and apps in a fixed order', () => {
    const groups = groupRows([
      row({ owner: 'core', name: 'failed', category: 'failed' }),
      row(),
      row({ kind: 'search' }),
      row({ owner: 'radarr', name: 'Radarr-4K', category: 'movies' }),
      row({ owner: 'core', name: 'recheck', category: 'recheck' }),
    ]);
    expect(groups.map((group) => group.app)).toEqual(['radarr', 'sonarr', 'core']);
    expect(groups[1]?.instances[0]?.rows.map((each) => each.kind)).toEqual(['search', 'torrent']);
    expect(groups[2]?.instances).toHaveLength(1);
    expect(groups[2]?.instances[0]?.rows).toHaveLength(2);
  });

  it('lets the worst loop name the state of an instance', () => {
    expect(stateOf([row(), row({ status: 'failed' })])).toBe('failed');
    expect(stateOf([row(), row({ status: 'stopped' })])).toBe('partial');
    expect(stateOf([row({ status: 'stopped' }), row({ status: 'stopped' })])).toBe('stopped');
    expect(stateOf([row(), row({ status: 'restarting' })])).toBe('working');
    expect(stateOf([row(), row({ doing: { code: 'arr-unreachable', values: {} } })])).toBe('unreachable');
    expect(stateOf([row(), row()])).toBe('running');
  });

  it('tells states apart by silhouette', () => {
    expect(shapeOf(row())).toBe('running');
    expect(shapeOf(row({ status: 'starting' }))).toBe('working');
    expect(shapeOf(row({ status: 'stopped' }))).toBe('idle');
    expect(shapeOf(row({ status: 'failed' }))).toBe('failed');
    expect(shapeOf(row({ doing: { code: 'qbit-unreachable', values: {} } }))).toBe('attention');
  });

  it('counts, and offers only verbs that make sense', () => {
    expect(totalsOf([row(), row({ status: 'failed' }), row({ status: 'stopped' })])).toEqual({
      total: 3,
      running: 1,
      failed: 1,
      off: 2,
    });
    expect(verbsOf(row())).toEqual(['restart', 'stop']);
    expect(verbsOf(row({ status: 'failed' }))).toEqual(['start']);
  });
});

describe('what a loop does, in words', () => {
  let say: Say;
  beforeAll(() => {
    startTexts();
    say = i18next.getFixedT('en', 'processes');
  });

  it('tells the pass', () => {
    expect(doingText(row(), 0, say)).toBe('34 tracked, 2 judged in the last pass');
    expect(doingText(row({ doing: { code: 'pass', values: { tracked: 8, judged: 0 } } }), 0, say)).toBe('8 tracked');
  });

  it('names what does not answer', () => {
    const doing = { code: 'qbit-unreachable', values: { unreachable: 'qBit' } };
    expect(doingText(row({ doing }), 0, say)).toBe('Waiting for qBittorrent: qBit does not answer');
    expect(doingText(row({ doing: { code: 'arr-unreachable', values: {} } }), 0, say)).toBe(
      'Waiting for Sonarr-TV to answer',
    );
  });

  it('tells why it is down and when it starts again', () => {
    const restarts = { used: 5, allowed: 5, windowSeconds: 300, total: 9 };
    expect(doingText(row({ status: 'failed', restarts }), 0, say)).toBe('Stopped after 5 restarts in 5 min');
    expect(doingText(row({ status: 'restarting', nextRunAt: 4000 }), 0, say)).toBe('Starting again in 4 s');
    expect(doingText(row({ status: 'stopped' }), 0, say)).toBe('Stopped, stays off until started');
  });

  it('shows the code of an activity this panel does not know', () => {
    expect(doingText(row({ doing: { code: 'new-thing', values: {} } }), 0, say)).toBe('new-thing');
  });

  it('tells the next pass only while it runs', () => {
    expect(nextText(row(), 2000, say)).toBe('in 3 s');
    expect(nextText(row(), 9000, say)).toBe('now');
    expect(nextText(row({ status: 'restarting' }), 2000, say)).toBe('');
  });

  it('tells how the last process ended', () => {
    const lastExit = { code: 1, signal: null, at: 0, reason: 'crash' } as const;
    expect(exitText(row({ lastExit }), say)).toMatch(/^crashed at \d\d:\d\d:\d\d, code 1$/);
    expect(exitText(row(), say)).toBeNull();
  });
});
