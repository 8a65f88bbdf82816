import { describe, expect, it } from 'vitest';
import { isWindows } from '../engine/torrents/paths.ts';
import { below, contains, isSamePath, parentOf, renamed, restOf, topOf, trimmed } from './names.ts';

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
    expect(contains(folder, path)).toBe(expected);
  });

  it.each([
    ['/data/films/', '/data'],
    ['/data', '/'],
    ['/', null],
    ['D:\\data\\films', 'D:\\data'],
    ['D:/data', 'D:\\'],
    ['D:\\', null],
  ])('the folder above %s is %s', (path, expected) => {
    expect(parentOf(path)).toBe(expected);
  });

  it('joins with the separators of the folder, and takes apart again', () => {
    expect(below('/data', 'tv/a')).toBe('/data/tv/a');
    expect(below('/', 'tv')).toBe('/tv');
    expect(below('D:\\dl\\', 'tv/a')).toBe('D:\\dl\\tv\\a');
    expect(restOf('/data/tv/a', '/data/')).toBe('tv/a');
    expect(restOf('D:\\dl\\tv', 'd:/dl')).toBe('tv');
    expect(trimmed('/data//')).toBe('/data');
    expect(trimmed('D:/')).toBe('D:\\');
    expect(topOf('/data/films')).toBe('data');
    expect(isSamePath('D:\\A', 'd:/a/')).toBe(true);
  });

  it.each([
    ['/data/media/films', '/data/torrents/tv', '/mnt/nas/torrents/tv', '/mnt/nas/media/films'],
    ['/data/media', '/data/torrents', '/data/torrents', '/data/media'],
    ['/movies', '/downloads', '/mnt/nas/downloads', null],
    ['/movies', '/downloads', '/downloads', '/movies'],
    ['/data/media', '/data/dl', '/srv/torrents', null],
  ])('%s, when %s is called %s here, is %s', (path, known, name, expected) => {
    expect(renamed(path, known, name)).toBe(expected);
  });
});
