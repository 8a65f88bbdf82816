import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editToml, getAt, parseToml, redacted, withChange } from '../../../../server/config/browser.ts';
import { configFieldList } from '../../../../server/config/forms/fields.ts';
import type { ConfigField, FieldControl } from '../../../../server/contract/index.ts';
import { cronWords } from './cron-words.tsx';
import {
  isRate,
  readAmount,
  readList,
  readOption,
  readPairs,
  readSecret,
  readSwitch,
  readTables,
  readText,
  writeAmount,
  writePairs,
  type Amount,
} from './values.ts';

const fields = configFieldList();
const base = '# mine\n[Settings]\nConfigVersion = "5.14.4" # keep\n\n[Radarr-4K]\nURI = "http://h:1" # here\n';

/** Where a field is written in the test's document. */
const placeOf = (field: ConfigField): string[] =>
  field.path
    .replace('<arr>', 'Radarr-4K')
    .replace('<qbit>', 'qBit')
    .replace('<name>', 'Hook')
    .replace('.[]', '')
    .split('.');

/** The value a file says after it was written there, comments and all. */
function throughToml(field: ConfigField, value: unknown): unknown {
  const parsed = parseToml(base);
  if (!parsed.ok) throw new Error('the base does not parse');
  const wanted = withChange(parsed.tree, { path: placeOf(field), value: value === undefined ? null : value });
  const edited = editToml(base, wanted);
  if (!edited.ok) throw new Error(`${field.path}: ${edited.error}`);
  expect(edited.text).toContain('# mine');
  const after = parseToml(edited.text);
  if (!after.ok) throw new Error(after.problem.message);
  return getAt(after.tree, placeOf(field));
}

const digits = fc.integer({ min: 1, max: 999_999 }).map(String);
const ratio = fc.integer({ min: 1, max: 9999 }).map((n) => String(n / 100));
const words = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\r\n\0]/.test(text));

/** Amounts as their controls hold them. Two units of a speed may say the same, so only the largest one is asked for. */
function amounts(field: ConfigField): fc.Arbitrary<Amount> {
  const units = isRate(field)
    ? ['K']
    : field.control === 'duration'
      ? ['s', 'm', 'h', 'd', 'w', 'M']
      : field.control === 'size'
        ? ['', 'K', 'M', 'G', 'T', 'P']
        : [''];
  const number = field.type === 'float' && field.control === 'number' ? ratio : digits;
  const text = isRate(field) ? fc.integer({ min: 1, max: 1023 }).map(String) : number;
  const typed = fc
    .record({ special: fc.constant(null), text, unit: fc.constantFrom(...units) })
    .filter((amount) => !field.special.some(({ value }) => String(value) === amount.text));
  const specials = field.special.map(({ value }) => fc.constant({ ...readAmount(field, value) }));
  return fc.oneof(typed, ...specials);
}

const texts = fc.array(
  words.filter((word) => word.trim() !== ''),
  { maxLength: 5 },
);
const entries = fc.array(fc.dictionary(fc.constantFrom('URI', 'Name', 'AddTags'), words), { maxLength: 3 });
const pairs = fc.dictionary(
  words.filter((word) => word !== '' && word !== '__proto__'),
  words,
  { maxKeys: 4 },
);

/** What is typed into a control of this kind, and what has to stand in it again after a trip through the file. */
function trip(field: ConfigField): fc.IPropertyWithHooks<[unknown]> {
  const same = (typed: unknown, shown: unknown): void => {
    expect(shown).toEqual(typed);
  };
  switch (field.control) {
    case 'number':
    case 'percent':
    case 'duration':
    case 'size':
      return fc.property(amounts(field), (typed) =>
        same(typed, readAmount(field, throughToml(field, writeAmount(field, typed)))),
      );
    case 'port':
      return fc.property(fc.integer({ min: 1, max: 65_535 }), (typed) =>
        same(String(typed), readText(throughToml(field, typed))),
      );
    case 'switch':
      return fc.property(fc.boolean(), (typed) => same(typed, readSwitch(throughToml(field, typed))));
    case 'inherit-switch':
      return fc.property(fc.constantFrom(undefined, true, false), (typed) =>
        same(typed ?? null, readSwitch(throughToml(field, typed))),
      );
    case 'select':
      return fc.property(fc.constantFrom(...(field.options ?? [])), (typed) =>
        same(typed, readOption(field, throughToml(field, typed.value))),
      );
    case 'tags':
    case 'categories':
    case 'patterns':
      return fc.property(texts, (typed) => same(typed, readList(throughToml(field, typed))));
    case 'profiles':
      return fc.property(pairs, (typed) => {
        const written = writePairs(Object.entries(typed));
        same(new Map(Object.entries(written)), new Map(readPairs(throughToml(field, written))));
      });
    case 'tables':
      return fc.property(entries, (typed) =>
        same(
          typed.map((one) => ({ ...one })),
          readTables(
            throughToml(
              field,
              typed.map((one) => ({ ...one })),
            ),
          ),
        ),
      );
    case 'secret':
      return fc.property(fc.oneof(fc.constant(redacted), words), (typed) => {
        const stored = throughToml(field, typed);
        same(typed, stored);
        same(readSecret(typed), readSecret(stored));
      });
    default:
      return fc.property(words, (typed) => same(typed, readText(throughToml(field, typed))));
  }
}

