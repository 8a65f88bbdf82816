import type { FakeArr, RecordedRequest } from '../../server/sandbox/arr/index.ts';
import type { FakeQbittorrent, RecordedQbitRequest } from '../../server/sandbox/qbittorrent/index.ts';
import { tag } from '../../server/engine/torrents/facts.ts';

interface Servers {
  arr: FakeArr;
  qbits: ReadonlyMap<string, FakeQbittorrent>;
  nameOf: (hash: string) => string;
}

const shortNames = new Map<string, string>([
  [tag.allowedSeeding, 'SEED'],
  [tag.ignored, 'IGN'],
  [tag.freeSpacePaused, 'FSP'],
  [tag.allowedStalled, 'STL'],
  [tag.imported, 'IMP'],
  [tag.hitAndRun, 'HNR'],
]);

/** Everything the servers were asked to change, as torrents.md 9 writes it, in order. Reads and logins are left out. */
export function callsOf({ arr, qbits, nameOf }: Servers): string[] {
  const found: { at: number; text: string }[] = [];
  for (const request of arr.requests) {
    const text = arrCall(request);
    if (text !== null) found.push({ at: request.at, text });
  }
  for (const [name, fake] of qbits) {
    for (const request of fake.requests) {
      for (const text of qbitCalls(request, nameOf)) {
        found.push({ at: request.at, text: name === 'qBit' ? text : `${text}@${name.replace('qBit-', '')}` });
      }
    }
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
}

function arrCall({ method, path, query, body, status }: RecordedRequest): string | null {
  if (method === 'GET') return null;
  const mark = status === null || status >= 400 ? '!' : '';
  if (method === 'DELETE' && path.startsWith('/queue/')) {
    return `Q(${path.slice('/queue/'.length)},${query['removeFromClient']?.[0]},${query['blocklist']?.[0]})${mark}`;
  }
  if (method === 'POST' && path === '/command' && typeof body === 'object' && body !== null && 'name' in body) {
    const { name, ...params } = body;
    const words = Object.entries(params).map(([key, value]) => wordOf(key, value));
    return `cmd(${[String(name), ...words].join(' ')})${mark}`;
  }
  return `${method} ${path}${mark}`;
}

function wordOf(key: string, value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value);
  if (key === 'downloadClientId') return String(value).slice(0, 1);
  return String(value);
}

function qbitCalls({ method, path, form, status }: RecordedQbitRequest, nameOf: (hash: string) => string): string[] {
  if (method !== 'POST' || !path.startsWith('/torrents/')) return [];
  const mark = status === null || status >= 400 ? '!' : '';
  const action = path.slice('/torrents/'.length);
  const who = (form['hashes'] ?? form['hash'] ?? '').split('|').map(nameOf).toSorted().join(',');
  const labels = (form['tags'] ?? '').split(',').map((label) => shortNames.get(label) ?? label);
  const labelled = (sign: string) => labels.map((label) => `${sign}${label}${who === 'A' ? '' : `(${who})`}${mark}`);
  const call = (name: string, ...more: (string | undefined)[]) => [`${[`${name}(${who}`, ...more].join(',')})${mark}`];
  switch (action) {
    case 'start':
    case 'resume':
      return call('start');
    case 'stop':
    case 'pause':
      return call('stop');
    case 'recheck':
      return call('recheck');
    case 'delete':
      return call(form['deleteFiles'] === 'true' ? 'del' : 'drop');
    case 'filePrio':
      return call('prio', `[${(form['id'] ?? '').split('|').join(',')}]`);
    case 'addTags':
      return labelled('+');
    case 'removeTags':
      return labelled('-');
    case 'setCategory':
      return call('cat', form['category']);
    case 'setDownloadLimit':
      return call('dl', form['limit']);
    case 'setUploadLimit':
      return call('up', form['limit']);
    case 'setSuperSeeding':
      return call('super', form['value']);
    case 'addTrackers':
      return call('addTrackers', form['urls']);
    case 'removeTrackers':
      return call('removeTrackers', decodeURIComponent(form['urls'] ?? ''));
    case 'topPrio':
      return call('top');
    // Categories and tags a qBittorrent needs are made once when it comes up; they concern no torrent.
    case 'createCategory':
    case 'createTags':
      return [];
    default:
      return call(action);
  }
}
