import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { findLocalApps } from './local.ts';

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
  (await findLocalApps([[app, port]])).apps.map(({ answer }) => answer);

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

  it('a port where nobody listens answers nothing', async () => {
    const port = await program(page('Radarr'));
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await found('radarr', port)).toEqual(['nothing']);
  });
});
