import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import express from 'express';

/**
 * A whole log file: as a download under `attachment` with ranges and conditional requests, else as plain text, where a
 * file that cannot be read is an empty body (api.md 2.5).
 */
export async function sendLogFile(
  file: string,
  req: IncomingMessage,
  res: ServerResponse,
  attachment?: string,
): Promise<void> {
  res.setHeader('Cache-Control', 'no-cache');
  if (attachment !== undefined) {
    await sendAttachment(file, attachment, req, res);
    return;
  }
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

async function sendAttachment(file: string, name: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const serve = express.static(file, {
    cacheControl: false,
    dotfiles: 'allow',
    index: false,
    redirect: false,
    setHeaders(answer) {
      answer.setHeader('Content-Type', 'application/octet-stream');
      answer.setHeader('Content-Disposition', `attachment; filename=${name}`);
    },
  });
  await new Promise<void>((resolve, reject) => {
    res.once('close', resolve);
    const request = Object.assign(req, { url: '/' });
    serve(request, res, (cause?: unknown) => (cause instanceof Error ? reject(cause) : reject(new Error('log file vanished'))));
  });
}
