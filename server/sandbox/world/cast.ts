/** Where a torrent's way leads in the end. */
export type Destiny =
  | 'seed'
  | 'blocked'
  | 'forced'
  | 'stall'
  | 'hiccup'
  | 'deadMagnet'
  | 'pause'
  | 'ignored'
  | 'error'
  | 'missing'
  | 'failed'
  | 'recheck'
  | 'unwanted'
  | 'other';

export type Phase =
  | 'queued'
  | 'meta'
  | 'downloading'
  | 'stalled'
  | 'stopped'
  | 'checking'
  | 'moving'
  | 'error'
  | 'missing'
  | 'seeding'
  | 'retired';

/** One line of the first second: so many torrents, on their way since so many minutes. */
export interface Entrance {
  destiny: Destiny;
  phase: Phase;
  count: number;
  /** Share that is there already; 1 = complete. */
  progress: number;
  minutesOld: [number, number];
  /** Minutes since something last moved; 0 = it moves. */
  minutesIdle?: [number, number];
  imported?: boolean;
  tags?: string[];
}

/** Every state of torrents.md 0.3 that a person would meet, from the first second. */
export const firstCast: Entrance[] = [
  { destiny: 'seed', phase: 'downloading', count: 9, progress: 0.4, minutesOld: [8, 50] },
  { destiny: 'forced', phase: 'downloading', count: 2, progress: 0.3, minutesOld: [10, 60] },
  { destiny: 'seed', phase: 'queued', count: 4, progress: 0, minutesOld: [1, 20] },
  { destiny: 'seed', phase: 'meta', count: 2, progress: 0, minutesOld: [0.2, 1] },
  { destiny: 'deadMagnet', phase: 'meta', count: 2, progress: 0, minutesOld: [12, 200] },
  { destiny: 'hiccup', phase: 'stalled', count: 3, progress: 0.5, minutesOld: [30, 90], minutesIdle: [3, 9] },
  { destiny: 'stall', phase: 'stalled', count: 3, progress: 0.3, minutesOld: [120, 900], minutesIdle: [25, 100] },
  {
    destiny: 'ignored',
    phase: 'stalled',
    count: 2,
    progress: 0.6,
    minutesOld: [300, 2000],
    minutesIdle: [60, 250],
    tags: ['qBitrr-ignored'],
  },
  { destiny: 'pause', phase: 'stopped', count: 2, progress: 0.45, minutesOld: [60, 240], minutesIdle: [10, 50] },
  { destiny: 'seed', phase: 'checking', count: 1, progress: 0.5, minutesOld: [20, 60] },
  { destiny: 'seed', phase: 'checking', count: 1, progress: 1, minutesOld: [90, 160], imported: true },
  { destiny: 'error', phase: 'error', count: 1, progress: 0.7, minutesOld: [60, 160], minutesIdle: [10, 20] },
  { destiny: 'missing', phase: 'missing', count: 1, progress: 1, minutesOld: [300, 900], imported: true },
  { destiny: 'seed', phase: 'moving', count: 1, progress: 1, minutesOld: [30, 60] },
  { destiny: 'failed', phase: 'downloading', count: 1, progress: 0.4, minutesOld: [20, 60] },
  { destiny: 'recheck', phase: 'seeding', count: 1, progress: 1, minutesOld: [200, 400], imported: true },
  { destiny: 'unwanted', phase: 'downloading', count: 1, progress: 0.2, minutesOld: [5, 9] },
  { destiny: 'blocked', phase: 'seeding', count: 1, progress: 1, minutesOld: [60, 90] },
  { destiny: 'seed', phase: 'seeding', count: 4, progress: 1, minutesOld: [30, 60] },
  { destiny: 'seed', phase: 'seeding', count: 14, progress: 1, minutesOld: [120, 900], imported: true },
  { destiny: 'seed', phase: 'retired', count: 3, progress: 1, minutesOld: [600, 3000], imported: true },
  { destiny: 'other', phase: 'seeding', count: 3, progress: 1, minutesOld: [2000, 9000] },
];

/** Minutes until a torrent that went is followed by another of its kind; rarer where one is removed each time. */
export function vacancyMinutes(destiny: Destiny): [number, number] {
  return ['seed', 'forced', 'hiccup', 'other', 'pause'].includes(destiny) ? [0.3, 2] : [10, 30];
}
