import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { QbitInstance } from '../../contract/settings.ts';
import { ClientError, readJson, retry } from '../http.ts';
import type { RetryDeps, RetryPolicy } from '../http.ts';
import {
  toFiles,
  toSaveFolders,
  toTrackers,
  toTransferInfo,
  wireFiles,
  wirePreferences,
  wireProperties,
  wireTrackers,
  wireTransfer,
} from './answers.ts';
import { LoginGate } from './login-gate.ts';
import { MaindataSync, toCategories, wireCategories } from './maindata.ts';
import { QbitSession } from './session.ts';
import type { QbitVersion, Qbittorrent, SyncSession } from './types.ts';
import { dialectOf, listedUrl, readVersion } from './version.ts';

export interface QbittorrentDeps {
  /** Ends all calls, also waiting ones; they reject with the signal's reason. */
  signal?: AbortSignal;
  /** Waiting between tries. */
  retry?: RetryDeps;
  /** Milliseconds that never step back. */
  monotonic?: () => number;
}

const hashesPerCall = 200;
// torrents.md 1.6
const fetchPolicy: RetryPolicy = { tries: 5, capSeconds: 5 };
const writePolicy: RetryPolicy = { tries: 3, capSeconds: 3 };
const oncePolicy: RetryPolicy = { tries: 1, capSeconds: 0 };

/** The client of one qBittorrent section; nothing is sent before the first call. */
export function createQbittorrent(instance: QbitInstance, deps: QbittorrentDeps = {}): Qbittorrent {
  const { signal } = deps;
  const retryDeps = deps.retry ?? {
    sleep: (ms: number) => wait(ms, undefined, { signal }),
    random: Math.random,
  };
  const gate = new LoginGate(deps.monotonic ?? (() => performance.now()));
  let known: QbitVersion | null = null;
  const forget = () => {
    known = null;
  };
  const session = new QbitSession(instance, { gate, signal, onReset: forget });

  async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return retry(
      fetchPolicy,
      async () => {
        const { call, response } = await session.get(path);
        return readJson(call, response, schema);
      },
      retryDeps,
    );
  }

  async function readText(path: string): Promise<string> {
    const { response } = await retry(fetchPolicy, () => session.get(path), retryDeps);
    return response.text;
  }

  async function write(action: string, form: Record<string, string>, policy = writePolicy): Promise<void> {
    await retry(policy, () => session.post(`torrents/${action}`, form), retryDeps);
  }

  async function writeHashes(
    action: string,
    hashes: readonly string[],
    form: Record<string, string> = {},
    policy = writePolicy,
  ): Promise<void> {
    for (let from = 0; from < hashes.length; from += hashesPerCall) {
      await write(action, { hashes: hashes.slice(from, from + hashesPerCall).join('|'), ...form }, policy);
    }
  }

  async function version(): Promise<QbitVersion> {
    if (known !== null) return known;
    const app = await readText('app/version');
    const webApi = await readText('app/webapiVersion');
    known = readVersion(instance.name, app, webApi);
    return known;
  }

  async function switchTo(verb: 'start' | 'stop', hashes: readonly string[]): Promise<void> {
    if (hashes.length === 0) return;
    const action = dialectOf(await version())[verb];
    try {
      await writeHashes(action, hashes);
    } catch (error) {
      if (!(error instanceof ClientError) || error.kind !== 'notFound') throw error;
      // The server was replaced by one of the other dialect while our session outlived it.
      forget();
      await writeHashes(dialectOf(await version())[verb], hashes);
    }
  }

  return {
    name: instance.name,
    version,
    openSync(): SyncSession {
      const own: QbitSession = new QbitSession(instance, { gate, signal, onReset: () => sync.restart() });
      const sync = new MaindataSync(own, (call) => retry(fetchPolicy, call, retryDeps));
      return sync;
    },
    files: async (hash) => toFiles(await read(`torrents/files?hash=${encodeURIComponent(hash)}`, wireFiles)),
    trackers: async (hash) =>
      toTrackers(await read(`torrents/trackers?hash=${encodeURIComponent(hash)}`, wireTrackers)),
    categories: async () => toCategories(await read('torrents/categories', wireCategories)),
    saveFolders: async () => toSaveFolders(await read('app/preferences', wirePreferences)),
    transferInfo: async () => toTransferInfo(await read('transfer/info', wireTransfer)),
    start: (hashes) => switchTo('start', hashes),
    stop: (hashes) => switchTo('stop', hashes),
    recheck: (hashes) => writeHashes('recheck', hashes),
    remove: (hashes, deleteFiles) => writeHashes('delete', hashes, { deleteFiles: String(deleteFiles) }),
    filePrio: async (hash, indexes, priority) => {
      if (indexes.length === 0) return;
      await write('filePrio', { hash, id: indexes.join('|'), priority: String(priority) });
    },
    addTags: (hashes, tags) => writeTags('addTags', hashes, tags),
    removeTags: (hashes, tags) => writeTags('removeTags', hashes, tags),
    createTags: async (tags) => {
      if (tags.length > 0) await write('createTags', { tags: tags.join(',') }, oncePolicy);
    },
    setCategory: (hashes, category) => writeHashes('setCategory', hashes, { category }),
    createCategory: (name, savePath) => write('createCategory', { category: name, savePath }),
    setShareLimits: (hashes, limits) =>
      writeHashes(
        'setShareLimits',
        hashes,
        {
          ratioLimit: String(limits.ratio),
          seedingTimeLimit: String(limits.seedingMinutes),
          inactiveSeedingTimeLimit: String(limits.inactiveMinutes),
          shareLimitAction: 'Default',
        },
        oncePolicy,
      ),
    setDownloadLimit: (hashes, limit) => writeHashes('setDownloadLimit', hashes, { limit: String(limit) }, oncePolicy),
    setUploadLimit: (hashes, limit) => writeHashes('setUploadLimit', hashes, { limit: String(limit) }, oncePolicy),
    setSuperSeeding: (hashes, on) => writeHashes('setSuperSeeding', hashes, { value: String(on) }, oncePolicy),
    isPrivate: async (hash) =>
      (await read(`torrents/properties?hash=${encodeURIComponent(hash)}`, wireProperties)).is_private === true,
    addTrackers: async (hash, urls) => {
      if (urls.length > 0) await write('addTrackers', { hash, urls: urls.join('\n') }, oncePolicy);
    },
    removeTrackers,
    topPriority: (hash) => writeHashes('topPrio', [hash], {}, oncePolicy),
  };

  async function removeTrackers(hash: string, urls: readonly string[]): Promise<void> {
    if (urls.length === 0) return;
    const spoken = await version();
    try {
      await write('removeTrackers', { hash, urls: urls.map((url) => listedUrl(spoken, url)).join('|') }, oncePolicy);
    } catch (error) {
      // 4.3 says so when none of them was there any more.
      if (!(error instanceof ClientError) || error.kind !== 'conflict') throw error;
    }
  }

  // No tags in a removeTags call would remove all of them (arr-api.md 8.7).
  async function writeTags(action: string, hashes: readonly string[], tags: readonly string[]): Promise<void> {
    if (tags.length > 0) await writeHashes(action, hashes, { tags: tags.join(',') });
  }
}
