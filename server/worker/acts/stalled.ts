import { tag } from '../../engine/torrents/facts.ts';
import { ArrLink } from '../arr-link.ts';
import type { Judged } from '../judging.ts';
import { planOf, removalFrom, removalSteps } from '../plans.ts';
import { addFlags } from './labels.ts';
import { queueAndSearch } from './removals.ts';
import type { ActTools } from './tools.ts';

/** T4: the torrent stays, its release is blocklisted and searched again, once; the tag says that it was done. */
export async function searchElsewhere(judged: readonly Judged[], tools: ActTools): Promise<void> {
  for (const item of judged) {
    const link = tools.arrs().get(item.context.rules.manager);
    const queue = await link?.readQueue();
    if (!link || !queue) continue;
    const data = removalFrom(link.instance.name, ArrLink.entriesOf(queue, item.facts.hash), false);
    const steps = removalSteps(data, link.instance.reSearch).filter((step) => step !== 'client-delete');
    const grant = await tools.desk.announce(planOf(item, ['tag', ...steps], data, { action: 'tag-stalled' }));
    if (!grant) continue;
    const done =
      (await tools.desk.step(grant, 'tag', () => addFlags([item], tag.allowedStalled, tools))) &&
      (await queueAndSearch(grant, data, link, tools));
    tools.desk.finish(grant, done);
  }
}
