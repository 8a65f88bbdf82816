import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { signalProcess } from './host.ts';

const children = z.array(z.object({ pid: z.int().positive(), identity: z.string() }));

/**
 * What tells a process from a later one with the same id: boot and start time. Null where the system does not say
 * (only Linux does without extra programs) or the process is gone.
 */
export function processIdentity(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold blanks and brackets; the start time is the 20th field after it.
    const start = line.slice(line.lastIndexOf(')') + 2).split(' ')[19];
    return start === undefined ? null : `${boot}:${start}`;
  } catch {
    return null;
  }
}

const fileOf = (dataDir: string): string => path.join(dataDir, 'children.json');

/** Writes down the live children, so that the next start can end what outlived us (supervisor.md 4.2, Q16). */
export function recordChildren(dataDir: string, pids: readonly number[]): void {
  const known = pids.flatMap((pid) => {
    const identity = processIdentity(pid);
    return identity === null ? [] : [{ pid, identity }];
  });
  const file = fileOf(dataDir);
  writeFileSync(`${file}.tmp`, JSON.stringify(known));
  renameSync(`${file}.tmp`, file);
}

/** Kills children of an earlier run that are still the same processes; answers their ids. Call it with the lock held. */
export function endOrphans(dataDir: string): number[] {
  const ended: number[] = [];
  for (const { pid, identity } of readChildren(fileOf(dataDir))) {
    if (processIdentity(pid) !== identity) continue;
    signalProcess(pid, 'SIGKILL');
    ended.push(pid);
  }
  return ended;
}

function readChildren(file: string): z.infer<typeof children> {
  try {
    const parsed = children.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : [];
  } catch {
    // No file, or a torn one: nothing known to end.
    return [];
  }
}
