import type { TorrentFile } from '../../clients/qbittorrent/index.ts';
import type { Intent } from '../../contract/index.ts';
import type { FileVerdict } from '../../engine/torrents/files.ts';
import { dutyOf } from '../../engine/torrents/seeding.ts';
import type { Judged } from '../judging.ts';
import { planOf, sentence } from '../plans.ts';
import { remove } from './removals.ts';
import type { ActTools } from './tools.ts';
import { hearTrackers } from './trackers.ts';

/** Torrents whose file lists are read in one pass at most; the rest follow in the next ones. */
const inspectionsPerPass = 100;

/** D09: applies the file rules; a failing server never stops the others (FIX Q26). */
export async function inspect(judged: readonly Judged[], tools: ActTools): Promise<void> {
  for (const item of judged.slice(inspectionsPerPass))
    tools.judging.lookAgain(item.feed.instance.name, item.facts.hash, tools.desk.now);
  const unwanted: Judged[] = [];
  for (const item of judged.slice(0, inspectionsPerPass)) {
    try {
      const verdict = await inspectOne(item, tools);
      if (verdict) unwanted.push(verdict);
    } catch (error) {
      item.feed.failed(error);
    }
  }
  await remove(unwanted, tools);
}

/**
 * Applies the file rules to one torrent (torrents.md 4.1). Deselects unwanted files itself; when nothing wanted is left the
 * torrent comes back as a removal for the caller (F6), else null.
 * @throws ClientError when qBittorrent does not answer.
 */
async function inspectOne(item: Judged, tools: ActTools): Promise<Judged | null> {
  const { feed, facts, loop } = item;
  const instance = feed.instance.name;
  const files = await feed.client.files(facts.hash);
  // F1: nothing to look at yet; not marked as checked.
  if (files.length === 0) return null;
  const result = loop.files.apply(files);
  const { observeOnly } = tools.settings();
  const signature = item.context.rules.fileRulesSignature;
  const applied = { signature, n: result.exclude.length, m: result.total };
  const settle = () => {
    tools.memory.fileRulesApplied(instance, facts.hash, applied, !observeOnly);
    tools.judging.lookAgain(instance, facts.hash, tools.desk.now);
  };
  if (result.allExcluded && !(await isOwed(item, tools))) {
    // Not marked as checked: a removal the gate refuses now is asked for again.
    if (observeOnly) settle();
    return asRemoval(item, result);
  }
  if (result.exclude.length > 0) await skipFiles(item, result, tools);
  settle();
  return null;
}

/** FIX Q30: hit-and-run keeps the torrent, so its unwanted files are deselected instead. */
async function isOwed(item: Judged, tools: ActTools): Promise<boolean> {
  const duty = dutyOf(item.context);
  if (duty.kind === 'none') return false;
  if (duty.kind === 'owed') return true;
  const announced = await hearTrackers(item, tools);
  return dutyOf({ ...item.context, memory: { ...item.context.memory, announced } }).kind !== 'none';
}

/** A5, F7: one call with all excluded indexes. @throws ClientError */
async function skipFiles(item: Judged, result: FileVerdict, tools: ActTools): Promise<void> {
  const override = { action: 'skip-files', decision: 'files_excluded', values: valuesOf(result) } as const;
  const plan = planOf(item, ['file-priority'], {}, override);
  const grant = await tools.desk.announce(plan);
  if (!grant) return;
  await item.feed.client.filePrio(
    item.facts.hash,
    result.exclude.map((file) => file.index),
    0,
  );
  tools.desk.stepDone(grant.intent, 'file-priority');
  tools.desk.end(grant.intent, 'ok', sentence(plan));
  tools.log('INFO', `${sentence(plan)}: ${result.exclude.map((file) => file.name).join(', ')}`);
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
    setting: `${item.context.rules.section}.Torrent.FileExtensionAllowlist`,
  } as const;
  const { verdict } = item;
  return {
    ...item,
    verdict: { ...verdict, decision: 'files_excluded', values, action: 'remove', trail: [...verdict.trail, line] },
  };
}

/** Files that are downloaded, for those who look at them after the rules. */
export function wantedFiles(files: readonly TorrentFile[]): TorrentFile[] {
  return files.filter((file) => file.priority !== 0);
}