describe('CF-18: what is typed into a form stands in it again after a trip through TOML', () => {
  const byControl = new Map(
    fields.map(({ control }) => [control, fields.filter((field) => field.control === control)] as const),
  );
  it('every kind of field is met', () => {
    const kinds: FieldControl[] = [...byControl.keys()];
    expect(kinds.toSorted()).toEqual(
      ['categories', 'category', 'cron', 'duration', 'host', 'inherit-switch', 'lines', 'number', 'path', 'patterns']
        .concat([
          'file',
          'percent',
          'port',
          'profiles',
          'secret',
          'select',
          'size',
          'switch',
          'tables',
          'tags',
          'text',
          'url',
        ])
        .toSorted(),
    );
  });
  it.each([...byControl].map(([control, list]) => [control, list] as const))('%s', (_control, list) => {
    for (const field of list) fc.assert(trip(field), { numRuns: 12 });
  });
});

const field = (path: string): ConfigField => fields.find((one) => one.path === path)!;

describe('reading what files hold', () => {
  it('CF-3: keeps a suffix such as 1w, and tells off from an amount', () => {
    const time = field('<arr>.Torrent.SeedingMode.MaxSeedingTime');
    expect(readAmount(time, '1w')).toEqual({ special: null, text: '1', unit: 'w' });
    expect(readAmount(time, '-1')).toMatchObject({ special: -1 });
    expect(readAmount(time, 900)).toEqual({ special: null, text: '900', unit: 's' });
    expect(readAmount(time, '2M')).toMatchObject({ text: '2', unit: 'M' });
  });
  it('CF-2: keeps what is no number as it was typed, for the server to say what is wrong', () => {
    const limit = field('<arr>.EntrySearch.SearchLimit');
    expect(writeAmount(limit, { special: null, text: 'many', unit: '' })).toBe('many');
    expect(readAmount(limit, 'many').text).toBe('many');
    expect(writeAmount(limit, { special: null, text: '', unit: '' })).toBeUndefined();
  });
  it('CF-2: shows a fraction in percent without lost digits', () => {
    const part = field('<arr>.Torrent.MaximumDeletablePercentage');
    expect(readAmount(part, 0.57).text).toBe('57');
    expect(writeAmount(part, { special: null, text: '99.5', unit: '' })).toBe(0.995);
  });
  it('CF-2: a speed in bytes is shown in the unit that divides it', () => {
    const rate = field('<arr>.Torrent.SeedingMode.UploadRateLimitPerTorrent');
    expect(readAmount(rate, 1_048_576)).toMatchObject({ text: '1', unit: 'M' });
    expect(readAmount(rate, 1500)).toMatchObject({ text: '1500', unit: '' });
    expect(readAmount(rate, 0)).toMatchObject({ special: 0 });
  });
  it('reads options as the file may write them (config.md 7)', () => {
    expect(readOption(field('<arr>.Torrent.SeedingMode.RemoveTorrent'), 'Both (4)')?.value).toBe(4);
    expect(readOption(field('<arr>.importMode'), 'move')?.value).toBe('Move');
    expect(readOption(field('<arr>.EntrySearch.SearchBySeries'), true)).not.toBeNull();
    expect(readOption(field('Settings.ConsoleLevel'), 'loud')).toBeNull();
  });
});

describe('time tables (CF-2)', () => {
  it('are put into words with their next three runs, the seconds last as in the file', () => {
    expect(cronWords('0 3 * * 0')).toMatchObject({ sentence: 'At 03:00, only on Sunday' });
    expect(cronWords('0 3 * * 0')?.next).toHaveLength(3);
    expect(cronWords('30 3 * * * 15')?.sentence).toBe('At 03:30:15');
    expect(cronWords('every day')).toBeNull();
  });
});
