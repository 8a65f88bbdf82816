import { describe, expect, it } from 'vitest';
import { withChange, type Tree } from '../tree.ts';
import { editToml } from './edit.ts';
import { parseToml } from './text.ts';

const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.tree;
};
/** Each edit: a dotted path and its new value, null to delete. */
const edit = (text: string, ...changes: readonly (readonly [string, unknown])[]): string => {
  const wanted = changes.reduce((at, [key, value]) => withChange(at, { path: key.split('.'), value }), treeOf(text));
  const edited = editToml(text, wanted);
  return edited.ok ? edited.text : `refused: ${edited.error}`;
};

describe('what happens to the text (config.md 10)', () => {
  it('an existing value: only the value changes', () => {
    expect(edit('# above\n[A]\n  b   =  1   # beside\n', ['A.b', 'x'])).toBe('# above\n[A]\n  b   =  "x"   # beside\n');
  });

  it.each([
    ["p = 'C:\\x'\n", 'D:\\y', "p = 'D:\\y'\n"],
    ["p = 'C:\\x'\n", "it's", 'p = "it\'s"\n'],
    ['p = 1.0\n', 2, 'p = 2.0\n'],
    ['p = 1.5\n', 2.25, 'p = 2.25\n'],
    ['p = 1\n', 2, 'p = 2\n'],
    ['p = """\na # no\nb""" # c\n', 'd', 'p = "d" # c\n'],
  ])('%j set to %j keeps its way of writing: %j', (text, value, result) => {
    expect(edit(text, ['p', value])).toBe(result);
  });

  it('a new key goes behind the plain keys of its table, before its sub-tables', () => {
    expect(edit('[A]\nb = 1\n\n# sub\n[A.c]\nd = 2\n', ['A.e', true])).toBe(
      '[A]\nb = 1\ne = true\n\n# sub\n[A.c]\nd = 2\n',
    );
    expect(edit('[A.c]\nd = 2\n', ['A.e', true])).toBe('[A]\ne = true\n\n[A.c]\nd = 2\n');
    expect(edit('# file\n\n# a\n[A]\nb = 1', ['A.c', 2])).toBe('# file\n\n# a\n[A]\nb = 1\nc = 2\n');
    expect(edit('A.b.c = 1 # x\n', ['A.b.d', 2])).toBe('A.b.c = 1 # x\nA.b.d = 2\n');
  });

  it('missing tables are written as headers, behind all that belongs to their parent', () => {
    expect(edit('[A]\nb = 1\n# rest of A\n\n# of B\n[B]\nc = 2\n', ['A.x.y', { z: 1 }])).toBe(
      '[A]\nb = 1\n# rest of A\n\n[A.x]\n\n[A.x.y]\nz = 1\n\n# of B\n[B]\nc = 2\n',
    );
    expect(
      edit('[A]\nb = 1\n', ['Radarr 4K', { URI: 'u', EntrySearch: { QualityProfileMappings: { HD: 'SD' } } }]),
    ).toBe(
      '[A]\nb = 1\n\n["Radarr 4K"]\nURI = "u"\n\n["Radarr 4K".EntrySearch]\nQualityProfileMappings = { HD = "SD" }\n',
    );
  });

  it('a list of tables takes the place of an empty list', () => {
    expect(edit('[q]\nTrackers = [] # none yet\nz = 1\n\n[r]\n', ['q.Trackers', [{ URI: 'a' }, { URI: 'b' }]])).toBe(
      '[q]\n# none yet\nz = 1\n\n[[q.Trackers]]\nURI = "a"\n\n[[q.Trackers]]\nURI = "b"\n\n[r]\n',
    );
  });

  it('one of several tracker blocks goes, comes or changes, and the others stay as they are', () => {
    const text = '[[t]] # one\nU = "a"\n\n[[t]] # two\nU = "b"\n\n[[t]] # three\nU = "c"\n';
    expect(edit(text, ['t', [{ U: 'a' }, { U: 'c' }]])).toBe('[[t]] # one\nU = "a"\n\n[[t]] # three\nU = "c"\n');
    expect(edit(text, ['t', [{ U: 'a' }, { U: 'x' }, { U: 'b' }, { U: 'c' }]])).toBe(
      '[[t]] # one\nU = "a"\n\n[[t]]\nU = "x"\n\n[[t]] # two\nU = "b"\n\n[[t]] # three\nU = "c"\n',
    );
    expect(edit(text, ['t', [{ U: 'a' }, { U: 'b', P: 1 }, { U: 'c' }]])).toBe(
      text.replace('U = "b"\n', 'U = "b"\nP = 1\n'),
    );
  });

  it('items of a list keep their lines and comments', () => {
    const text = 'a = [\n  "x", # first\n  # about y\n  "y",\n  "z" # last\n] # end\n';
    expect(edit(text, ['a', ['x', 'y', 'n', 'z']])).toBe(
      'a = [\n  "x", # first\n  # about y\n  "y",\n  "n",\n  "z", # last\n] # end\n',
    );
    expect(edit(text, ['a', ['x', 'z']])).toBe('a = [\n  "x", # first\n  # about y\n  "z", # last\n] # end\n');
    expect(edit('a = [ "x", 0x10 ] # c\n', ['a', ['x', 16, 3]])).toBe('a = [ "x", 0x10, 3 ] # c\n');
    expect(edit(text, ['a', 5])).toBe('# first\n# about y\n# last\na = 5 # end\n');
  });

  it('blocks of a list take their comments along when they are moved, and what speaks of the next section stays', () => {
    const text =
      '[[t]] # one\nU = "a" # of a\n# below a\n\n# above two\n[[t]] # two\nU = "b"\n\n# --- rest ---\n\n[r]\nx = 1\n';
    expect(edit(text, ['t', [{ U: 'b' }, { U: 'a' }]])).toBe(
      '# above two\n[[t]] # two\nU = "b"\n\n[[t]] # one\nU = "a" # of a\n# below a\n\n# --- rest ---\n\n[r]\nx = 1\n',
    );
    expect(
      edit('[[t]]\n# in a\nU = "a"\nP = 1\n[[t]]\nU = "b"', ['t', [{ U: 'b' }, { U: 'a', P: 2 }, { U: 'c' }]]),
    ).toBe('[[t]]\nU = "b"\n[[t]]\n# in a\nU = "a"\nP = 2\n\n[[t]]\nU = "c"\n');
  });

  it('a moved block takes along the tables below it, even when other sections stand between', () => {
    const text =
      '[[t]]\nU = "a"\n[t.s] # of a\nk = 1\n\n[q]\nz = 1\n\n[[t]]\nU = "b" # of b\n\n[r]\n[t.s] # late\nk = 2\n';
    const moved = edit(text, ['t', [{ U: 'b', s: { k: 2 } }, { U: 'c' }, { U: 'a', s: { k: 3 } }]]);
    expect(moved).toBe(
      '[[t]]\nU = "b" # of b\n[t.s] # late\nk = 2\n\n[q]\nz = 1\n\n[[t]]\nU = "c"\n\n[[t]]\nU = "a"\n[t.s] # of a\nk = 3\n\n[r]\n',
    );
  });

  it('one of several blocks goes while others move: only its own comments go', () => {
    const text = '[[t]] # one\nU = "a"\n\n[[t]] # two\nU = "b"\n\n[[t]] # three\nU = "c"\n';
    expect(edit(text, ['t', [{ U: 'c' }, { U: 'a' }]])).toBe('[[t]] # three\nU = "c"\n\n[[t]] # one\nU = "a"\n');
  });

  it('blocks give way to texts, and texts to blocks: none of them became the other', () => {
    const texts = edit('[q]\n[[q.t]]\n# in a\nU = "a"\n[[q.t]]\n# in b\nU = "b"\n', ['q.t', ['x', 'y', 'z']]);
    expect(treeOf(texts)).toEqual({ q: { t: ['x', 'y', 'z'] } });
    expect(treeOf(edit(texts, ['q.t', [{ U: 'a' }]]))).toEqual({ q: { t: [{ U: 'a' }] } });
  });

  it('items of a list take their comments along when they are moved, and no comment swallows an item', () => {
    const text = 'a = [ # of the list\n  "x", # first, of x\n  # about y\n  "y" # second\n  , "z"\n  # end\n]\n';
    expect(edit(text, ['a', ['z', 'y', 'x']])).toBe(
      'a = [ # of the list\n  "z",\n  # about y\n  "y", # second\n  \n  "x", # first, of x\n  # end\n]\n',
    );
    expect(edit('a = [ "x", # of x, the first\n "y" ]\n', ['a', ['y', 'x']])).toBe(
      'a = [\n "y", "x", # of x, the first\n ]\n',
    );
    const inline = 't = [\n  { U = "a" }, # one\n  { U = \'b\', P = 1 }, # two\n]\n';
    expect(edit(inline, ['t', [{ U: 'b', P: 2 }, { U: 'a' }]])).toBe(
      't = [\n  { U = \'b\', P = 2 }, # two\n  { U = "a" }, # one\n]\n',
    );
  });

  it('inside an inline table only the changed pair is written anew', () => {
    expect(edit("m = { a = 'A', \"b.c\" = 'B' } # map\n", ['m', { a: 'A', 'b.c': 'C', d: 'D' }])).toBe(
      'm = { a = \'A\', "b.c" = \'C\', d = "D" } # map\n',
    );
  });

  it('a deleted key leaves its comments, a deleted section takes along what stands inside', () => {
    expect(edit('[A]\n# above\nb = 1 # beside\nc = 2\n', ['A.b', null])).toBe('[A]\n# above\n# beside\nc = 2\n');
    expect(edit('# of A\n[A]\n# in\nb = 1\n\n# of B\n[B]\nc = 2\n\n[A.x]\ny = 1\n', ['A', null])).toBe(
      '# of A\n# of B\n[B]\nc = 2\n\n',
    );
  });

  it('a table below a section leaves its comments when its last key goes; an entry of a list and its tables do not', () => {
    expect(edit('[A]\nb = 1\n\n[A.c] # c\n# above\nd = 2 # beside\n\n# the end\n', ['A.c.d', null])).toBe(
      '[A]\nb = 1\n\n# c\n# above\n# beside\n# the end\n',
    );
    expect(edit('[A]\nb = 1\n[[A.t]] # t\nU = 1\n[A.t.s] # s\nk = 1\n[B]\n', ['A.t', null])).toBe('[A]\nb = 1\n[B]\n');
    expect(edit('[[A.t]]\nU = 1\n[A.t.s] # s\nk = 1\n', ['A.t', [{ U: 1 }]])).toBe('[[A.t]]\nU = 1\n# s\n');
  });

  it('S47: a section under a new name keeps its comments and its place', () => {
    const text =
      '# mine\n[Radarr-A] # x\nURI = "u" # y\nK = 1\n\n["Radarr-A".EntrySearch]\nS = true # z\n\n[B]\nc = 1\n';
    const renamed = { URI: 'u', K: 2, EntrySearch: { S: true } };
    expect(edit(text, ['Radarr-A', null], ['Radarr B', renamed])).toBe(
      '# mine\n["Radarr B"] # x\nURI = "u" # y\nK = 2\n\n["Radarr B".EntrySearch]\nS = true # z\n\n[B]\nc = 1\n',
    );
  });

  it('CRLF and a byte order mark stay', () => {
    expect(edit('\uFEFF[A]\r\nb = 1', ['A.c', { d: 1 }], ['A.b', 2], ['A.e', 3])).toBe(
      '\uFEFF[A]\r\nb = 2\r\ne = 3\r\n\r\n[A.c]\r\nd = 1\r\n',
    );
  });

  it('what TOML cannot say is refused, not half written', () => {
    expect(edit('a = 1\n', ['a', '\uD800'])).toMatch(/^refused/);
  });
});
