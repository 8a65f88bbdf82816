import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaProbe, isProbeable } from './media-probe.ts';

let folder: string;
let film: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'qbitrr-probe-'));
  film = path.join(folder, 'a.mkv');
  writeFileSync(film, 'data');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A computer with one working ffprobe that says this of every file. */
function computer(answer: { code: number | null; output: string }, installed = 'ffprobe') {
  const asked: string[] = [];
  const run = (program: string, args: readonly string[]) => {
    if (program !== installed) return Promise.resolve({ code: null, output: '' });
    if (args[0] === '-version') return Promise.resolve({ code: 0, output: 'ffprobe version 5' });
    asked.push(args.at(-1) ?? '');
    return Promise.resolve(answer);
  };
  return { asked, run };
}
const plays = { code: 0, output: '{"streams":[{"codec_type":"video"}]}' };

describe('ffprobe before the import (torrents.md 4.3)', () => {
  it('F20: without an installed ffprobe it cannot say', async () => {
    const probe = new MediaProbe(() => ['/nowhere/ffprobe'], computer(plays).run);
    expect(await probe.isAvailable()).toBe(false);
    expect(await probe.check(film)).toBe('unknown');
  });

  it('looks at the configured place first, and again when that changes', async () => {
    let places = ['/nowhere/ffprobe'];
    const probe = new MediaProbe(() => places, computer(plays, '/opt/ffprobe').run);
    expect(await probe.isAvailable()).toBe(false);
    places = ['/opt/ffprobe'];
    expect(await probe.isAvailable()).toBe(true);
  });

  it('F22 F23: only media files are tried; books and unfinished files are not', () => {
    const kinds = ['a.MKV', 'a.flac', 'a.m4b', 'a.epub', 'a.CBZ', 'a.mobi', 'a.pdf', 'a.mkv.!qB', 'folder'];
    expect(kinds.filter(isProbeable)).toEqual(['a.MKV', 'a.flac', 'a.m4b']);
  });

  it('F21 F24: what has streams plays; what ffprobe calls invalid is broken', async () => {
    const check = (answer: { code: number | null; output: string }) =>
      new MediaProbe(() => ['ffprobe'], computer(answer).run).check(film);
    expect(await check(plays)).toBe('plays');
    expect(await check({ code: 0, output: '{}' })).toBe('broken');
    expect(await check({ code: 1, output: 'a.mkv: Invalid data found when processing input' })).toBe('broken');
  });

  it('a file that cannot be read or takes too long is not called broken', async () => {
    const { run, asked } = computer(plays);
    expect(await new MediaProbe(() => ['ffprobe'], run).check(path.join(folder, 'gone.mkv'))).toBe('unknown');
    expect(asked).toEqual([]);
    const slow = new MediaProbe(() => ['ffprobe'], computer({ code: null, output: '' }).run);
    expect(await slow.check(film)).toBe('unknown');
    const denied = new MediaProbe(() => ['ffprobe'], computer({ code: 1, output: 'Permission denied' }).run);
    expect(await denied.check(film)).toBe('unknown');
  });
});
