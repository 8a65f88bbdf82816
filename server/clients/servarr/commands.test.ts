import { describe, expect, it } from 'vitest';
import { findEqualCommand } from './commands.ts';
import type { ArrCommand } from './commands.ts';

const command = (change: Partial<ArrCommand>): ArrCommand => ({
  id: 1,
  name: 'MoviesSearch',
  status: 'started',
  result: 'unknown',
  message: '',
  queuedAt: null,
  body: { movieIds: [5, 6], name: 'MoviesSearch', trigger: 'manual' },
  ...change,
});

const scanParams = { path: '/downloads/a', downloadClientId: 'ABC', importMode: 'Auto' };
const scan = command({
  name: 'DownloadedMoviesScan',
  body: { path: '/downloads/a', downloadClientId: 'abc', importMode: 'move' },
});

describe('findEqualCommand', () => {
  it('finds a search for the same ids in any order and a name in any case', () => {
    expect(findEqualCommand([command({})], 'moviessearch', { movieIds: [6, 5] })?.id).toBe(1);
  });

  it.each([[[5]], [[5, 6, 7]], [[56]]])('does not take a search for other ids %j', (movieIds) => {
    expect(findEqualCommand([command({})], 'MoviesSearch', { movieIds })).toBeNull();
  });

  it('A64: compares path and hash of a scan, the hash in any case, the import mode not', () => {
    expect(findEqualCommand([scan], 'DownloadedMoviesScan', scanParams)?.id).toBe(1);
    expect(findEqualCommand([scan], 'DownloadedMoviesScan', { ...scanParams, path: '/downloads/A' })).toBeNull();
    expect(findEqualCommand([scan], 'DownloadedMoviesScan', { ...scanParams, downloadClientId: 'ABD' })).toBeNull();
  });

  it.each([
    ['queued', true],
    ['started', true],
    ['completed', true],
    ['failed', false],
    ['aborted', false],
    ['cancelled', false],
    ['orphaned', false],
  ])('a %s command counts: %s', (status, counts) => {
    expect(findEqualCommand([command({ status })], 'MoviesSearch', { movieIds: [5, 6] }) !== null).toBe(counts);
  });

  it('matches commands without parameters by name alone', () => {
    const rss = command({ name: 'RssSync', body: {} });
    expect(findEqualCommand([command({}), rss], 'RssSync', {})).toBe(rss);
    expect(findEqualCommand([command({})], 'RssSync', {})).toBeNull();
  });

  it('does not take a command that misses the parameter', () => {
    expect(findEqualCommand([command({ body: {} })], 'MoviesSearch', { movieIds: [5, 6] })).toBeNull();
  });
});
