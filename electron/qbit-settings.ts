import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LocalQbit } from '../server/contract/index.ts';
import type { Computer } from './app-settings.ts';

const usualPort = 8080;

/**
 * Where qBittorrent keeps its own settings, the likelier place first (its src/base/profile_p.cpp): QSettings in INI format, `.ini` on
 * Windows and macOS, `.conf` elsewhere. The last place on Linux is the profile a system service is often given.
 */
export function qbitSettingsPlaces({ platform, home, appData, configHome }: Computer): string[] {
  const [name, ini, conf] = ['qBittorrent', 'qBittorrent.ini', 'qBittorrent.conf'];
  if (platform === 'win32') {
    return [path.win32.join(appData ?? path.win32.join(home, 'AppData', 'Roaming'), name, ini)];
  }
  const own = path.posix.join(home, '.config', name);
  if (platform === 'darwin') {
    // The first is in use, the second is a left-over of old versions (qBittorrent issue 15169).
    return [path.posix.join(own, ini), path.posix.join(home, 'Library/Preferences', name, ini)];
  }
  const chosen = configHome === undefined || configHome === '' ? own : path.posix.join(configHome, name);
  const flatpak = path.posix.join(home, '.var/app/org.qbittorrent.qBittorrent/config', name);
  return [...new Set([chosen, own, flatpak, '/var/lib/qBittorrent/qBittorrent/config'])].map((folder) =>
    path.posix.join(folder, conf),
  );
}

/** What such a file says about the Web UI; its password is not looked at. Null when it says nothing about qBittorrent at all. */
export function webUiIn(text: string): Omit<LocalQbit, 'file'> | null {
  const values = preferencesIn(text);
  if (values === null) return null;
  const port = Number(values.get('WebUI\\Port') ?? usualPort);
  const enabled = values.get('WebUI\\Enabled');
  const needsSignIn = values.get('WebUI\\LocalHostAuth') !== 'false';
  return {
    // The headless program does not write the switch down and is always on.
    webUi: enabled === 'true' ? 'on' : enabled === 'false' ? 'off' : 'unsaid',
    https: values.get('WebUI\\HTTPS\\Enabled') === 'true',
    address: values.get('WebUI\\Address') ?? '*',
    port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : usualPort,
    userName: needsSignIn ? plainText(values.get('WebUI\\Username')) : null,
  };
}

/** Keys of `[Preferences]`; null without any section, since then it is no such file. */
function preferencesIn(text: string): Map<string, string> | null {
  const sections = text.split(/^\[(.+)\]\s*$/m);
  if (sections.length < 3) return null;
  const at = sections.indexOf('Preferences');
  const lines = at < 0 ? [] : (sections[at + 1] ?? '').split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const [, key, value] = /^([^=;]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}

/** A text as it is written; null for one that Qt had to encode. */
function plainText(value: string | undefined): string | null {
  const text = /^"(.*)"$/.exec(value ?? '')?.[1] ?? value ?? '';
  return text === '' || /^@|\\/.test(text) ? null : text;
}

/** The settings of each qBittorrent on this computer that can be read (ui.md 7, step 2). */
export async function localQbits(computer: Computer): Promise<LocalQbit[]> {
  const read = qbitSettingsPlaces(computer).map(async (file): Promise<LocalQbit[]> => {
    const text = await readFile(file, 'utf8').catch(() => null);
    const found = text === null ? null : webUiIn(text);
    return found === null ? [] : [{ file, ...found }];
  });
  return (await Promise.all(read)).flat();
}
