import type { Intent } from '../contract/index.ts';
import type { FileVerdict } from '../engine/torrents/files.ts';
import { planOf, sentence } from './actions.ts';
import type { Plan } from './actions.ts';
import type { ExecutorTools } from './executor.ts';
import type { Judged } from './judging.ts';

/**
 * Applies the file rules to one torrent (torrents.md 4.1). Deselects unwanted files itself; when nothing wanted is left the
 * torrent comes back as a removal for the caller (F6), else null.
 * @throws ClientError when qBittorrent does not answer.
 */
export async function inspectFiles(
  item: Judged,
  tools: ExecutorTools,
  announce: (plan: Plan) => Promise<{ intent: Intent } | null>,
): Promise<Judged | null> {
  const { feed, facts, loop } = item;
  const instance = feed.instance.name;
  const files = await feed.client.files(facts.hash);
  if (files.length === 0) return null;
  const result = loop.files.apply(files);
  const { observeOnly } = tools.settings();
  const applied = { signature: loop.rules.fileRulesSignature, n: result.exclude.length, m: result.total };
  const settle = () => {
    tools.memory.fileRulesApplied(instance, facts.hash, applied, !observeOnly);
    tools.judging.lookAgain(instance, facts.hash, tools.clock.now() / 1000);
  };
  if (result.allExcluded) {
    // Not marked as checked: a removal the gate refuses now is asked for again.
    if (observeOnly) settle();
    return asRemoval(item, result);
  }
  if (result.exclude.length > 0) {
    const override = { action: 'skip-files', decision: 'files_excluded', values: valuesOf(result) } as const;
    const plan = planOf(item, ['file-priority'], {}, override);
    const granted = await announce(plan);
    if (granted) {
      await feed.client.filePrio(
        facts.hash,
        result.exclude.map((file) => file.index),
        0,
      );
      tools.desk.stepDone(granted.intent, 'file-priority');
      tools.desk.end(granted.intent, 'ok', sentence(plan));
      tools.log('INFO', `${sentence(plan)}: ${result.exclude.map((file) => file.name).join(', ')}`);
    }
  }
  settle();
  return null;
}

function valuesOf(result: FileVerdict): Intent['values'] {
  const names = result.exclude.slice(0, 5).map((file) => `${file.name} (${file.cause})`);
  return { n: result.exclude.length, m: result.total, files: names.join(', ') };
}

/** The same torrent with the verdict the file rules reached: everything in it is unwanted. */
function asRemoval(item: Judged, result: FileVerdict): Judged {
  const values = valuesOf(result);
  const line = {
    rule: 'files_excluded',
    row: 'F6',
    outcome: 'match',
    values,
    setting: `${item.loop.rules.manager}.Torrent.FileExtensionAllowlist`,
  } as const;
  return {
    ...item,
    verdict: {
      ...item.verdict,
      decision: 'files_excluded',
      values,
      action: 'remove',
      trail: [...item.verdict.trail, line],
    },
  };
}
