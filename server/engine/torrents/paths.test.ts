import { describe, expect, it } from 'vitest';
import { below, isSamePath, isWindows, isWithin, localPath, placeKey, remotePath, restOf, trimmed } from './paths.ts';

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

  it.each([
    ['D:\\DL\\Show\\a.mkv', [{ remote: 'd:/dl', local: '/mnt/dl' }], '/mnt/dl/Show/a.mkv'],
    ['/dl/Show/a.mkv', [{ remote: '/dl', local: 'E:\\dl' }], 'E:\\dl\\Show\\a.mkv'],
    ['/dl/a\\b.mkv', [{ remote: '/dl', local: '/mnt' }], '/mnt/a\\b.mkv'],
    ['/dl/x', [{ remote: '/', local: '/host' }], '/host/dl/x'],
    ['/dl/x', [{ remote: '', local: '/host' }], '/dl/x'],
  ])('%s with %j is %s, in the style of where it is found', (remote, list, local) => {
    expect(localPath(remote, list)).toBe(local);
  });

  it('leads back as well', () => {
    expect(remotePath('/mnt/nas/tv', mappings)).toBe('/data/tv');
  });
});

describe('paths of other computers (issue 5)', () => {
  it.each([
    ['D:\\films', true],
    ['d:/films', true],
    ['\\\\nas\\films', true],
    ['/data', false],
    ['films', false],
  ])('%s is written for Windows: %s', (path, expected) => {
    expect(isWindows(path)).toBe(expected);
  });

  it.each([
    ['/data', '/data/films', true],
    ['/data/', '/data', true],
    ['/data', '/database', false],
    ['/data/films', '/data', false],
    ['/Data', '/data/films', false],
    ['D:\\Data', 'd:/data/films', true],
    ['D:\\', 'D:\\films', true],
    ['/', '/data', true],
    ['/data', 'D:\\data', false],
    ['', '/data', false],
  ])('%s contains %s: %s', (folder, path, expected) => {
    expect(isWithin(path, folder)).toBe(expected);
  });

  it('joins with the separators of the folder, and takes apart again', () => {
    expect(below('/data', 'tv/a')).toBe('/data/tv/a');
    expect(below('/', 'tv')).toBe('/tv');
    expect(below('D:\\dl\\', 'tv/a')).toBe('D:\\dl\\tv\\a');
    expect(restOf('/data/tv/a', '/data/')).toBe('tv/a');
    expect(restOf('D:\\dl\\tv', 'd:/dl')).toBe('tv');
    expect(trimmed('/data//')).toBe('/data');
    expect(trimmed('D:/')).toBe('D:\\');
    expect(isSamePath('D:\\A', 'd:/a/')).toBe(true);
  });

  it.each([
    ['D:\\DL\\Show/a.mkv', 'd:/dl/show\\A.mkv', true],
    ['/dl//show/', '/dl/show', true],
    ['/dl/Show', '/dl/show', false],
  ])('%s and %s are the same path: %s', (a, b, expected) => {
    expect(isSamePath(a, b)).toBe(expected);
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
