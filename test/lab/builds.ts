import { existsSync } from 'node:fs';
import path from 'node:path';

const serverVersions = ['4.5', '5.1'] as const;

/** A qBittorrent that can be started on this machine. */
export interface ServerBuild {
  version: (typeof serverVersions)[number];
  /** Debian tree to run it in, null for the installed one. */
  root: string | null;
}

/**
 * Versions this machine has, oldest first: 4.5 as the package, 5.1 in a Debian tree made by `prepare.sh`
 * (`QBT51_ROOT`, else `.cache/qbt51`, else `/opt/qbt51`), which needs root to be entered.
 */
export function availableServers(): ServerBuild[] {
  const builds: ServerBuild[] = [];
  if (existsSync('/usr/bin/qbittorrent-nox')) builds.push({ version: '4.5', root: null });
  const configured = process.env['QBT51_ROOT'];
  const roots = configured ? [configured] : [path.resolve('.cache/qbt51'), '/opt/qbt51'];
  const root = roots.find((candidate) => existsSync(path.join(candidate, 'usr/bin/qbittorrent-nox')));
  if (root !== undefined && process.getuid?.() === 0) builds.push({ version: '5.1', root });
  return builds;
}

/** Versions the tests know but this machine does not have, to be shown as skipped. */
export function missingServers(): ServerBuild['version'][] {
  const present = new Set(availableServers().map(({ version }) => version));
  return serverVersions.filter((version) => !present.has(version));
}
