import type { ArrInstance, QbitInstance, TorrentLinks, TorrentRow } from '../contract/index.ts';

interface Addresses {
  readonly qbits: readonly Pick<QbitInstance, 'name' | 'url'>[];
  readonly arrs: readonly Pick<ArrInstance, 'name' | 'uri'>[];
}

/** Where the owner finds a torrent in qBittorrent and in the queue of its Arr (ui.md TR-5). */
export function torrentLinks({ qbits, arrs }: Addresses, { instance, manager }: TorrentRow): TorrentLinks {
  const client = qbits.find(({ name }) => name === instance);
  const arr = arrs.find(({ name }) => name === manager);
  return {
    client: client === undefined ? null : pageAt(client.url, ''),
    arr: arr === undefined ? null : pageAt(arr.uri, '/activity/queue'),
  };
}

/** A page below an address, without the user and password it may carry; null for what is no web address. */
function pageAt(base: string, path: string): string | null {
  if (!URL.canParse(base)) return null;
  const url = new URL(base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  return url.href;
}
