import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, RequestSample } from '../contract/index.ts';

/** Tells how long a request took, by the pattern of its route. Followed logs are left out: they last as long as the reader. */
export function timeRequest(
  req: IncomingMessage,
  res: ServerResponse,
  clock: Clock,
  tell: (sample: RequestSample) => void,
): void {
  const begin = clock.monotonic();
  res.once('finish', () => {
    const route = patternOf(req);
    if (route.endsWith('/stream')) return;
    tell({ method: req.method ?? 'GET', route, status: res.statusCode, seconds: (clock.monotonic() - begin) / 1000 });
  });
}

/** Prefix and path of the row that took the request, as Express notes them on it; paths would be without end. */
function patternOf(req: IncomingMessage): string {
  const base = 'baseUrl' in req && typeof req.baseUrl === 'string' ? req.baseUrl : '';
  const route = 'route' in req ? req.route : null;
  const isRoute = typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string';
  if (isRoute) return `${base}${String(route.path)}`;
  return base === '/ui' || base.startsWith('/ui/') ? '/ui' : 'other';
}
