import { ClientError } from '../clients/http.ts';
import { createQbittorrent } from '../clients/qbittorrent/index.ts';
import { createServarr } from '../clients/servarr/index.ts';
import type { Servarr } from '../clients/servarr/index.ts';
import type { ArrInstance, EngineSettings, PathReport, QbitInstance } from '../contract/index.ts';
import { isSamePath } from '../engine/torrents/paths.ts';
import { unknownFolder } from './facts.ts';
import type { Answer, ArrFacts, LocalFolder, PathFacts, Presence, QbitFacts, Sights } from './facts.ts';
import { judgePaths } from './judge.ts';
import { foldersToSee } from './routes.ts';
import { parentOf } from './names.ts';

export interface ExamineOptions {
  /** Do we run in a container? */
  readonly inContainer: boolean;
  /** Looks at a folder of this computer. Never rejects, and answers in bounded time. */
  readonly local: (path: string) => Promise<LocalFolder>;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds for all questions to one server, 8000 when absent. */
  readonly timeoutMs?: number;
}

type Wanted = Pick<EngineSettings, 'qbits' | 'arrs' | 'pathMappings' | 'completedDownloadFolder'>;

/** Somebody waits for the answer, so that tries follow at once. */
const atOnce = { sleep: () => Promise.resolve(), random: () => 0 };

/**
 * Asks the qBittorrents and the Arrs for their folders, looks at those of this computer, and judges (issue 5). Only reads. A
 * server that cannot be asked is told as such and spoils nothing else.
 */
export async function examinePaths(settings: Wanted, options: ExamineOptions): Promise<PathReport> {
  const { timeoutMs = 8_000 } = options;
  const [qbits, arrs] = await Promise.all([
    Promise.all(settings.qbits.map((qbit) => askQbit(qbit, timeoutMs))),
    Promise.all(settings.arrs.map((arr) => askArr(arr, timeoutMs))),
  ]);
  const facts: PathFacts = {
    inContainer: options.inContainer,
    completedFolder: settings.completedDownloadFolder,
    mappings: settings.pathMappings,
    qbits,
    arrs: arrs.map(({ facts: told }) => told),
  };
  const wanted = foldersToSee(facts);
  const [here, apps] = await Promise.all([
    lookHere(wanted.here, options.local),
    Promise.all(arrs.map(async ({ facts: { instance }, list }) => lookThrough(instance, list, wanted.apps))),
  ]);
  const seen = new Map(apps);
  const sights: Sights = {
    here: (path) => here.get(path) ?? unknownFolder,
    app: (instance, path) => seen.get(instance)?.get(path) ?? 'unknown',
  };
  return judgePaths(facts, sights, options.now());
}

/** Runs questions to one server with one end to all waiting; null = it was not reached in time or not at all. */
async function asked<T>(name: string, timeoutMs: number, ask: (signal: AbortSignal) => Promise<T>): Promise<Answer<T>> {
  const limit = new AbortController();
  const seconds = Math.round(timeoutMs / 1000);
  const timer = setTimeout(() => {
    limit.abort(new ClientError('timeout', name, `did not answer all questions within ${seconds} s`));
  }, timeoutMs);
  try {
    return { ok: true, value: await ask(limit.signal) };
  } catch (error) {
    if (error instanceof ClientError) return { ok: false, trouble: error.message };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function askQbit(qbit: QbitInstance, timeoutMs: number): Promise<QbitFacts> {
  const answer = await asked(qbit.name, timeoutMs, async (signal) => {
    const client = createQbittorrent(qbit, { signal, retry: atOnce });
    const folders = await client.saveFolders();
    return { ...folders, categories: await client.categories() };
  });
  return { instance: qbit.name, host: qbit.host, port: qbit.port, answer };
}

type Lister = (folder: string) => Promise<Answer<string[]>>;

async function askArr(arr: ArrInstance, timeoutMs: number): Promise<{ facts: ArrFacts; list: Lister }> {
  const client = (signal: AbortSignal): Servarr => createServarr(arr, { signal, retry: atOnce, timeoutMs });
  const answer = await asked(arr.name, timeoutMs, async (signal) => {
    const { folders } = client(signal);
    const [clients, mappings, roots] = await Promise.all([
      folders.downloadClients(),
      folders.remoteMappings(),
      folders.roots(),
    ]);
    return { clients, mappings, roots };
  });
  const list: Lister = (folder) => asked(arr.name, timeoutMs, (signal) => client(signal).folders.inside(folder));
  return { facts: { instance: arr.name, type: arr.type, category: arr.category, answer }, list };
}

async function lookHere(
  paths: readonly string[],
  local: ExamineOptions['local'],
): Promise<ReadonlyMap<string, LocalFolder>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await local(path)] as const)));
}

/** An Arr lists what is in a folder: one of its folders is there when the folder above lists it. */
async function lookThrough(
  instance: string,
  list: Lister,
  wanted: ReadonlyMap<string, string[]>,
): Promise<[string, ReadonlyMap<string, Presence>]> {
  const lists = new Map<string, ReturnType<Lister>>();
  const inside = (folder: string): ReturnType<Lister> => {
    const asking = lists.get(folder) ?? list(folder);
    lists.set(folder, asking);
    return asking;
  };
  const presence = async (path: string): Promise<Presence> => {
    const above = parentOf(path);
    const found = above === null ? null : await inside(above);
    if (!found?.ok) return 'unknown';
    return found.value.some((one) => isSamePath(one, path)) ? 'there' : 'missing';
  };
  const paths = wanted.get(instance) ?? [];
  return [instance, new Map(await Promise.all(paths.map(async (path) => [path, await presence(path)] as const)))];
}
