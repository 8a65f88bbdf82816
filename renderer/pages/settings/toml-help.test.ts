import { describe, expect, it } from 'vitest';
import { configFieldList } from '../../../server/config/forms/fields.ts';
import { pasted } from './merge.ts';
import { fieldAt, keyOffers, tableAt, valueOffers } from './toml-help.ts';

const fields = configFieldList();
const lines = [
  '[Settings]',
  'ConsoleLevel = ',
  'FreeSpace = "50G"',
  '["Radarr-4K"]',
  'URI = "http://h"',
  'Torrent.StalledDelay = 15',
  '[Radarr-4K.EntrySearch]',
  'SearchMissing = ',
  '[[qBit.Trackers]]',
  'URI = "x"',
  'Unknown = 1',
];

describe('help of the TOML editor (CF-17)', () => {
  it('knows the table of a line', () => {
    expect(tableAt(lines, 2)).toEqual(['Settings']);
    expect(tableAt(lines, 4)).toEqual(['Radarr-4K']);
    expect(tableAt(lines, 9)).toEqual(['qBit', 'Trackers', '[]']);
    expect(tableAt(['x = 1'], 0)).toEqual([]);
  });
  it.each([
    [2, 'Settings.FreeSpace'],
    [4, '<arr>.URI'],
    [5, '<arr>.Torrent.StalledDelay'],
    [9, '<qbit>.Trackers.[].URI'],
    [10, null],
    [0, null],
  ])('line %i sets %s', (line, path) => {
    expect(fieldAt(fields, lines, line)?.path ?? null).toBe(path);
  });
  it('offers the keys of the table, and only those this kind of Arr has', () => {
    const labels = keyOffers(fields, lines, 7).map(({ label }) => label);
    expect(labels).toContain('SearchMissing');
    expect(labels).not.toContain('AlsoSearchSpecials');
    expect(labels).not.toContain('FreeSpace');
  });
  it('offers options, on and off, and words for values that are no amounts', () => {
    expect(valueOffers(fields, lines, 1).map(({ label }) => label)).toContain('"DEBUG"');
    expect(valueOffers(fields, lines, 7).map(({ label }) => label)).toEqual(['true', 'false']);
    expect(valueOffers(fields, lines, 2)).toMatchObject([{ label: '"-1"', detail: 'Do not watch the disk' }]);
  });
});

describe('pasted tables (CF-20)', () => {
  const text = '# mine\n[Settings]\nFreeSpace = "50G" # keep\nLoopSleepTimer = 5\n';
  it('go into the table there is, comments kept', () => {
    const whole = pasted(text, '[Settings]\nFreeSpace = "80G"\nTagless = true\n') ?? '';
    expect(whole).toContain('# mine');
    expect(whole).toContain('FreeSpace = "80G" # keep');
    expect(whole).toContain('Tagless = true');
    expect(whole).toContain('LoopSleepTimer = 5');
    expect(whole.match(/\[Settings\]/g)).toHaveLength(1);
  });
  it.each(['FreeSpace = "80G"', '[Radarr-New]\nURI = "x"\n', 'plain words', '[Settings\n'])(
    'anything else is inserted as it is: %j',
    (addition) => {
      expect(pasted(text, addition)).toBeNull();
    },
  );
});
