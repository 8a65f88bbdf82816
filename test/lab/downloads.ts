import type { LabServer } from './qbittorrent.ts';
import { makeTorrent } from './torrent-maker.ts';
import { deadTracker } from './tracker.ts';
import { until } from './until.ts';

interface Placed {
  category?: string;
  announce?: string;
  stopped?: boolean;
  /** Another torrent of the same files. */
  source?: string;
}

const payload = (size: number) => Buffer.alloc(size, 7);

/** Adds a finished torrent of one film whose data lies at its save path; returns its hash. */
export async function addFinished(server: LabServer, name: string, placed: Placed = {}): Promise<string> {
  const { category = 'radarr', announce = deadTracker, stopped = false, source } = placed;
  const data = payload(70_000);
  const files = [{ path: [`${name}.mkv`], data }];
  const torrent = makeTorrent({ name, files, announce, ...(source !== undefined && { source }) });
  server.writeFile(`${server.downloads}/${name}/${name}.mkv`, data);
  await server.add([torrent.file], { category, savePath: server.downloads, stopped });
  return listed(server, torrent.hash);
}

/** Adds a download of about 40,000 bytes per file that nobody seeds; returns its hash. */
export async function addDead(
  server: LabServer,
  name: string,
  { files = [`${name}.mkv`], ...placed }: Placed & { files?: readonly string[] } = {},
): Promise<string> {
  const { category = 'radarr', announce = deadTracker, stopped = false } = placed;
  const list = files.map((file, index) => ({ path: file.split('/'), data: payload(40_000 + index) }));
  const torrent = makeTorrent({ name, files: list, announce });
  await server.add([torrent.file], { category, savePath: server.downloads, stopped });
  return listed(server, torrent.hash);
}

/** qBittorrent 5 answers before it has taken a torrent in. */
async function listed(server: LabServer, hash: string): Promise<string> {
  await until('qBittorrent lists it', async () => (await server.api(`torrents/info?hashes=${hash}`)).includes(hash));
  return hash;
}
