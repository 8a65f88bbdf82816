import { networkInterfaces } from 'node:os';
import { ClientError, isConnectionFailure, request, type ClientResponse } from '../../clients/http.ts';
import { isLoopback, type LocalApp, type LocalApps, type LocalQbit } from '../../contract/index.ts';

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

/** An address at which a program may be. */
export type LocalPlace = Omit<LocalApps['apps'][number], 'answer'>;

/** The usual addresses, and those qBittorrent's own settings name in their stead or beside them (ui.md 7, step 2). */
export function placesToAsk(qbits: readonly LocalQbit[], ports = usualPorts): LocalPlace[] {
  const named = qbits.map((qbit): LocalPlace => {
    const { file, webUi, userName } = qbit;
    return { app: 'qbittorrent', url: addressOf(qbit), settings: { file, webUi, userName } };
  });
  const usual = ports.map(([app, port]): LocalPlace => ({ app, url: `http://127.0.0.1:${port}`, settings: null }));
  const all = [...named, ...usual];
  return all.filter((one, at) => all.findIndex((other) => isSamePlace(one, other)) === at);
}

function isSamePlace(one: LocalPlace, other: LocalPlace): boolean {
  return one.app === other.app && new URL(one.url).host === new URL(other.url).host;
}

/** Where this computer reaches it: by loopback, unless it listens at another address alone. */
function addressOf({ https, address, port }: LocalQbit): string {
  const scheme = https ? 'https' : 'http';
  const host = address.trim().replaceAll(/^\[|\]$/g, '');
  if (['', '*', '0.0.0.0'].includes(host)) return `${scheme}://127.0.0.1:${port}`;
  if (host === '::') return `${scheme}://[::1]:${port}`;
  const url = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return URL.canParse(url) ? url : `${scheme}://127.0.0.1:${port}`;
}

/**
 * Which programs answer on this computer (ui.md 7). Only loopback is asked, without any credential; a program counts as found
 * when it says itself what it is.
 */
export async function findLocalApps(places: readonly LocalPlace[] = placesToAsk([])): Promise<LocalApps> {
  const apps = await Promise.all(places.map(async (place) => ({ ...place, answer: await answerOf(place) })));
  return { apps, addresses: ownAddresses() };
}

async function answerOf({ app, url }: LocalPlace): Promise<LocalApps['apps'][number]['answer']> {
  if (!isLoopback(new URL(url).hostname)) return 'unasked';
  try {
    // Nothing is sent that a wrong certificate could give away.
    const response = await request({ target: app, url: `${url}/`, timeoutMs: waitMs, skipTlsVerify: true });
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
