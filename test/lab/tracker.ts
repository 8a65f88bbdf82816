import { createServer } from 'node:http';
import { bencode } from './torrent-maker.ts';
import { listen } from './ports.ts';

interface Peer {
  port: number;
  left: number;
}

export interface LabTracker {
  /** Announce address for `makeTorrent`. */
  url: string;
  /** Peers known for a torrent. */
  peers(hash: string): number;
  close(): Promise<void>;
}

/** An address where nothing listens: qBittorrent shows "Connection refused" for it. */
export const deadTracker = 'http://127.0.0.1:1/announce';

/** Starts a small HTTP tracker on loopback; peers come back every 2 s. */
export async function startTracker(): Promise<LabTracker> {
  const swarms = new Map<string, Map<string, Peer>>();
  const server = createServer((request, response) => {
    const [path, query = ''] = (request.url ?? '').split('?');
    if (path !== '/announce') {
      response.writeHead(404).end();
      return;
    }
    const fields = binaryQuery(query);
    const hash = Buffer.from(fields.get('info_hash') ?? '', 'latin1').toString('hex');
    const id = fields.get('peer_id') ?? '';
    const swarm = swarms.get(hash) ?? new Map<string, Peer>();
    swarms.set(hash, swarm);
    if (fields.get('event') === 'stopped') swarm.delete(id);
    else swarm.set(id, { port: Number(fields.get('port')), left: Number(fields.get('left')) });
    const others = [...swarm].filter(([other]) => other !== id).map(([, peer]) => peer);
    const complete = [...swarm.values()].filter(({ left }) => left === 0).length;
    response.end(
      bencode({
        interval: 2,
        'min interval': 1,
        complete,
        incomplete: swarm.size - complete,
        peers: Buffer.concat(others.map(({ port }) => Buffer.from([127, 0, 0, 1, port >> 8, port & 255]))),
      }),
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/announce`,
    peers: (hash) => swarms.get(hash)?.size ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

// info_hash and peer_id are raw bytes, which URLSearchParams would read as UTF-8.
function binaryQuery(query: string): Map<string, string> {
  return new Map(
    query.split('&').map((pair): [string, string] => {
      const [name = '', value = ''] = pair.split('=');
      return [
        name,
        value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      ];
    }),
  );
}
