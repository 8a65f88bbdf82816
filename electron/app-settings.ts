import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArrType, LocalAppKey } from '../server/contract/index.ts';

export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** `%ProgramData%`; undefined elsewhere. */
  readonly programData: string | undefined;
  /** `%APPDATA%`; undefined elsewhere. */
  readonly appData: string | undefined;
  /** `XDG_CONFIG_HOME`; undefined where it is not set. */
  readonly configHome: string | undefined;
}

/** Where an Arr app keeps its own settings, the likelier place first. */
export function settingsPlaces(type: ArrType, { platform, home, programData }: Computer): string[] {
  const name = type.charAt(0).toUpperCase() + type.slice(1);
  const file = 'config.xml';
  if (platform === 'win32') return [path.win32.join(programData ?? 'C:\\ProgramData', name, file)];
  const own = path.posix.join(home, '.config', name, file);
  return platform === 'darwin'
    ? [path.posix.join(home, 'Library/Application Support', name, file), own]
    : [path.posix.join('/var/lib', type, file), own];
}

/** Key and address out of an Arr app's own settings; null when there is no key in it. */
export function keyIn(xml: string): LocalAppKey | null {
  const valueOf = (tag: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1]?.trim() ?? '';
  const apiKey = valueOf('ApiKey');
  if (!/^[0-9a-z]{20,64}$/i.test(apiKey)) return null;
  const port = /^\d{1,5}$/.exec(valueOf('Port'))?.[0];
  const base = valueOf('UrlBase').replaceAll(/^\/+|\/+$/g, '');
  return { apiKey, url: port === undefined ? null : `http://127.0.0.1:${port}${base === '' ? '' : `/${base}`}` };
}

/** The first readable settings of an app on this computer (ui.md 7, step 3); null when there are none. */
export async function localAppKey(type: ArrType, computer: Computer): Promise<LocalAppKey | null> {
  for (const file of settingsPlaces(type, computer)) {
    const xml = await readFile(file, 'utf8').catch(() => null);
    const found = xml === null ? null : keyIn(xml);
    if (found !== null) return found;
  }
  return null;
}
