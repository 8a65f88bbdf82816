import path from 'node:path';
import { localPath } from '../../engine/torrents/paths.ts';
import type { Judged } from '../judging.ts';
import { isProbeable } from '../media-probe.ts';
import { wantedFiles } from './inspections.ts';
import type { ActTools } from './tools.ts';

/** Media files of one torrent that are tried at most, the largest first. */
const tries = 5;

/**
 * F20-F25 and F35 before the import: how many media files were tried when none of them plays, 0 when `AutoDelete` is on and the
 * torrent holds nothing of an allowed kind; null when it may be imported. Where there is no ffprobe, or it cannot say, it may.
 */
export async function unplayableFiles(item: Judged, tools: ActTools): Promise<number | null> {
  const { feed, facts, loop, context } = item;
  const { autoDelete } = context.rules;
  const probing = await tools.probe.isAvailable();
  if (!probing && !autoDelete) return null;
  const files = await feed.client.files(facts.hash).catch((error: unknown) => {
    feed.failed(error);
    return [];
  });
  const allowed = wantedFiles(files).filter((file) => loop.files.isAllowed(file.name));
  if (files.length > 0 && allowed.length === 0) return autoDelete ? 0 : null;
  const media = allowed.filter((file) => isProbeable(file.name)).toSorted((a, b) => b.size - a.size);
  if (!probing || media.length === 0) return null;
  const { pathMappings } = tools.settings();
  let tried = 0;
  for (const file of media.slice(0, tries)) {
    const here = localPath(path.posix.join(facts.savePath, file.name), pathMappings);
    if ((await tools.probe.check(here)) !== 'broken') return null;
    tried += 1;
  }
  return tried === media.length ? tried : null;
}
