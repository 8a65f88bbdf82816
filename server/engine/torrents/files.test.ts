import { describe, expect, it } from 'vitest';
import { compileFileRules } from './files.ts';
import type { FilePatterns } from './files.ts';

const lists = {
  caseSensitiveMatches: false,
  folderExclusionRegex: ['\\bextras?\\b', '\\bsamples?\\b'],
  fileNameExclusionRegex: ['\\bsample\\b', '\\btrailer\\b'],
  fileExtensionAllowlist: ['.mp4', '.mkv', '.srt', '.!qB', '.parts'],
} satisfies FilePatterns;

const none = { folderExclusionRegex: [], fileNameExclusionRegex: [], fileExtensionAllowlist: [] };

/** `p0` behind a name marks priority 0. */
function run(files: string[], change: Partial<FilePatterns> = {}) {
  const listed = files.map((entry, index) => {
    const [name = '', mark] = entry.split(' ');
    return { index, name, priority: mark === 'p0' ? 0 : 1 };
  });
  const verdict = compileFileRules({ ...lists, ...change }).apply(listed);
  return { skipped: verdict.exclude.map((file) => file.index), all: verdict.allExcluded };
}

describe('file rules (torrents.md 9.2)', () => {
  it('SC040: folders, names and extensions', () => {
    const files = ['M/M.mkv', 'M/Extras/e.mkv', 'M/Sample/M.mkv', 'M/M-sample.mkv', 'M/M.nfo', 'M/M.srt'];
    expect(run(files)).toEqual({ skipped: [1, 2, 3, 4], all: false });
  });

  it.each([
    ['SC041', ['M/setup.exe', 'M/readme.txt'], [0, 1]],
    ['SC042', ['M.exe'], [0]],
    ['SC043', ['M/M.mkv p0', 'M/a.exe'], [1]],
    ['SC044 Q30', ['M/a.exe', 'M/M.mkv p0'], [0]],
  ])('%s: nothing wanted remains', (_row, files, skipped) => {
    expect(run(files)).toEqual({ skipped, all: true });
  });

  it('SC045: all files deselected by the owner are not our doing', () => {
    expect(run(['M/a.exe p0', 'M/M.mkv p0'])).toEqual({ skipped: [], all: false });
  });

  it('SC046 F1: no files, no verdict', () => {
    expect(run([])).toEqual({ skipped: [], all: false });
  });

  it('SC047 SC048 F11: letter case', () => {
    expect(run(['M/M.MKV'])).toEqual({ skipped: [], all: false });
    expect(run(['M/M.MKV', 'M/M.mkv'], { caseSensitiveMatches: true }).skipped).toEqual([0]);
  });

  it('SC049 SC050 Q28: case-sensitive folder patterns see the folder as it is written', () => {
    expect(
      run(['M/Extras/M.mkv', 'M/m.mkv'], { caseSensitiveMatches: true, folderExclusionRegex: ['Extras'] }).skipped,
    ).toEqual([0]);
    expect(
      run(['M/EXTRAS/M.mkv', 'M/m.mkv'], { caseSensitiveMatches: true, folderExclusionRegex: ['extras'] }).skipped,
    ).toEqual([]);
  });

  it('SC051: the name pattern sees the extension', () => {
    expect(run(['M/M.mkv', 'M/m.mp4'], { fileNameExclusionRegex: ['mkv$'] }).skipped).toEqual([0]);
  });

  it('SC052 Q28: extensions are compared whole', () => {
    expect(run(['M/M.avif', 'M/m.avi', 'M/noext'], { fileExtensionAllowlist: ['.avi'] }).skipped).toEqual([0, 2]);
  });

  it('SC053: an empty match excludes nothing', () => {
    expect(run(['M/M.mkv'], { ...none, fileNameExclusionRegex: ['x*'] }).skipped).toEqual([]);
  });

  it('SC054 Q28: the shipped NCOP pattern works', () => {
    const shipped = ['\\bncop\\\\d+?\\b', '\\bnced\\\\d+?\\b'];
    expect(run(['M/NCOP1.mkv', 'M/m.mp4'], { ...none, fileNameExclusionRegex: shipped }).skipped).toEqual([0]);
  });

  it('SC056 Q28 F15: an entry without a dot means the same extension', () => {
    expect(run(['M/M.mkv', 'M/M.avi'], { ...none, fileExtensionAllowlist: ['mkv'] }).skipped).toEqual([1]);
    expect(run(['M/M.mkv', 'M/M.avi'], { ...none, fileExtensionAllowlist: ['\\.mkv'] }).skipped).toEqual([1]);
    expect(run(['M/M.mp4', 'M/M.avi'], { ...none, fileExtensionAllowlist: ['.mp[34]'] }).skipped).toEqual([1]);
  });

  it('F18: files that are still being written are never a reason', () => {
    expect(run(['M/M.mkv.!qB', 'M/x.parts'], { ...none, fileExtensionAllowlist: ['.mkv'] }).skipped).toEqual([]);
  });

  it('empty lists exclude nothing', () => {
    expect(run(['M/a.exe', 'b'], none)).toEqual({ skipped: [], all: false });
  });

  it('Q33: the signature follows the lists and nothing else', () => {
    const one = compileFileRules(lists).signature;
    expect(compileFileRules({ ...lists }).signature).toBe(one);
    expect(compileFileRules({ ...lists, fileExtensionAllowlist: ['.mkv'] }).signature).not.toBe(one);
  });
});
