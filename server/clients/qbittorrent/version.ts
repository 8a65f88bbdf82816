import { ClientError } from '../http.ts';
import type { QbitVersion } from './types.ts';

const oldestWebApi = '2.8.2';
const stoppedWebApi = '2.11.0';

/** Words of the start and stop calls: renamed with Web API 2.11.0, qBittorrent 5.0 (arr-api.md 8.7). */
export interface Dialect {
  start: 'start' | 'resume';
  stop: 'stop' | 'pause';
}

export function dialectOf(version: QbitVersion): Dialect {
  return isAtLeast(version.webApi, stoppedWebApi)
    ? { start: 'start', stop: 'stop' }
    : { start: 'resume', stop: 'pause' };
}

/**
 * Version from the texts of `app/version` and `app/webapiVersion` (arr-api.md 8.3).
 * @throws ClientError `invalid` when it is not a version, `unsupported` below 4.3.9.
 */
export function readVersion(target: string, app: string, webApi: string): QbitVersion {
  const version = { app: app.trim().replace(/^v/, ''), webApi: webApi.trim() };
  if (!/^\d+\.\d+/.test(version.webApi)) {
    throw new ClientError('invalid', target, 'answered no version; is this the address of a qBittorrent?');
  }
  if (!isAtLeast(version.webApi, oldestWebApi)) {
    throw new ClientError('unsupported', target, `runs qBittorrent ${version.app}; 4.3.9 or later is needed`);
  }
  return version;
}

/** Compares dotted numbers; missing parts count as 0. */
export function isAtLeast(version: string, least: string): boolean {
  const have = version.split('.').map(Number);
  const need = least.split('.').map(Number);
  for (let part = 0; part < need.length; part++) {
    const difference = (have[part] ?? 0) - (need[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** An announce address in a `|`-separated list: 5.x percent-decodes each one, 4.x takes it as it is (arr-api.md 8.7). */
export function listedUrl(version: QbitVersion, url: string): string {
  return isAtLeast(version.webApi, stoppedWebApi) ? encodeURIComponent(url) : url;
}
