import type { IncomingMessage } from 'node:http';
import { fail, type PlainAnswer } from './answer.ts';

/** Largest accepted request body, in bytes (api.md section 4). */
export const BODY_LIMIT = 2 * 1024 * 1024;

/** No body of ours is nested more than eight levels deep; far deeper ones would exhaust the stack of whoever walks them. */
const MAX_DEPTH = 100;

export type BodyResult = { ok: true; body: Record<string, unknown> } | { ok: false; answer: PlainAnswer<never> };

const refuse = (answer: PlainAnswer<never>): BodyResult => ({ ok: false, answer });
const tooLarge = (): BodyResult => refuse(fail(413, 'Request body too large', `Limit is ${BODY_LIMIT} bytes`));

/**
 * Reads a JSON object under the strict rules of api.md 3.7: nothing at all counts as `{}`, anything else must be
 * `application/json` (or `+json`), UTF-8, an object and at most 2 MiB.
 */
export async function readBody(req: IncomingMessage): Promise<BodyResult> {
  const announced = req.headers['content-length'];
  if (announced === '0' || (announced === undefined && req.headers['transfer-encoding'] === undefined)) {
    return { ok: true, body: {} };
  }
  if (Number(announced) > BODY_LIMIT) return tooLarge();
  const raw = await readAll(req);
  if (raw === null) return tooLarge();
  if (raw.length === 0) return { ok: true, body: {} };
  if (!isJson(req.headers['content-type']) || (req.headers['content-encoding'] ?? 'identity') !== 'identity') {
    return refuse(fail(400, 'Request body must be JSON', 'Content-Type must be application/json'));
  }
  return parseObject(raw);
}

/** The whole body, or null once it grows over the limit. A client that hangs up mid-way rejects. */
async function readAll(req: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const onData = (part: Buffer): void => {
      size += part.length;
      if (size <= BODY_LIMIT) {
        parts.push(part);
        return;
      }
      req.off('data', onData);
      // The rest is let through unread, so that the client gets to see the answer.
      req.resume();
      resolve(null);
    };
    req.on('data', onData);
    req.once('end', () => resolve(Buffer.concat(parts)));
    for (const end of ['error', 'close']) req.once(end, () => reject(new ClientGone()));
  });
}

/** The client hung up before its request was complete: nobody is left to answer. */
export class ClientGone extends Error {}

function isJson(type: string | undefined): boolean {
  const essence = (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return essence === 'application/json' || /^application\/[^ /]+\+json$/.test(essence);
}

function parseObject(raw: Buffer): BodyResult {
  let value: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
    if (isDeep(text)) return refuse(fail(400, 'Invalid JSON body', `More than ${MAX_DEPTH} levels deep`));
    value = JSON.parse(text);
  } catch (cause) {
    return refuse(fail(400, 'Invalid JSON body', cause instanceof Error ? cause.message : ''));
  }
  if (!isObject(value)) return refuse(fail(400, 'Request body must be a JSON object'));
  return { ok: true, body: value };
}

/** Counts brackets outside of strings; of text that is no JSON the parser says more. */
function isDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (inString) {
      if (letter === '\\') at += 1;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** A plain JSON object: not null, not an array. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
