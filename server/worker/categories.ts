import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import { ClientError } from '../clients/http.ts';
import type { EngineSettings } from '../contract/index.ts';
import { tag } from '../engine/torrents/facts.ts';
import { localPath, remotePath } from '../engine/torrents/paths.ts';
import type { QbitFeed } from './qbit-feed.ts';

/**
 * What a manager expects of a qBittorrent (torrents.md 1.1): its category, with parents, and its tags. What is there stays as it is.
 * @throws ClientError
 */
export async function prepareInstance(
  feed: QbitFeed,
  manager: string,
  settings: EngineSettings,
  tell: (message: string) => void,
): Promise<void> {
  const wanted = settings.arrs.filter((arr) => arr.name === manager).map((arr) => arr.category);
  for (const category of wanted) {
    const parts = category.split('/');
    for (const [index] of parts.entries()) {
      const name = parts.slice(0, index + 1).join('/');
      if (!feed.data.categories.has(name)) await create(feed, name, settings, tell);
    }
  }
  await createTags(feed, manager, settings);
}

async function create(
  feed: QbitFeed,
  name: string,
  settings: EngineSettings,
  tell: (message: string) => void,
): Promise<void> {
  const savePath = savePathOf(feed, name, settings);
  try {
    await feed.client.createCategory(name, savePath);
  } catch (error) {
    // Another manager, an Arr or the owner may have been quicker.
    const isTaken = error instanceof ClientError && error.kind === 'conflict';
    if (!isTaken || !(await feed.client.categories()).some((one) => one.name === name)) throw error;
    return;
  }
  feed.data.categories.set(name, { name, savePath });
  tell(`${feed.instance.name}: category "${name}" was created${savePath === '' ? '' : `, saving to ${savePath}`}`);
  if (savePath !== '' && settings.completedDownloadFolder !== '') {
    // Failing is no trouble: qBittorrent makes the folder itself when it needs it.
    await mkdir(localPath(savePath, settings.pathMappings), { recursive: true, mode: 0o755 }).catch(() => undefined);
  }
}

/** Below its parent's folder where that is known, else below the folder of finished downloads; empty = qBittorrent's own. */
function savePathOf(feed: QbitFeed, name: string, { completedDownloadFolder, pathMappings }: EngineSettings): string {
  const cut = name.lastIndexOf('/');
  const parent = cut < 0 ? '' : (feed.data.categories.get(name.slice(0, cut))?.savePath ?? '');
  if (parent !== '') return path.posix.join(parent, name.slice(cut + 1));
  if (completedDownloadFolder === '') return '';
  return path.posix.join(remotePath(completedDownloadFolder, pathMappings), name);
}

/** G5: in tagless mode only the ignored tag is a real one. */
async function createTags(feed: QbitFeed, manager: string, settings: EngineSettings): Promise<void> {
  const own = settings.tagless ? [tag.ignored] : [tag.allowedSeeding, tag.ignored, tag.imported, tag.allowedStalled];
  const guard = manager === 'core' && settings.freeSpace !== null ? [tag.freeSpacePaused] : [];
  const wanted = manager === 'core' ? guard : own;
  await feed.client.createTags(wanted.filter((name) => !feed.data.tags.has(name)));
}
