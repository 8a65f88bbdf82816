import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalQbit } from '../../contract/index.ts';
import { findLocalApps, placesToAsk } from './local.ts';

const servers: Server[] = [];

/** A program of this computer, on a port of its own. */
async function program(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

const page =
  (title: string): RequestListener =>
  (_, answer) =>
    void answer.end(`<html><head><title>${title}</title></head></html>`);

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

const found = async (app: 'radarr' | 'qbittorrent', port: number) =>
  (await findLocalApps([{ app, url: `http://127.0.0.1:${port}`, settings: null }])).apps.map(({ answer }) => answer);

describe('programs on this computer (ui.md 7)', () => {
  it('is found by the title of its page, or of its sign-in page', async () => {
    expect(await found('radarr', await program(page('Radarr')))).toEqual(['found']);
    expect(await found('qbittorrent', await program(page('qBittorrent WebUI')))).toEqual(['found']);
    const port = await program((question, answer) => {
      if (question.url === '/login?returnUrl=/') return page('Login - Radarr')(question, answer);
      answer.writeHead(302, { Location: '/login?returnUrl=/' }).end();
    });
    expect(await found('radarr', port)).toEqual(['found']);
  });

  it('is found by the name in which it asks for a password', async () => {
    const port = await program(
      (_, answer) => void answer.writeHead(401, { 'WWW-Authenticate': 'Basic realm="Radarr"' }).end(),
    );
    expect(await found('radarr', port)).toEqual(['found']);
  });

  it('another program at its port is told apart, and is not followed to another address', async () => {
    expect(await found('radarr', await program(page('Sonarr')))).toEqual(['other']);
    const port = await program((_, answer) => void answer.writeHead(302, { Location: 'http://198.51.100.1/' }).end());
    expect(await found('radarr', port)).toEqual(['other']);
  });

  it('names no loopback among the addresses others use', async () => {
    const { addresses } = await findLocalApps([]);
    expect(addresses.filter((address) => !/^\d+(\.\d+){3}$/.test(address) || address.startsWith('127.'))).toEqual([]);
  });

  it('beside the usual ports, or in their stead, those in the own settings of qBittorrent are asked', () => {
    const qbit: LocalQbit = { file: '/q', webUi: 'on', https: false, address: '*', port: 9091, userName: 'me' };
    const settings = { file: '/q', webUi: 'on', userName: 'me' };
    const at = (change: Partial<LocalQbit>) =>
      placesToAsk([{ ...qbit, ...change }]).flatMap(({ app, url }) => (app === 'qbittorrent' ? [url] : []));
    expect(placesToAsk([qbit])[0]).toEqual({ app: 'qbittorrent', url: 'http://127.0.0.1:9091', settings });
    expect(at({})).toEqual(['http://127.0.0.1:9091', 'http://127.0.0.1:8080']);
    expect(at({ port: 8080, https: true })).toEqual(['https://127.0.0.1:8080']);
    expect(at({ address: '::' })[0]).toBe('http://[::1]:9091');
    expect(at({ address: '0.0.0.0', port: 8080 })).toEqual(['http://127.0.0.1:8080']);
    expect(at({ address: 'no host' })[0]).toBe('http://127.0.0.1:9091');
    expect(placesToAsk([qbit, { ...qbit, file: '/r' }]).filter(({ app }) => app === 'qbittorrent')).toHaveLength(2);
  });

  it('one that listens at an address others can reach is told, and not asked', async () => {
    const qbit: LocalQbit = { file: '/q', webUi: 'on', https: false, address: '192.0.2.7', port: 1, userName: null };
    const { apps } = await findLocalApps(placesToAsk([qbit], []));
    expect(apps.map(({ url, answer }) => [url, answer])).toEqual([['http://192.0.2.7:1', 'unasked']]);
  });

  it('a port where nobody listens answers nothing', async () => {
    const port = await program(page('Radarr'));
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await found('radarr', port)).toEqual(['nothing']);
  });
});
