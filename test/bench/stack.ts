import { tag } from '../../server/engine/torrents/facts.ts';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';
import { startFakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import type { FakeQbittorrent } from '../../server/sandbox/qbittorrent/index.ts';
import { ServerProcess } from '../support/server-process.ts';
import type { Figure } from './figure.ts';
import { unwatched } from './program.ts';

export const stackToken = 'bench-token-that-opens-nothing-else';

/** The built program over a make-believe qBittorrent and two Arrs. */
export interface Stack {
  readonly server: ServerProcess;
  readonly qbit: FakeQbittorrent;
}

/** Starts the program over so many imported torrents, nine of ten of them Radarr's, measures, and ends it all. */
export async function withStack(
  dataDir: string,
  torrents: number,
  measure: (stack: Stack) => Promise<Figure[]>,
): Promise<Figure[]> {
  const qbit = await startFakeQbittorrent({ userName: 'admin', password: 'bench' });
  const arrs = [await startFakeArr({ type: 'radarr' }), await startFakeArr({ type: 'sonarr' })];
  let server: ServerProcess | null = null;
  try {
    fill(qbit, torrents);
    server = await ServerProcess.start({ dataDir, config: configOf(qbit, arrs), env: unwatched });
    return await measure({ server, qbit });
  } finally {
    await server?.stop();
    for (const arr of arrs) await arr.stop();
    await qbit.stop();
  }
}

/** Imported torrents that seed: nothing is left to decide about them. */
function fill(qbit: FakeQbittorrent, count: number): void {
  for (let index = 0; index < count; index += 1) {
    qbit.state.addTorrent({
      hash: index.toString(16).padStart(40, '0'),
      name: `Some.Title.${index}`,
      category: index % 10 === 0 ? 'sonarr' : 'radarr',
      state: 'stalledUP',
      progress: 1,
      tags: [tag.imported],
    });
  }
}

function configOf(qbit: FakeQbittorrent, arrs: readonly FakeArr[]): string {
  const sections = arrs.map(
    ({ type, url, apiKey }) => `
[${type === 'radarr' ? 'Radarr' : 'Sonarr'}-Bench]
Managed = true
URI = "${url}"
APIKey = "${apiKey}"
Category = "${type}"`,
  );
  return `
[Settings]
ConfigVersion = "5.14.4"
LoopSleepTimer = 5
CompletedDownloadFolder = "/nowhere"
[WebUI]
Host = "127.0.0.1"
Port = 0
Token = "${stackToken}"
AuthDisabled = false
[qBit]
Host = "127.0.0.1"
Port = ${qbit.port}
UserName = "admin"
Password = "bench"
${sections.join('\n')}
`;
}
