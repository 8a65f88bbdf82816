import { judged } from './figure.ts';
import type { Figure } from './figure.ts';
import { memoryFigures } from './memory.ts';
import { stackToken, withStack } from './stack.ts';

const torrentCount = 10_000;
/** The first listing is collected in two steps, the second of them after 8 to 16 s. */
const restSeconds = 30;

/** Memory of each process when one manager looks after 10,000 torrents. */
export function crowdFigures(dataDir: string): Promise<Figure[]> {
  return withStack(dataDir, torrentCount, async ({ server }) => {
    const figures = await memoryFigures({ server, token: stackToken }, restSeconds);
    return figures
      .filter(({ figure }) => figure.startsWith('pss_'))
      .map((figure) => ({
        ...figure,
        figure: figure.figure.replace('pss_', 'crowd_pss_'),
        note: '10,000 torrents of Radarr, half a minute after the first pass',
      }))
      .map((figure) => (figure.figure.includes('Radarr') ? judged(figure, { most: 110 }) : figure));
  });
}
