import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { configFieldList } from '../../../server/config/forms/fields.ts';
import { startTexts } from '../../text/i18n.ts';
import { fieldOf, showValue, shownAs } from './changes.ts';
import { draftReducer, isDirty, keepDraft, loadDraft, settledText, type DraftState } from './draft.ts';
import { merged, threeWay } from './merge.ts';
import { lineOfPath, problemsOf, rangeOf } from './problems.ts';

const first = { text: 'a = 1\n', etag: '"1"' };
const second = { text: 'a = 2\n', etag: '"2"' };
const edited: DraftState = { base: first, text: 'a = 9\n', disk: null };

describe('draft (ui.md CF-12)', () => {
  it('adopts a newer version while nothing was typed', () => {
    const state = draftReducer(draftReducer(null, { type: 'read', version: first }), { type: 'read', version: second });
    expect(state).toEqual({ base: second, text: second.text, disk: null });
  });
  it('keeps what was typed when the file changes, and asks', () => {
    const state = draftReducer(edited, { type: 'read', version: second });
    expect(state).toEqual({ ...edited, disk: second });
    expect(draftReducer(state, { type: 'keptMine' })).toEqual({ base: second, text: 'a = 9\n', disk: null });
    expect(draftReducer(state, { type: 'tookDisk' })).toEqual({ base: second, text: second.text, disk: null });
  });
  it('has nothing to ask when the disk already says what was typed', () => {
    const state = draftReducer(edited, { type: 'read', version: { text: edited.text, etag: '"3"' } });
    expect(isDirty(state)).toBe(false);
  });
  it('is clean again when a change was taken back, but never mistakes a blank in a value for spacing', () => {
    expect(settledText('a = 1\n\n', 'a = 1\n')).toBe('a = 1\n');
    expect(settledText('a = "xy"\n', 'a = "x y"\n')).toBe('a = "xy"\n');
    expect(settledText('a = 2\n', 'a = 1\n')).toBe('a = 2\n');
  });
  it('survives a reload of the tab, and leaves nothing behind once saved', () => {
    keepDraft(sessionStorage, edited);
    expect(loadDraft(sessionStorage)).toEqual(edited);
    keepDraft(sessionStorage, draftReducer(edited, { type: 'saved', version: second }));
    expect(loadDraft(sessionStorage)).toBeNull();
  });
  it('ignores a draft it cannot read', () => {
    sessionStorage.setItem('settings.toml.draft', '{"base":1}');
    expect(loadDraft(sessionStorage)).toBeNull();
    sessionStorage.clear();
  });
});

describe('problems (CF-17)', () => {
  const check = {
    ok: false,
    problem: { line: 3, column: 5, message: 'unfinished string' },
    validationErrors: [
      { path: 'WebUI.Port', message: 'too big', line: 2 },
      { path: 'Settings.X', message: 'missing', line: null },
    ],
    reloadType: null,
    affectedInstances: [],
    changed: [],
  };
  it('lists them in the order of the text, those without a place last', () => {
    expect(problemsOf(check).map((problem) => problem.line)).toEqual([2, 3, null]);
  });
  it('finds the place in the text', () => {
    const text = '[WebUI]\n  Port = 99999\nx = "abc';
    const [port, parse] = problemsOf(check).map((problem) => rangeOf(problem, text));
    expect(text.slice(port?.from, port?.to)).toBe('Port = 99999');
    expect(text.slice(parse?.from, parse?.to)).toBe('"abc');
  });
  it('stays inside a text that became shorter', () => {
    expect(rangeOf({ line: 99, column: 99, path: null, message: '' }, 'ab\ncd')).toEqual({ from: 5, to: 5 });
  });
});

describe('address of a setting (ui.md 3)', () => {
  const text =
    'x = 1\n[Settings]\nFreeSpace = "50G"\n["Radarr-4K"]\nURI = ""\n[Radarr-4K.Torrent]\nStalledDelay = 15\n';
  it.each([
    ['Settings.FreeSpace', 3],
    ['Radarr-4K.Torrent.StalledDelay', 7],
    ['Radarr-4K.Torrent.MaximumETA', 6],
    ['Radarr-4K.Category', 4],
    ['x', 1],
    ['Nowhere.Key', null],
  ])('%s is on line %s', (path, line) => {
    expect(lineOfPath(text, path)).toBe(line);
  });
});

describe('values for the review (CF-13)', () => {
  it.each([
    ['50G', '"50G"'],
    [5, '5'],
    [['a', 'b'], '["a", "b"]'],
    [{ HD: 'SD', UHD: 'HD' }, '{ HD = "SD", UHD = "HD" }'],
    [null, null],
  ])('%j is shown as %s', (value, shown) => {
    expect(showValue(value)).toBe(shown);
  });
});

