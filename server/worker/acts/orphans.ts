import { ArrLink } from '../arr-link.ts';
import { removalFrom, removalSteps } from '../plans.ts';
import { queueAndSearch } from './removals.ts';
import type { ActTools } from './tools.ts';

/**
 * Bad queue entries (5.5) whose torrent no qBittorrent has any more: the release is blocklisted and searched again, so that the entry
 * does not stay for ever (FIX Q13, Q14). Only while every qBittorrent answers and has had the time to list its torrents after its own start,
 * or it may merely be out of sight.
 */
export async function blocklistOrphans(link: ArrLink, tools: ActTools): Promise<void> {
  const feeds = [...tools.feeds().values()];
  const [first] = feeds;
  if (!first || !link.isUp || feeds.some((feed) => !feed.isUp || !feed.isSettled(tools.desk.now))) return;
  const orphans = link
    .badDownloads()
    .filter(({ hash }) => feeds.every((feed) => !feed.torrents().has(hash)))
    .filter(({ hash }) => !tools.desk.isPaused(first.instance.name, hash, 'tag-stalled'));
  for (const { hash, title, message } of orphans) {
    const queue = await link.readQueue();
    if (!queue) return;
    const data = removalFrom(link.instance.name, ArrLink.entriesOf(queue, hash), false);
    const steps = removalSteps(data, link.instance.reSearch).filter((step) => step !== 'client-delete');
    const grant = await tools.desk.announce({
      instance: first.instance.name,
      hash,
      name: title,
      action: 'tag-stalled',
      decision: 'import_blocked',
      values: { arr: link.instance.name, message },
      trail: [],
      asked: false,
      duty: null,
      steps,
      data,
    });
    if (grant) tools.desk.finish(grant, await queueAndSearch(grant, data, link, tools));
  }
}
