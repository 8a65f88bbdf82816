import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, LogChunk } from '../../contract/index.ts';
import type { LogReader } from '../services.ts';
import type { StreamTimes } from './deps.ts';

export interface LogStreamOptions {
  logs: LogReader;
  name: string;
  /** Length of the fresh tail after a rotation. */
  lines: number;
  cursor: { sinceBytes: number; inode: number };
  times: StreamTimes;
  clock: Clock;
}

const gone: LogChunk = { content: '', next_bytes: 0, size: 0, inode: 0, rotated: true, truncated: false };

/** Follows a log file as server-sent events `append`, `rotated`, `ping`, `reconnect` (api.md 2.5) until the client leaves. */
export function streamLog(options: LogStreamOptions, req: IncomingMessage, res: ServerResponse): void {
  const { logs, name, lines, times, clock } = options;
  let { sinceBytes, inode } = options.cursor;
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
    Connection: 'keep-alive',
  });
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  res.flushHeaders();

  const emit = (event: string, data: unknown): void => {
    res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const finish = (): void => {
    clearTimeout(poll);
    clearInterval(ping);
    clearTimeout(life);
    res.end();
  };

  const look = async (): Promise<void> => {
    // A client that does not read gets nothing new until it has caught up.
    if (!res.writableNeedDrain) {
      const read = await logs.delta(name, { sinceBytes, inode, lines });
      if (res.writableEnded || res.destroyed) return;
      if (!read.ok) {
        emit('rotated', gone);
        finish();
        return;
      }
      const { chunk } = read;
      sinceBytes = chunk.next_bytes;
      inode = chunk.inode;
      if (chunk.rotated) emit('rotated', chunk);
      else if (chunk.content !== '') emit('append', chunk);
    }
    poll = setTimeout(tick, times.poll);
  };
  const tick = (): void => {
    look().catch((cause: unknown) => res.destroy(cause instanceof Error ? cause : new Error(String(cause))));
  };

  let poll = setTimeout(tick, 0);
  const ping = setInterval(() => emit('ping', { ts: Math.floor(clock.now() / 1000) }), times.ping);
  const life = setTimeout(() => {
    emit('reconnect', { next_bytes: sinceBytes, inode });
    finish();
  }, times.life);
  res.once('close', finish);
}
