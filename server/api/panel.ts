import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express from 'express';
import type { Request, Response, Router } from 'express';
import { fail, notFound, send } from './http/answer.ts';
import { contentPolicy, pathOf } from './http/entry.ts';

const YEAR_MS = 365 * 24 * 3600 * 1000;

/**
 * The built panel below `/ui`: hashed assets for ever, every other address the page itself (the panel routes on its own).
 * `base` tells the path prefix the browser sees.
 */
export function panelRouter(folder: string, base: (req: Request) => string): Router {
  const router = express.Router({ caseSensitive: true, strict: true });

  const page = async (req: Request, res: Response): Promise<void> => {
    const html = await readFile(path.join(folder, 'index.html'), 'utf8').catch(() => null);
    if (html === null) {
      await send(fail(404, 'Not Found', 'The control panel is not part of this build'), req, res);
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    res.setHeader('Content-Security-Policy', contentPolicy(nonce));
    res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache, no-store, must-revalidate',
      Pragma: 'no-cache',
      Expires: '0',
    };
    const body = html.replaceAll('__CSP_NONCE__', () => nonce).replaceAll('__URL_BASE__', () => base(req));
    await send({ kind: 'bytes', status: 200, body, headers }, req, res);
  };

  router.use((req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') {
      next();
      return;
    }
    res.setHeader('Allow', 'GET, HEAD, OPTIONS');
    if (req.method === 'OPTIONS') res.end();
    else void send(fail(405, 'Method Not Allowed', 'Allowed: GET, HEAD, OPTIONS'), req, res);
  });
  router.get(['/', '/index.html'], page);
  const files = { index: false, redirect: false } as const;
  router.use('/assets', express.static(path.join(folder, 'assets'), { ...files, immutable: true, maxAge: YEAR_MS }));
  router.use('/assets', (req, res) => send(notFound(req.method, pathOf(req.originalUrl)), req, res));
  router.use(express.static(folder, { ...files, maxAge: 0 }));
  router.get('/{*address}', page);
  return router;
}
