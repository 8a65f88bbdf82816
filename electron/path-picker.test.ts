import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pickPath, startOf } from './path-picker.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-pick-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('where the dialog for a path begins (ui.md CF-2)', () => {
  it('at the path of the field, or the nearest folder above that is there', async () => {
    const file = path.join(home, 'config.toml');
    await writeFile(file, '');
    expect(await startOf(file)).toBe(file);
    expect(await startOf(path.join(home, 'gone', 'deeper'))).toBe(home);
  });

  it('anywhere, when the field holds no path yet', async () => {
    expect(await startOf('')).toBeUndefined();
    expect(await startOf('CHANGE_ME')).toBeUndefined();
  });
});

describe('the dialog for a path (ui.md CF-2)', () => {
  it('asks for a folder or for a file, and gives the one chosen', async () => {
    const open = vi.fn(async () => ({ canceled: false, filePaths: ['/chosen'] }));
    expect(await pickPath({ kind: 'folder', at: ` ${home} ` }, open)).toBe('/chosen');
    expect(await pickPath({ kind: 'file', at: '' }, open)).toBe('/chosen');
    expect(open.mock.calls).toEqual([
      [{ properties: ['openDirectory', 'createDirectory'], defaultPath: home }],
      [{ properties: ['openFile', 'showHiddenFiles'] }],
    ]);
  });

  it('gives nothing when it is closed', async () => {
    expect(await pickPath({ kind: 'folder', at: home }, async () => ({ canceled: true, filePaths: [] }))).toBeNull();
  });
});
