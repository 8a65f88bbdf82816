import { createHash } from 'node:crypto';

export type Bencodable = string | number | Buffer | readonly Bencodable[] | { readonly [key: string]: Bencodable };

export interface TorrentSource {
  name: string;
  /** One file without a path makes a single-file torrent. */
  files: readonly { path?: readonly string[]; data: Buffer }[];
  announce: string;
  /** Makes another torrent of the same files, as trackers do. */
  source?: string;
}

export interface MadeTorrent {
  name: string;
  /** 40 hex digits, lower case. */
  hash: string;
  /** The .torrent file. */
  file: Buffer;
}

const pieceLength = 65_536;

/** Writes the bencoded form used by torrents and trackers. */
export function bencode(value: Bencodable): Buffer {
  if (typeof value === 'number') return Buffer.from(`i${value}e`);
  if (typeof value === 'string') return bencode(Buffer.from(value));
  if (Buffer.isBuffer(value)) return Buffer.concat([Buffer.from(`${value.length}:`), value]);
  if (isList(value)) return Buffer.concat([Buffer.from('l'), ...value.map(bencode), Buffer.from('e')]);
  const pairs = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat([
    Buffer.from('d'),
    ...pairs.flatMap(([key, item]) => [bencode(key), bencode(item)]),
    Buffer.from('e'),
  ]);
}

/** Makes a version 1 torrent. */
export function makeTorrent({ name, files, announce, source }: TorrentSource): MadeTorrent {
  const all = Buffer.concat(files.map(({ data }) => data));
  const pieces: Buffer[] = [];
  for (let from = 0; from < all.length; from += pieceLength) {
    pieces.push(
      createHash('sha1')
        .update(all.subarray(from, from + pieceLength))
        .digest(),
    );
  }
  const [first] = files;
  const content: Record<string, Bencodable> =
    files.length === 1 && first?.path === undefined
      ? { length: all.length }
      : { files: files.map(({ path, data }, index) => ({ length: data.length, path: path ?? [`file-${index}`] })) };
  const info = {
    name,
    'piece length': pieceLength,
    pieces: Buffer.concat(pieces),
    ...content,
    ...(source !== undefined && { source }),
  };
  return {
    name,
    hash: createHash('sha1').update(bencode(info)).digest('hex'),
    file: bencode({ announce, info }),
  };
}

function isList(value: readonly Bencodable[] | { readonly [key: string]: Bencodable }): value is readonly Bencodable[] {
  return Array.isArray(value);
}
