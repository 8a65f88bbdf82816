import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, type Field } from './catalogue/index.ts';
import { renderValue } from './document/render.ts';
import { editToml } from './document/edit.ts';
import { lineOf, parseToml } from './document/text.ts';
import { migrate } from './migrate/index.ts';
import { sectionPattern } from './sections.ts';
import { defaultFor, generateDefault } from './template.ts';
import { corpusFile, corpusNames } from './testing/corpus.ts';
import { diffTrees, getAt, withChange, type Tree } from './tree.ts';
import { validate } from './validate/index.ts';

const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(`${parsed.problem.line}: ${parsed.problem.message}`);
  return parsed.tree;
};

describe('the generated file (config.md 3)', () => {
  const text = generateDefault({ token: 'x' });
  const tree = treeOf(text);

  it('catalogue -> file -> parse gives every default back, and no other key', () => {
    const given: Tree = { 'WebUI.Token': 'x' };
    const expected = Object.keys(tree).reduce<Tree>((at, section) => {
      const fields = catalogue.filter(
        ({ path, inTemplate, appliesTo }) =>
          path.startsWith(`${sectionPattern(section)}.`) &&
          inTemplate !== false &&
          !path.includes('[]') &&
          (appliesTo === undefined || appliesTo.some((type) => section.toLowerCase().startsWith(type))),
      );
      return fields.reduce((inner, field) => {
        const path = [section, ...field.path.split('.').slice(1)];
        return withChange(inner, { path, value: given[field.path] ?? defaultFor(field, section) });
      }, at);
    }, {});
    expect(tree).toEqual(expected);
  });

  it('has the sections in the order of the reference, each key under its help', () => {
    expect(Object.keys(tree)).toEqual([
      'Settings',
      'WebUI',
      'qBit',
      'Sonarr-TV',
      'Sonarr-Anime',
      'Radarr-1080',
      'Radarr-4K',
      'Lidarr-Music',
      'Readarr-Books',
    ]);
    const lines = text.split('\n');
    for (const [at, line] of lines.entries()) {
      if (/^\w+ = /.test(line)) expect(lines[at - 1], line).toMatch(/^# /);
      if (line.startsWith('#')) expect(line.length).toBeLessThanOrEqual(120);
    }
    expect(text).toContain('# Unit: seconds; or a number with s, m, h, d, w or M (30 days).');
    expect(text).toContain('# One of: -1 = never, 1 = the ratio is reached,');
  });

  it('needs no migration and is accepted by a save of the whole', () => {
    expect(migrate(text, tree)).toMatchObject({ ok: true, migration: { changed: false } });
    const set = withChange(tree, { path: ['Settings', 'CompletedDownloadFolder'], value: '/data' });
    const filled = Object.keys(set).reduce(
      (at, name) => {
        if (!/arr-/.test(name)) return at;
        return withChange(at, { path: [name, 'Managed'], value: false });
      },
      withChange(set, { path: ['qBit', 'Host'], value: 'localhost' }),
    );
    expect(validate(diffTrees({}, filled), {}, filled, { wholeDocument: true })).toEqual([]);
  });
});

/** Values a field of this type can hold. */
function valuesOf(field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'bool':
      return fc.boolean();
    case 'int':
      return fc.integer({ min: field.min ?? -1, max: field.max ?? 1_000_000 });
    case 'float':
      return fc.double({ min: field.min ?? -1, max: field.max ?? 1_000, noNaN: true }).map((number) => number + 0);
    case 'duration':
      return fc.oneof(
        fc.integer({ min: 1, max: 100_000 }),
        fc
          .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('s', 'm', 'h', 'd', 'w', 'M'))
          .map((parts) => parts.join('')),
      );
    case 'bytes':
      return fc.tuple(fc.nat(999), fc.constantFrom('', 'K', 'M', 'G', 'T')).map((parts) => parts.join(''));
    case 'enum':
      return fc.constantFrom(...(field.options ?? []));
    case 'string[]':
      return fc.array(fc.string({ unit: 'grapheme' }));
    case 'table[]':
      return fc.array(fc.record({ URI: fc.webUrl(), Priority: fc.nat() }), { minLength: 1, maxLength: 3 });
    case 'table':
      return fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }), {
        noNullPrototype: true,
      });
    default:
      return fc.string({ unit: 'grapheme' });
  }
}

