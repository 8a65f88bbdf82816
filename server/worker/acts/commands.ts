import { ClientError } from '../../clients/http.ts';
import type { TorrentCommand } from '../../contract/index.ts';
import { tag } from '../../engine/torrents/facts.ts';
import type { ActionKind } from '../../contract/index.ts';
import type { Judged } from '../judging.ts';
import { planOf } from '../plans.ts';
import { importFinished } from './imports.ts';
import { addFlags } from './labels.ts';
import { recheck } from './rechecks.ts';
import { remove } from './removals.ts';
import { resume } from './switching.ts';
import type { ActTools } from './tools.ts';

export interface CommandOutcome {
  readonly ok: boolean;
  /** One sentence: what was done, or why not. */
  readonly message: string;
}

const done = (message: string): CommandOutcome => ({ ok: true, message });
const refused = (message: string): CommandOutcome => ({ ok: false, message });

/** Carries out what an owner asks of one torrent (ui.md TR-5). The gate still stands in front: observe-only changes nothing. */
export async function obey(command: TorrentCommand, item: Judged, tools: ActTools): Promise<CommandOutcome> {
  try {
    return await commands[command](item, tools);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    item.feed.failed(error);
    return refused(error.message);
  }
}

const asked = { asked: true } as const;

const commands: Record<TorrentCommand, (item: Judged, tools: ActTools) => Promise<CommandOutcome>> = {
  keep: (item, tools) =>
    label(item, tools, 'ignore', () => addRealTag(item, tag.ignored), 'It is ignored from now on and left alone.'),
  unkeep: (item, tools) =>
    label(
      item,
      tools,
      'unignore',
      () => item.feed.client.removeTags([item.facts.hash], [tag.ignored]),
      'It is looked after again.',
    ),
  'allow-stalled': (item, tools) =>
    label(
      item,
      tools,
      'allow-stalled',
      async () => {
        await addFlags([item], tag.allowedStalled, tools);
        tools.memory.set(item.feed.instance.name, item.facts.hash, 'activeSince', tools.desk.now);
      },
      'It may stand still for the stall delay once more.',
    ),
  recheck: async (item, tools) => {
    const [refusal] = await recheck([item], tools, { action: 'recheck', ...asked });
    return refusal === undefined ? done('A recheck was asked for.') : refused(refusal);
  },
  import: async (item, tools) => {
    if (item.loop.kind !== 'arr') return refused('No Arr looks after this category.');
    if (item.facts.amountLeft > 0) return refused('It is not complete yet.');
    const why = await importFinished([item], tools, {
      action: 'import',
      decision: 'importing',
      values: { arr: item.context.rules.manager },
      ...asked,
    });
    return why === null ? done(`${item.context.rules.manager} was asked to import it.`) : refused(why);
  },
  fail: async (item, tools) => {
    const values = { category: item.facts.category };
    const override = { action: 'remove', decision: 'failed_category', values, ...asked } as const;
    const [refusal] = await remove([item], tools, override);
    return refusal === undefined ? done('It was removed, blocklisted and is searched again.') : refused(refusal);
  },
  release: async (item, tools) => {
    if (!item.context.facts.tags.includes(tag.freeSpacePaused)) return refused('It is not held for disk space.');
    const [refusal] = await resume([item], tools, {
      action: 'resume',
      decision: 'held_space',
      values: { need: item.facts.amountLeft },
      ...asked,
    });
    if (refusal !== undefined) return refused(refusal);
    tools.memory.set(item.feed.instance.name, item.facts.hash, 'released', Math.round(tools.desk.now));
    return done('It goes on, and is not held again before it is complete.');
  },
};

function addRealTag(item: Judged, name: string): Promise<void> {
  return item.feed.client.addTags([item.facts.hash], [name]);
}

async function label(
  item: Judged,
  tools: ActTools,
  action: ActionKind,
  work: () => Promise<void>,
  message: string,
): Promise<CommandOutcome> {
  const { grant, refusal } = await tools.desk.ask(planOf(item, ['tag'], {}, { action, ...asked }));
  if (!grant) return refused(refusal ?? '');
  const worked = await tools.desk.step(grant, 'tag', work);
  tools.desk.finish(grant, worked, 0);
  return worked ? done(message) : refused(`${item.feed.instance.name} did not take the command.`);
}
