import { describe, expect, it } from 'vitest';
import { localPath } from './paths.ts';

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
