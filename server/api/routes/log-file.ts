import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { fail, sendPlain, type PlainAnswer } from '../http/answer.ts';

/** A log name is one segment; a slash in it makes the path an unknown one (api.md section 4). */
export const fileParams = z.object({ name: z.string().regex(/^[^/]+$/) });

export const noSuchFile = (): PlainAnswer<never> => fail(404, 'not found', 'No such log file');

/** The file without secrets, null when it is gone. */
type Masked = () => Promise<{ path: string; dispose(): Promise<void> } | null>;

/** Plain text is cut to its newest part (supervisor.md 6.6 [P]), in bytes. */
const MOST_TEXT = 50 * 1024 * 1024;

/** A whole log file as plain text; one that cannot be read is an empty body (api.md 2.5). */
export async function showLogFile(masked: Masked, req: Request, res: Response): Promise<void> {
  res.setHeader('Cache-Control', 'no-cache');
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  const file = await masked().catch(() => null);
  if (file === null) {
    res.end();
    return;
  }
  try {
    const { size } = await stat(file.path);
    const text = createReadStream(file.path, { start: Math.max(0, size - MOST_TEXT) });
    await (size > MOST_TEXT ? pipeline(text, fromNextLine, res) : pipeline(text, res));
  } catch {
    // Either the client left or the file did: nothing more can be said in this answer.
    res.end();
  } finally {
    await file.dispose();
  }
}

/** Drops the line that a start in the middle of the file has cut. */
async function* fromNextLine(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let inLine = true;
  for await (const part of source) {
    const end = inLine ? part.indexOf(0x0a) : -1;
    if (!inLine) yield part;
    else if (end >= 0) {
      inLine = false;
      yield part.subarray(end + 1);
    }
  }
}

/** A log file as an attachment, with ranges and conditional requests. */
export async function downloadLogFile(masked: Masked, name: string, res: Response): Promise<void> {
  const file = await masked().catch(() => null);
  if (file === null) {
    sendPlain(noSuchFile(), res);
    return;
  }
  const headers = {
    'Cache-Control': 'no-cache',
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename=${name}`,
  };
  const failure = await new Promise<Error | null>((resolve) => {
    // The data folder may well lie below a dotted one (~/.config).
    const options = { headers, dotfiles: 'allow', cacheControl: false } as const;
    res.sendFile(file.path, options, (cause?: Error) => resolve(cause ?? null));
  });
  await file.dispose();
  if (failure === null || res.headersSent) return;
  res.removeHeader('Content-Disposition');
  const status = 'status' in failure ? failure.status : 404;
  if (status === 412) sendPlain(fail(412, 'Precondition Failed'), res);
  else if (status === 416) sendPlain(fail(416, 'Range Not Satisfiable'), res);
  else sendPlain(noSuchFile(), res);
}