describe('value -> TOML -> value', () => {
  const plain = catalogue.filter(({ path }) => !path.includes('[]') && !path.includes('<name>'));

  it.each(plain.map((field) => [field.path, field] as const))('%s', (path, field) => {
    const [section = '', ...rest] = path.split('.');
    const name = section.replace('<arr>', 'Radarr 4K').replace('<qbit>', 'qBit-x');
    const start =
      '# above\n[Settings]\nConfigVersion = "5.14.4" # stamp\n\n[WebUI]\nPort = 1\n\n["Radarr 4K"]\nManaged = true\n\n[qBit-x]\nPort = 1\n';
    fc.assert(
      fc.property(valuesOf(field), (value) => {
        const wanted = withChange(treeOf(start), { path: [name, ...rest], value });
        const edited = editToml(start, wanted);
        expect(edited.ok).toBe(true);
        if (!edited.ok) return;
        expect(getAt(treeOf(edited.text), [name, ...rest])).toEqual(value);
        expect(treeOf(`v = ${renderValue(value)}\n`)['v']).toEqual(value);
      }),
      { seed: 7, numRuns: 15 },
    );
  });
});

describe('wrong files: path, line, message', () => {
  const base = corpusFile('version-5.14.4.toml');
  const lines = base.split('\n');
  const lineWith = (text: string): number => lines.findIndex((line) => line.includes(text)) + 1;

  it.each([
    ['a = \n', 1, /./],
    ['[Settings]\na = 1\na = 2\n', 3, /redefin|duplicate|already|twice/i],
    ['[A]\n[A]\n', 2, /redefin|duplicate|already|twice/i],
    ['[Settings]\nx = "open\n', 2, /newline|string|unclosed|unfinished/i],
    ['[Settings\n', 1, /./],
    ['x = [1, 2\ny = 3\n', 2, /./],
    ['a.b = 1\n[a]\nb = 2\n', 2, /./],
    ['x = 0x\n', 1, /./],
    ['x = 2024-13-01\n', 1, /./],
    ['tab\t= "\\q"\n', 1, /escape/i],
  ])('%j: line %i', (text, line, message) => {
    const parsed = parseToml(text);
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.problem.line).toBe(line);
    expect(parsed.problem.column).toBeGreaterThan(0);
    expect(parsed.problem.message).toMatch(message);
  });

  it.each([
    ['Port = 6969', 'Port = 99999', 'WebUI.Port', 'WebUI Port must be <= 65535'],
    ['Port = 6969', 'Port = "x"', 'WebUI.Port', 'WebUI Port must be a number'],
    ['AuthDisabled = false', 'AuthDisabled = "no"', 'WebUI.AuthDisabled', 'Auth Disabled must be true or false'],
    [
      'CompletedDownloadFolder = "/data/torrents"',
      'CompletedDownloadFolder = ""',
      'Settings.CompletedDownloadFolder',
      'Completed Download Folder must be set to a valid path',
    ],
    [
      'URI = "http://localhost:7878"',
      'URI = "CHANGE_ME"',
      'Radarr-Movies.URI',
      'URI must be set to a valid URL when the instance is managed',
    ],
    ['Host = "localhost"', 'Host = ""', 'qBit.Host', 'Host is required when qBit is enabled'],
    [
      'StalledDelay = 15',
      'StalledDelay = "soon"',
      'Radarr-Movies.Torrent.StalledDelay',
      'Stalled Delay must be a number',
    ],
    [
      'StalledDelay = 15',
      'StalledDelay = -2',
      'Radarr-Movies.Torrent.StalledDelay',
      'Stalled Delay must be -1 or greater',
    ],
    [
      'SearchMissing = true',
      'SearchMissing = 1',
      'Radarr-Movies.EntrySearch.SearchMissing',
      'Search Missing must be true or false',
    ],
    [
      'MaxUploadRatio = -1 # none',
      'MaxUploadRatio = "much"',
      'Radarr-Movies.Torrent.SeedingMode.MaxUploadRatio',
      'Max Upload Ratio must be a number',
    ],
    [
      'Category = "radarr-movies"',
      'Category = "failed"',
      'Radarr-Movies.Category',
      'Category "failed" is already used by Settings.FailedCategory',
    ],
  ])('%s -> %s: %s', (from, to, path, message) => {
    const text = base.replace(from, to);
    const before = treeOf(base);
    const after = treeOf(text);
    const errors = validate(diffTrees(before, after), before, after, { wholeDocument: true });
    expect(errors).toContainEqual({ path, message });
    expect(lineOf(text, path)).toBe(lineWith(from));
  });
});

it('every file of the corpus is written back by a renamed section without loss', () => {
  for (const name of corpusNames.filter((one) => !/huge|newer/.test(one))) {
    const text = corpusFile(name);
    const tree = treeOf(text);
    const section = Object.keys(tree).findLast((key) => /arr/i.test(key));
    if (section === undefined) continue;
    const wanted = withChange(withChange(tree, { path: [section], value: null }), {
      path: ['Radarr New Name'],
      value: tree[section],
    });
    const edited = editToml(text, wanted);
    expect(edited.ok, name).toBe(true);
    if (edited.ok) expect(edited.text.match(/#/g)?.length, name).toBe(text.match(/#/g)?.length);
  }
});
