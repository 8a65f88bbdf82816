import { existsSync, readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { ServerProcess } from '../../../support/server-process.ts';

/** Flags a server needs so that `collected` can look into it. */
export const inspectable = ['--inspect=127.0.0.1:0'];

const answer = z.looseObject({ id: z.int(), result: z.looseObject({ usedSize: z.number().optional() }) });

/** Bytes alive in the heap of the process after a full garbage collection, and resident bytes (null where no /proc is). */
export async function collected(server: ServerProcess): Promise<{ heap: number; resident: number | null }> {
  const address = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(server.output)?.[0];
  if (address === undefined) throw new Error('the server was not started inspectable');
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  let id = 0;
  const call = async (method: string): Promise<number> => {
    id += 1;
    const mine = id;
    return new Promise((resolve) => {
      const take = (data: Buffer): void => {
        const heard = answer.safeParse(JSON.parse(data.toString()));
        if (!heard.success || heard.data.id !== mine) return;
        socket.off('message', take);
        resolve(heard.data.result.usedSize ?? 0);
      };
      socket.on('message', take);
      socket.send(JSON.stringify({ id: mine, method }));
    });
  };
  // What finalisers let go of is collected the second time.
  for (let round = 0; round < 2; round += 1) await call('HeapProfiler.collectGarbage');
  const heap = await call('Runtime.getHeapUsage');
  socket.terminate();
  return { heap, resident: residentBytes(server.child.pid) };
}

function residentBytes(pid: number | undefined): number | null {
  const file = `/proc/${pid}/status`;
  if (pid === undefined || !existsSync(file)) return null;
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) * 1024;
}
