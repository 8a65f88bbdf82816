import type { Judged } from '../judging.ts';
import { storedFlags } from '../memory.ts';
import { byFeed } from '../plans.ts';
import type { ActTools } from './tools.ts';

/** Adds a label of ours: a tag in qBittorrent, or a stored flag in tagless mode (torrents.md 3.5). @throws ClientError */
export async function addFlags(judged: readonly Judged[], label: string, tools: ActTools): Promise<void> {
  if (isStored(label, tools)) {
    for (const { feed, facts } of judged) {
      const instance = feed.instance.name;
      tools.memory.setFlags(instance, facts.hash, [...tools.memory.flags(instance, facts.hash), label]);
      tools.judging.lookAgain(instance, facts.hash, tools.desk.now);
    }
    return;
  }
  for (const [feed, items] of byFeed(judged.map((item) => ({ judged: item })))) {
    await feed.client.addTags(
      items.map((item) => item.judged.facts.hash),
      [label],
    );
  }
}

/** Takes a label of ours away again, wherever it is. @throws ClientError */
export async function removeFlags(judged: readonly Judged[], label: string, tools: ActTools): Promise<void> {
  if (isStored(label, tools)) {
    for (const { feed, facts } of judged) {
      const instance = feed.instance.name;
      const flags = tools.memory.flags(instance, facts.hash).filter((flag) => flag !== label);
      tools.memory.setFlags(instance, facts.hash, flags);
      tools.judging.lookAgain(instance, facts.hash, tools.desk.now);
    }
  }
  const tagged = judged.filter(({ facts }) => facts.tags.includes(label));
  for (const [feed, items] of byFeed(tagged.map((item) => ({ judged: item })))) {
    await feed.client.removeTags(
      items.map((item) => item.judged.facts.hash),
      [label],
    );
  }
}

function isStored(label: string, tools: ActTools): boolean {
  return tools.settings().tagless && storedFlags.includes(label);
}

/** P4-P6: label changes the verdicts ask for, one call per label and instance. */
export async function applyLabels(judged: readonly Judged[], tools: ActTools): Promise<void> {
  for (const [kind, apply] of [
    ['add', addFlags],
    ['remove', removeFlags],
  ] as const) {
    const labels = new Set(judged.flatMap(({ verdict }) => verdict.tags[kind]));
    for (const label of labels) {
      const items = judged.filter(({ verdict, feed }) => verdict.tags[kind].includes(label) && feed.isUp);
      for (const [feed, group] of byFeed(items.map((item) => ({ judged: item })))) {
        try {
          await apply(
            group.map((item) => item.judged),
            label,
            tools,
          );
        } catch (error) {
          feed.failed(error);
        }
      }
    }
  }
}
