import { stat } from 'node:fs/promises';
import type { ArrLink } from '../arr-link.ts';
import { localPath } from '../../engine/torrents/paths.ts';
import { tag } from '../../engine/torrents/facts.ts';
import type { Judged } from '../judging.ts';
import { planOf } from '../plans.ts';
import type { Override } from '../plans.ts';
import { addFlags } from './labels.ts';
import { SilentDiskError, patiently } from '../patient-disk.ts';
import { unplayableFiles } from './playable.ts';
import type { ActTools } from './tools.ts';

/**
 * Torrents handed over in one pass at most, the newest first: an Arr works on scans one by one, and at the first start there may be
 * hundreds of seeding torrents nobody ever handed over.
 */
const importsPerPass = 10;

/** A6: one scan per torrent, of its own path (FIX Q12). Returns why the last one was not sent, null when it was. */
export async function importFinished(
  judged: readonly Judged[],
  tools: ActTools,
  override: Override = {},
): Promise<string | null> {
  const newest = judged.toSorted((a, b) => b.context.facts.completionOn - a.context.facts.completionOn);
  for (const { feed, facts } of newest.slice(importsPerPass))
    tools.judging.lookAgain(feed.instance.name, facts.hash, tools.desk.now);
  let refused: string | null = null;
  for (const item of newest.slice(0, importsPerPass)) {
    const link = tools.arrs().get(item.context.rules.manager);
    if (!link || !(await link.refresh())) refused = `${item.context.rules.manager} does not answer`;
    else refused = await importOne(item, link, tools, override);
  }
  return refused;
}

async function importOne(item: Judged, link: ArrLink, tools: ActTools, override: Override): Promise<string | null> {
  const { memory, judging, desk } = tools;
  const { feed, facts, context } = item;
  const instance = feed.instance.name;
  const here = localPath(facts.contentPath, tools.settings().pathMappings);
  const missing = await whyMissing(here, tools.sleep);
  if (missing !== null) {
    const reason = `${facts.contentPath}: ${missing}`;
    const retryAt = desk.now + Math.max(60, context.rules.ignoreYoungerSeconds);
    memory.attemptFailed(instance, facts.hash, retryAt, reason);
    judging.lookAgain(instance, facts.hash, desk.now);
    tools.log('WARNING', `${facts.name}: not imported, ${reason}`);
    return reason;
  }
  const broken = override.asked === true ? null : await unplayableFiles(item, tools);
  memory.set(instance, facts.hash, 'unplayable', broken);
  if (broken !== null) {
    judging.lookAgain(instance, facts.hash, desk.now);
    return 'no media file in it can be played';
  }
  const { grant, refusal } = await desk.ask(planOf(item, ['scan', 'tag'], { path: facts.contentPath }, override));
  if (!grant) return refusal;
  const request = { path: facts.contentPath, downloadClientId: facts.hash, importMode: link.instance.importMode };
  const scanned = await desk.step(grant, 'scan', () => link.scan(request));
  if (scanned) memory.set(instance, facts.hash, 'sent', Math.round(desk.now));
  const done = scanned && (await desk.step(grant, 'tag', () => addFlags([item], tag.imported, tools)));
  desk.finish(grant, done);
  return scanned ? null : `${link.instance.name} did not take the command`;
}

/** A61, A62: null once the path is there within ten looks, 0.1 s apart, else why it is not. */
async function whyMissing(file: string, sleep: (ms: number) => Promise<void>): Promise<string | null> {
  for (let look = 0; look < 10; look += 1) {
    if (look > 0) await sleep(100);
    try {
      await patiently(file, () => stat(file));
      return null;
    } catch (error) {
      if (error instanceof SilentDiskError) return error.message;
    }
  }
  return 'it does not exist on this computer';
}
