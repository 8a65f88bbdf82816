import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ImportRequest, ImportSource } from '../../contract/index.ts';
import { refusal, type ImportFailure } from './types.ts';

/** Text of a configuration, and the names of what lies beside it. */
export interface Source {
  readonly ok: true;
  readonly text: string;
  readonly beside: readonly string[];
}

/** Longest file that is read, in bytes: the same as a request body. */
const limit = 2 * 1024 * 1024;

const places: Record<ImportSource, readonly string[]> = {
  qbitrr: ['config.toml', '.config/config.toml', 'config/config.toml'],
  torrentarr: ['config.toml', 'config/config.toml', '.config/torrentarr/config.toml'],
  decluttarr: [
    'config.yaml',
    'config.yml',
    'config/config.yaml',
    'docker-compose.yml',
    'docker-compose.yaml',
    'config.conf',
    '.env',
  ],
};
const endings: Record<ImportSource, RegExp> = {
  qbitrr: /\.toml$/i,
  torrentarr: /\.toml$/i,
  decluttarr: /\.(ya?ml|conf|env)$|^\.env$/i,
};

/**
 * The text of a request: its own, or that of a file on this computer. Only files that can be such a configuration are
 * read, so that the answer cannot be used to look at others.
 */
export async function readSource({ source, path, text }: ImportRequest): Promise<Source | ImportFailure> {
  if (text !== undefined) return { ok: true, text, beside: [] };
  const given = path ?? '';
  const file = await find(source, given);
  if (file === null) {
    const names = places[source].slice(0, 3).join(', ');
    return refusal(
      404,
      'No configuration found',
      `${given} is neither a readable configuration file nor a folder with one of: ${names}`,
    );
  }
  const read = await readLimited(file);
  if (read === null) return refusal(400, 'Configuration too large', `${basename(file)} is longer than ${limit} bytes`);
  const beside = await namesBelow(dirname(file));
  return { ok: true, text: read, beside };
}

async function find(source: ImportSource, path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === true) return endings[source].test(basename(path)) ? path : null;
  if (found?.isDirectory() !== true) return null;
  for (const place of places[source]) {
    const file = join(path, place);
    const isFile = await stat(file).then(
      (one) => one.isFile(),
      () => false,
    );
    if (isFile) return file;
  }
  return null;
}

async function readLimited(file: string): Promise<string | null> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    return size > limit ? null : (await handle.readFile('utf8')).replace(/^\uFEFF/, '');
  } finally {
    await handle.close();
  }
}

/** Names in the folder and in `qBitManager` below it. */
async function namesBelow(folder: string): Promise<string[]> {
  const here = await readdir(folder).catch(() => []);
  const state = await readdir(join(folder, 'qBitManager')).catch(() => []);
  return [...here, ...state.map((name) => `qBitManager/${name}`)];
}
