import { createHash } from 'node:crypto';
import { chmodSync, realpathSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** Longest path a Unix socket may have everywhere (104 bytes on macOS, one of them the end mark). */
const LONGEST_SOCKET_PATH = 100;
const ANSWER_WITHIN_MS = 2_000;
const LONGEST_MESSAGE = 64 * 1024;
const ATTEMPTS = 3;

const request = z.object({ handOver: z.array(z.string()).nullable() });
const answer = z.object({ pid: z.int() });

export interface LockOptions {
  /** Arguments for the copy that is already running, which then shows its window; null = only ask who it is. */
  handOver: string[] | null;
  /** Another copy was started with these arguments. */
  onSecond: (args: string[]) => void;
}

export type LockResult =
  | { ok: true; release(): Promise<void> }
  /** `pid` is null when the holder did not answer. */
  | { ok: false; pid: number | null; dataDir: string };

/**
 * One copy per data folder (supervisor.md 1.6 point 3; S13, S14): a local socket that the system frees on any death.
 * The folder must exist. Rejects when the socket cannot be made for another reason than being taken.
 */
export async function acquireLock(dataDir: string, options: LockOptions): Promise<LockResult> {
  const real = realpathSync(dataDir);
  const address = lockAddress(real);
  for (let attempt = 1; ; attempt += 1) {
    const server = await listen(address, options.onSecond);
    if (server !== null) return { ok: true, release: () => close(server) };
    const before = fileIdentity(address);
    const holder = await ask(address, options.handOver);
    if (holder !== 'nobody') return { ok: false, pid: holder.pid, dataDir: real };
    if (attempt === ATTEMPTS) throw new Error(`The lock ${address} is neither held nor free`);
    removeStale(address, before);
  }
}

/** Where the lock of this real data folder lives. */
export function lockAddress(realDataDir: string): string {
  const digest = createHash('sha256').update(realDataDir).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return `\\\\.\\pipe\\qbitrr-${digest}`;
  const inside = path.join(realDataDir, 'instance.sock');
  return Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH ? inside : path.join(tmpdir(), `qbitrr-${digest}.sock`);
}

function listen(address: string, onSecond: (args: string[]) => void): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => serve(socket, onSecond));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => {
      if (process.platform !== 'win32') chmodSync(address, 0o600);
      resolve(server);
    });
  });
}

function serve(socket: Socket, onSecond: (args: string[]) => void): void {
  socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  onLine(socket, (line) => {
    const parsed = request.safeParse(parseJson(line));
    socket.end(`${JSON.stringify({ pid: process.pid })}\n`);
    if (parsed.success && parsed.data.handOver !== null) onSecond(parsed.data.handOver);
  });
}

/** Who holds the lock; `nobody` = the address is dead. */
function ask(address: string, handOver: string[] | null): Promise<{ pid: number | null } | 'nobody'> {
  return new Promise((resolve) => {
    let connected = false;
    const socket = connect(address, () => {
      connected = true;
      socket.write(`${JSON.stringify({ handOver })}\n`);
    });
    const silent = (): void => {
      socket.destroy();
      resolve(connected ? { pid: null } : 'nobody');
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => {
      // Connecting hangs only while a live holder does not accept.
      connected = true;
      silent();
    });
    socket.on('error', silent);
    socket.on('close', silent);
    onLine(socket, (line) => {
      const parsed = answer.safeParse(parseJson(line));
      resolve({ pid: parsed.success ? parsed.data.pid : null });
      socket.destroy();
    });
  });
}

function onLine(socket: Socket, run: (line: string) => void): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end >= 0) {
      socket.removeAllListeners('data');
      run(text.slice(0, end));
    } else if (text.length > LONGEST_MESSAGE) socket.destroy();
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fileIdentity(address: string): string | null {
  const info = process.platform === 'win32' ? undefined : statSync(address, { throwIfNoEntry: false });
  return info === undefined ? null : `${info.ino}:${info.ctimeMs}`;
}

/** Removes the socket file a killed copy left, unless a new owner has put its own there meanwhile. */
function removeStale(address: string, seen: string | null): void {
  if (seen === null || fileIdentity(address) !== seen) return;
  try {
    unlinkSync(address);
  } catch {
    // Another copy removed it first; the next attempt shows who won.
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