describe('amounts in the review (CF-13)', () => {
  startTexts();
  const fields = configFieldList();
  const told = (path: string, value: unknown, instance: string | null = null): string | null => {
    const change = { path, before: null, after: value, effect: 'now', instance, secret: false, label: null } as const;
    return shownAs(fieldOf(fields, change), value, i18next.getFixedT(null, 'settings'));
  };
  it.each([
    ['Settings.LoopSleepTimer', 2, '2 s'],
    ['Settings.LoopSleepTimer', '30m', '30 min'],
    ['Settings.FreeSpace', '200G', '200 GB'],
    ['Settings.FreeSpace', '-1', 'Do not watch the disk'],
    // To the second: a review must not show the same words on both sides of a change.
    ['Settings.LoopSleepTimer', 90, '1 min 30 s'],
    ['Settings.LoopSleepTimer', '90061', '1 d 1 h 1 min 1 s'],
    ['Radarr.4K.Torrent.SeedingMode.DownloadRateLimitPerTorrent', 2048, '2 KB/s'],
    ['Radarr.4K.Torrent.StalledDelay', 15, '15 min'],
    ['Radarr.4K.Torrent.MaximumDeletablePercentage', 0.98, '98 %'],
    ['Settings.HistoryDays', 90, '90 days'],
    // A number that is no amount but a choice.
    ['Radarr.4K.Torrent.SeedingMode.RemoveTorrent', 3, 'Ratio or time is reached'],
    ['Radarr.4K.Torrent.SeedingMode.RemoveTorrent', -1, 'Never'],
    ['Radarr.4K.Torrent.SeedingMode.RemoveTorrent', 9, '9'],
    // What is no amount, or cannot be read as one, stands as in the file.
    ['Radarr.4K.importMode', 'Copy', '"Copy"'],
    ['Radarr.4K.Category', '15', '"15"'],
    ['Radarr.4K.Unknown', 5, '5'],
    ['Settings.Tagless', true, 'true'],
    ['Settings.LoopSleepTimer', null, null],
    ['Settings.LoopSleepTimer', '', '""'],
  ])('%s = %j is shown as %s', (path, value, shown) => {
    expect(told(path, value, path.startsWith('Radarr') ? 'Radarr.4K' : null)).toBe(shown);
  });
});

describe('two editors (CF-12)', () => {
  const base = '[Settings]\n# mine\nFreeSpace = "50G"\nLoopSleepTimer = 5\nTagless = false\n';
  const conflict = (text: string, disk: string): DraftState => ({
    base: { text: base, etag: '"1"' },
    text,
    disk: { text: disk, etag: '"2"' },
  });

  it('shows the three versions of what either side changed, and where they clash', () => {
    const state = conflict(base.replace('50G', '60G').replace('= 5', '= 7'), base.replace('50G', '70G'));
    expect(threeWay(state)).toMatchObject([
      { path: 'Settings.FreeSpace', base: '50G', mine: '60G', theirs: '70G', clash: true },
      { path: 'Settings.LoopSleepTimer', base: 5, mine: 7, theirs: 5, clash: false },
    ]);
  });
  it('a typed secret is not shown in the comparison', () => {
    const text = '[WebUI]\nToken = "[redacted]"\n';
    const state = {
      base: { text, etag: '"1"' },
      text: text.replace('[redacted]', 'typed'),
      disk: { text, etag: '"2"' },
    };
    expect(threeWay(state)).toMatchObject([{ base: '[redacted]', mine: '[redacted] (new)' }]);
  });
  it('brings both together: theirs stays, mine counts where both changed a key, comments of both stay', () => {
    const state = conflict(
      base.replace('50G', '60G').replace('# mine', '# mine, and why'),
      `${base.replace('50G', '70G')}# theirs\n`,
    );
    const both = merged(state) ?? '';
    expect(both).toContain('FreeSpace = "60G"');
    expect(both).toContain('# theirs');
    const apart = merged(conflict(base.replace('# mine', '# why'), base.replace('Tagless = false', 'Tagless = true')));
    expect(apart).toContain('# why');
    expect(apart).toContain('Tagless = true');
  });
  it('has no common text while mine does not parse', () => {
    expect(merged(conflict('[Settings', base))).toBeNull();
    expect(threeWay(conflict('[Settings', base))).toBeNull();
  });
  it('a draft on the merged text can be saved over the version on disk', () => {
    const state = draftReducer(conflict('x = 1\n', 'y = 2\n'), { type: 'merged', text: 'x = 1\ny = 2\n' });
    expect(state).toEqual({ base: { text: 'y = 2\n', etag: '"2"' }, text: 'x = 1\ny = 2\n', disk: null });
  });
});

describe('secrets and the storage of the tab (CF-12)', () => {
  it.each(['[WebUI]\nToken = "typed-secret"\nPort = 7000\n', '[WebUI]\nToken = "typed-secret"\nPort = \n'])(
    'keeps no typed secret: %j',
    (text) => {
      keepDraft(sessionStorage, { base: first, text, disk: null });
      const kept = sessionStorage.getItem('settings.toml.draft') ?? '';
      expect(kept).toContain('Port');
      expect(kept).not.toContain('typed-secret');
      sessionStorage.clear();
    },
  );
});
