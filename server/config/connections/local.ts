import { networkInterfaces } from 'node:os';
import { ClientError, isConnectionFailure, request, type ClientResponse } from '../../clients/http.ts';
import type { LocalApp, LocalApps } from '../../contract/index.ts';

/** The port each program listens on unless it was changed. */
const usualPorts: readonly (readonly [LocalApp, number])[] = [
  ['qbittorrent', 8080],
  ['radarr', 7878],
  ['sonarr', 8989],
  ['lidarr', 8686],
  ['readarr', 8787],
];

/** Milliseconds one port may take (ui.md 7). */
const waitMs = 1500;

/**
 * Which programs answer on this computer (ui.md 7). Only loopback is asked, without any credential; a program counts as found
 * when it says itself what it is.
 */
export async function findLocalApps(ports = usualPorts): Promise<LocalApps> {
  const apps = await Promise.all(
    ports.map(async ([app, port]) => {
      const url = `http://127.0.0.1:${port}`;
      return { app, url, answer: await answerOf(app, url) };
    }),
  );
  return { apps, addresses: ownAddresses() };
}

async function answerOf(app: LocalApp, url: string): Promise<LocalApps['apps'][number]['answer']> {
  try {
    const response = await request({ target: app, url: `${url}/`, timeoutMs: waitMs });
    return names(response, app) ? 'found' : 'other';
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return isConnectionFailure(error) ? 'nothing' : 'other';
  }
}

/** Its page, or its sign-in page, carries its name as the title; a browser's own sign-in dialog is asked for in its name. */
function names({ text, headers }: ClientResponse, app: LocalApp): boolean {
  const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1] ?? '';
  const realm = /realm="?([^",]*)/i.exec(headers['www-authenticate'] ?? '')?.[1] ?? '';
  return [title, realm].some((said) => said.toLowerCase().includes(app));
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
