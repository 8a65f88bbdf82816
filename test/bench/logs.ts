import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileLine } from '../../server/logs/format.ts';
import { LogQueries } from '../../server/logs/query/index.ts';
import type { LogFilter } from '../../server/logs/query/index.ts';
import { root } from '../support/server-process.ts';
import { judged, measured } from './figure.ts';
import type { Figure } from './figure.ts';

const lines = 1_000_000;
const batch = 50_000;
const newest = { before: null, after: null, around: null, limit: 500 };
const nothing: LogFilter = {
  levels: [],
  source: null,
  text: null,
  exclude: null,
  regex: false,
  caseSensitive: false,
  since: null,
  until: null,
};

/** Reading a log of a million lines: the newest window, a rare text, and counts with the histogram (ui.md LG-2, LG-3). */
export async function logFigures(dir: string): Promise<Figure[]> {
  write(dir);
  const before = process.memoryUsage().rss;
  const queries = new LogQueries(path.join(root, 'dist/main/log-worker.js'));
  const place = { kind: 'files', dir, name: 'All.log' } as const;
  const timed = async (work: Promise<unknown>): Promise<number> => {
    const begin = performance.now();
    await work;
    return performance.now() - begin;
  };
  try {
    const opened = await timed(queries.window(place, nothing, newest));
    const counted = await timed(queries.summary(place, nothing));
    const rare = await timed(queries.window(place, { ...nothing, text: 'Movie.4321.' }, newest));
    const memory = (process.memoryUsage().rss - before) / 1024 / 1024;
    const note = `${lines} lines, first question to a thread that has to be started`;
    return [
      judged(measured('log_open_ms', opened, 'ms', note), { most: 500 }),
      measured('log_counts_and_histogram_ms', counted, 'ms', 'whole log; a growing one costs its growth'),
      measured('log_rare_text_ms', rare, 'ms', 'one hit far back'),
      judged(measured('log_reading_memory_mb', memory, 'MB', 'all three, thread included'), { most: 150 }),
    ];
  } finally {
    await queries.close();
  }
}

function write(dir: string): void {
  mkdirSync(dir, { recursive: true });
  const start = Date.UTC(2026, 0, 1);
  for (let first = 0; first < lines; first += batch) {
    const text = Array.from({ length: batch }, (_, index) => {
      const line = first + index;
      return fileLine({
        at: start + line * 700,
        level: line % 97 === 0 ? 'ERROR' : 'INFO',
        source: `Radarr-${line % 7}`,
        message: `Deleting Some.Movie.${line}.2024.1080p.WEB-DL (stalled 15 min), next check in 300 s`,
      });
    });
    appendFileSync(path.join(dir, 'All.log'), text.join(''));
  }
}
