import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { fail, sendPlain } from '../http/answer.ts';

/** A whole log file as plain text; one that cannot be read is an empty body (api.md 2.5). */
export async function showLogFile(file: string, req: Request, res: Response): Promise<void> {
  res.setHeader('Cache-Control', 'no-cache');
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  try {
    await pipeline(createReadStream(file), res);
  } catch {
    // Either the client left or the file did: nothing more can be said in this answer.
    res.end();
  }
}

/** A log file as an attachment, with ranges and conditional requests. */
export async function downloadLogFile(file: string, name: string, res: Response): Promise<void> {
  const headers = {
    'Cache-Control': 'no-cache',
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename=${name}`,
  };
  const failure = await new Promise<Error | null>((resolve) => {
    // The data folder may well lie below a dotted one (~/.config).
    res.sendFile(file, { headers, dotfiles: 'allow', cacheControl: false }, (cause?: Error) => resolve(cause ?? null));
  });
  if (failure === null || res.headersSent) return;
  res.removeHeader('Content-Disposition');
  const status = 'status' in failure ? failure.status : 404;
  if (status === 412) sendPlain(fail(412, 'Precondition Failed'), res);
  else if (status === 416) sendPlain(fail(416, 'Range Not Satisfiable'), res);
  else sendPlain(fail(404, 'not found', 'No such log file'), res);
}
