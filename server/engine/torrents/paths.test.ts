import { describe, expect, it } from 'vitest';
import { localPath, placeKey } from './paths.ts';

describe('path mappings (design.md 9)', () => {
  const mappings = [
    { remote: '/data', local: '/mnt/nas' },
    { remote: '/data/films/', local: '/films' },
  ];

  it.each([
    ['/data/tv/x', '/mnt/nas/tv/x'],
    ['/data/films/x.mkv', '/films/x.mkv'],
    ['/data', '/mnt/nas'],
    ['/database/x', '/database/x'],
    ['/other', '/other'],
  ])('%s is found at %s', (remote, local) => {
    expect(localPath(remote, mappings)).toBe(local);
  });
});

describe('one place in several spellings (A72, F35)', () => {
  it.each([
    ['D:\\films\\A', 'd:/films/a'],
    ['/d//films/./a/', '/d/films/a'],
    ['/d/x/../films/a', '/d/films/a'],
    ['/d/films/A. ', '/d/films/a'],
    ['/d/Ame\u0301lie', '/d/Am\u00e9lie'],
    ['/', ''],
  ])('%j is %j', (one, other) => {
    expect(placeKey(one)).toBe(placeKey(other));
  });

  it.each([
    ['/d/films/a', '/d/films/ab'],
    ['/d/films', '/films'],
  ])('%j is not %j', (one, other) => {
    expect(placeKey(one)).not.toBe(placeKey(other));
  });
});
