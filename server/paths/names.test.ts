import { describe, expect, it } from 'vitest';
import { parentOf, renamed, topOf } from './names.ts';

describe('paths of other computers (issue 5)', () => {
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

  it.each([
    ['/data/media/films', '/data/torrents/tv', '/mnt/nas/torrents/tv', '/mnt/nas/media/films'],
    ['/data/media', '/data/torrents', '/data/torrents', '/data/media'],
    ['/movies', '/downloads', '/mnt/nas/downloads', null],
    ['/movies', '/downloads', '/downloads', '/movies'],
    ['/data/media', '/data/dl', '/srv/torrents', null],
  ])('%s, when %s is called %s here, is %s', (path, known, name, expected) => {
    expect(renamed(path, known, name)).toBe(expected);
  });

  it('names the first folder', () => {
    expect(topOf('/data/films')).toBe('data');
  });
});
