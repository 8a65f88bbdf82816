import { describe, expect, it } from 'vitest';
import { parseFlags, userDataFolder } from './options.ts';
import type { Surroundings } from './options.ts';

const around = (change: Partial<Surroundings> = {}, existing: string[] = []): Surroundings => ({
  env: {},
  platform: 'linux',
  home: '/home/ann',
  cwd: '/work',
  exists: (file) => existing.includes(file),
  ...change,
});

describe('flags', () => {
  it('reads them all', () => {
    const args = [
      '--headless',
      '--demo',
      '--observe',
      '--data-dir',
      'd',
      '--config',
      'c.toml',
      '--host',
      '::1',
      '--port',
      '7000',
    ];
    expect(parseFlags(args)).toEqual({
      ok: true,
      flags: {
        headless: true,
        demo: true,
        observe: true,
        dataDir: 'd',
        config: 'c.toml',
        host: '::1',
        port: 7000,
        mode: 'run',
      },
    });
  });

  it.each([
    [['--frobnicate'], '--frobnicate'],
    [['stray'], 'stray'],
    [['--port', 'abc'], '--port must be a number from 0 to 65535, not "abc"'],
    [['--port', '70000'], '--port'],
  ])('%j is refused by name', (args, text) => {
    const result = parseFlags(args);
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining(text) });
  });

  it.each([
    ['--version', 'version'],
    ['-h', 'help'],
    ['--gen-config', 'gen-config'],
    ['--check-config', 'check-config'],
  ])('%s selects %s', (flag, mode) => {
    expect(parseFlags([flag])).toMatchObject({ ok: true, flags: { mode } });
  });
});

describe('data folder (config.md 1)', () => {
  it('finds the folder of an earlier qBitrr', () => {
    expect(userDataFolder(around({}, ['/work/.config/config.toml']))).toBe('/work/.config');
  });

  it('otherwise uses the user folder of the platform', () => {
    expect(userDataFolder(around())).toBe('/home/ann/.config/qbitrr-desktop');
    expect(userDataFolder(around({ platform: 'darwin' }))).toBe('/home/ann/Library/Application Support/qBitrr Desktop');
    expect(userDataFolder(around({ env: { XDG_CONFIG_HOME: '' } }))).toBe('/home/ann/.config/qbitrr-desktop');
    expect(userDataFolder(around({ env: { XDG_CONFIG_HOME: '/xdg' } }))).toBe('/xdg/qbitrr-desktop');
  });
});
