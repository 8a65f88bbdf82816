import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Computer } from './app-settings.ts';
import { localQbits, qbitSettingsPlaces, webUiIn } from './qbit-settings.ts';

const computer: Computer = {
  platform: 'linux',
  home: '/home/me',
  programData: undefined,
  appData: undefined,
  configHome: undefined,
};
const hash = '@ByteArray(c2FsdA==:aGFzaA==)';
const ini = (...lines: string[]): string =>
  ['[BitTorrent]', 'Session\\Port=1', '', '[Preferences]', ...lines, '', '[RSS]', 'WebUI\\Port=3', ''].join('\n');
let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'qbitrr-qbits-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('the own settings of qBittorrent (ui.md 7, step 2)', () => {
  it.each<[string, Partial<Computer>, string[]]>([
    ['Windows', { platform: 'win32', appData: 'D:\\Me\\Roaming' }, ['D:\\Me\\Roaming\\qBittorrent\\qBittorrent.ini']],
    [
      'macOS',
      { platform: 'darwin' },
      ['/home/me/.config/qBittorrent/qBittorrent.ini', '/home/me/Library/Preferences/qBittorrent/qBittorrent.ini'],
    ],
    [
      'Linux',
      { configHome: '/home/me/.config' },
      [
        '/home/me/.config/qBittorrent/qBittorrent.conf',
        '/home/me/.var/app/org.qbittorrent.qBittorrent/config/qBittorrent/qBittorrent.conf',
        '/var/lib/qBittorrent/qBittorrent/config/qBittorrent.conf',
      ],
    ],
  ])('lie on %s', (_, change, places) => {
    expect(qbitSettingsPlaces({ ...computer, ...change })).toEqual(places);
  });

  it('a folder for settings of one’s own is looked at first', () => {
    expect(qbitSettingsPlaces({ ...computer, configHome: '/etc/me' }).slice(0, 2)).toEqual([
      '/etc/me/qBittorrent/qBittorrent.conf',
      '/home/me/.config/qBittorrent/qBittorrent.conf',
    ]);
  });

  it('say where the Web UI is, whether it is on, and the name to sign in with, never the password', () => {
    const text = ini(
      'WebUI\\Address=192.168.1.5',
      'WebUI\\Enabled=true',
      'WebUI\\HTTPS\\Enabled=true',
      `WebUI\\Password_PBKDF2="${hash}"`,
      'WebUI\\Port=9091',
      'WebUI\\Username="me, too"',
    );
    expect(webUiIn(text)).toEqual({
      webUi: 'on',
      https: true,
      address: '192.168.1.5',
      port: 9091,
      userName: 'me, too',
    });
    expect(webUiIn(text.replaceAll('\n', '\r\n'))).toEqual(webUiIn(text));
  });

  it('leave out what was never changed; other sections do not count', () => {
    expect(webUiIn(ini())).toEqual({ webUi: 'unsaid', https: false, address: '*', port: 8080, userName: null });
    expect(webUiIn(ini('WebUI\\Enabled=false', 'WebUI\\Port=soon'))).toMatchObject({ webUi: 'off', port: 8080 });
    expect(webUiIn('[General]\nx=1\n')).toMatchObject({ webUi: 'unsaid', port: 8080 });
    expect([webUiIn(''), webUiIn('no settings')]).toEqual([null, null]);
  });

  it('name nobody where Qt had to encode the name, or none is needed from this computer', () => {
    expect(webUiIn(ini('WebUI\\Username="m\\xe9"'))?.userName).toBeNull();
    expect(webUiIn(ini('WebUI\\Username=@ByteArray(me)'))?.userName).toBeNull();
    expect(webUiIn(ini('WebUI\\LocalHostAuth=false', 'WebUI\\Username=me'))?.userName).toBeNull();
  });

  it('of each qBittorrent that is there are read; nothing of their passwords comes along', async () => {
    const flatpak = path.join(home, '.var/app/org.qbittorrent.qBittorrent/config/qBittorrent');
    for (const [folder, port] of [
      [path.join(home, '.config/qBittorrent'), 9091],
      [flatpak, 9092],
    ] as const) {
      await mkdir(folder, { recursive: true });
      await writeFile(
        path.join(folder, 'qBittorrent.conf'),
        ini(`WebUI\\Port=${port}`, `WebUI\\Password_PBKDF2="${hash}"`),
      );
    }
    const found = await localQbits({ ...computer, home });
    expect(found.map(({ file, port }) => [path.dirname(file), port])).toEqual([
      [path.join(home, '.config/qBittorrent'), 9091],
      [flatpak, 9092],
    ]);
    expect(JSON.stringify(found)).not.toContain('aGFzaA');
  });
});
