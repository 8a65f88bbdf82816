import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { measured, median } from './figure.ts';
import type { Figure } from './figure.ts';
import { settledRows } from './program.ts';
import type { Demo } from './program.ts';

const idleSeconds = 10;

/**
 * Memory of the host (the sandbox lives in it) and of each manager process, medians of ten idle seconds. `restSeconds` are waited
 * before: what V8 needs, idle, to collect what the start left over.
 */
export async function memoryFigures(
  { server, token }: Pick<Demo, 'server' | 'token'>,
  restSeconds = 0,
): Promise<Figure[]> {
  const rows = await settledRows(server, token);
  await wait(restSeconds * 1000);
  const processes = new Map<number, string>();
  if (server.child.pid !== undefined) processes.set(server.child.pid, 'host');
  for (const row of rows) if (row.pid !== null) processes.set(row.pid, row.owner === 'core' ? 'core' : row.name);

  const samples = new Map([...processes.keys()].map((pid): [number, Memory[]] => [pid, []]));
  for (let second = 0; second < idleSeconds; second += 1) {
    await wait(1000);
    for (const [pid, list] of samples) {
      const memory = readMemory(pid);
      if (memory) list.push(memory);
    }
  }
  return [...processes].flatMap(([pid, name]) => figuresOf(name, samples.get(pid) ?? []));
}

export interface Memory {
  rss: number;
  pss: number;
}

function figuresOf(name: string, samples: readonly Memory[]): Figure[] {
  const suffix = `${name.replaceAll(/\W/g, '_')}_mb`;
  if (samples.length === 0) {
    const note = 'this system has no /proc/<pid>/smaps_rollup';
    return [measured(`rss_${suffix}`, null, 'MB', note), measured(`pss_${suffix}`, null, 'MB', note)];
  }
  const of = (pick: (memory: Memory) => number): number => median(samples.map(pick));
  const note = name === 'host' ? 'with the sandbox inside' : undefined;
  return [
    measured(
      `rss_${suffix}`,
      of(({ rss }) => rss),
      'MB',
      note,
    ),
    measured(
      `pss_${suffix}`,
      of(({ pss }) => pss),
      'MB',
      note,
    ),
  ];
}

/** Megabytes (2^20); null where the kernel does not tell. */
export function readMemory(pid: number): Memory | null {
  const file = `/proc/${pid}/smaps_rollup`;
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  const megabytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024;
  return { rss: megabytes('Rss'), pss: megabytes('Pss') };
}
