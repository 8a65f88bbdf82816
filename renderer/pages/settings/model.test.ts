import { describe, expect, it } from 'vitest';
import { describeChanges } from './changes.ts';
import { draftReducer, isDirty, keepDraft, loadDraft, type DraftState } from './draft.ts';
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

describe('changes for the review (CF-13)', () => {
  it('shows old and new values, additions and removals', () => {
    const before = '[Settings]\nFreeSpace = "50G"\nOld = 1\n["Radarr-4K".EntrySearch]\nOn = true\n';
    const after = '[Settings]\nFreeSpace = "200G"\nTags = ["a"]\n["Radarr-4K".EntrySearch]\nOn = false\n';
    expect(
      describeChanges(before, after, [
        'Settings.FreeSpace',
        'Settings.Old',
        'Settings.Tags',
        'Radarr-4K.EntrySearch.On',
      ]),
    ).toEqual([
      { path: 'Settings.FreeSpace', before: '"50G"', after: '"200G"' },
      { path: 'Settings.Old', before: '1', after: null },
      { path: 'Settings.Tags', before: null, after: '["a"]' },
      { path: 'Radarr-4K.EntrySearch.On', before: 'true', after: 'false' },
    ]);
  });
});
