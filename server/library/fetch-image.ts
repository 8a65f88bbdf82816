import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { ArrAccess } from './arr-item.ts';

export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';

/** `none`: there is no usable image at this address; `failed`: the Arr cannot be asked now, other addresses would fail too. */
export type FetchedImage = { kind: 'image'; bytes: Buffer; type: ImageType } | { kind: 'none' } | { kind: 'failed' };

const HOP_MS = 20_000;
const MOST_REDIRECTS = 10;
const MOST_BYTES = 5 * 1024 * 1024;
const none: FetchedImage = { kind: 'none' };

/**
 * Gets an image from an Arr (api.md 2.6): only from the exact host and port of its URI, also across redirects, at most 10
 * of them, 20 s each, 5 MiB, and only what begins like an image. The API key goes nowhere else.
 */
export async function fetchImage(arr: ArrAccess, address: string, deadline: AbortSignal): Promise<FetchedImage> {
  if (!URL.canParse(arr.uri)) return none;
  const home = new URL(arr.uri);
  let url = URL.canParse(address, home) ? new URL(address, home) : null;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    if (url === null || !isAt(home, url)) return none;
    const answer = await ask(arr, url, deadline);
    if (answer === null || answer.status === 401 || answer.status === 403) return { kind: 'failed' };
    const { status, location, bytes } = answer;
    if (status < 300 || status >= 400 || location === undefined) return imageOf(status, bytes);
    url = URL.canParse(location, url) ? new URL(location, url) : null;
  }
  return none;
}

const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');

function isAt(home: URL, url: URL): boolean {
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  return isHttp && url.hostname === home.hostname && portOf(url) === portOf(home);
}

function imageOf(status: number, bytes: Buffer | null): FetchedImage {
  const type = bytes === null || status !== 200 ? null : imageType(bytes);
  return bytes === null || type === null ? none : { kind: 'image', bytes, type };
}

/** The type by its first bytes: what a server says of it does not matter. */
export function imageType(bytes: Buffer): ImageType | null {
  if (bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif';
  return start.startsWith('RIFF') && start.endsWith('WEBP') ? 'image/webp' : null;
}

interface Answer {
  status: number;
  location: string | undefined;
  /** null = too large. */
  bytes: Buffer | null;
}

/** One request; null = no answer. */
async function ask(arr: ArrAccess, url: URL, deadline: AbortSignal): Promise<Answer | null> {
  const signal = AbortSignal.any([AbortSignal.timeout(HOP_MS), deadline]);
  try {
    const incoming = await connect(arr, url, signal);
    const { statusCode: status = 0, headers } = incoming;
    if (status >= 300 && status < 400) {
      incoming.destroy();
      return { status, location: headers.location, bytes: null };
    }
    return { status, location: undefined, bytes: await readSome(incoming) };
  } catch {
    // Whatever it was, there is no poster: the page shows initials and asks again later.
    return null;
  }
}

function connect(arr: ArrAccess, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { protocol, hostname, port, pathname, search } = url;
    const options = {
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path: `${pathname}${search}`,
      headers: { 'X-Api-Key': arr.apiKey, Accept: 'image/*' },
      signal,
      agent: false,
    } as const;
    const outgoing =
      protocol === 'https:'
        ? httpsRequest({ ...options, rejectUnauthorized: !arr.skipTlsVerify }, resolve)
        : httpRequest(options, resolve);
    outgoing.on('error', reject);
    outgoing.end();
  });
}

async function readSome(incoming: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    // Leaving the loop ends the connection.
    if (size > MOST_BYTES) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
