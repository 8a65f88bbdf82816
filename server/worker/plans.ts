import { z } from 'zod';
import type { QueueEntry } from '../clients/servarr/index.ts';
import { describeAction, describeObligation } from '../contract/index.ts';
import type { ActionKind, FactValues, Intent, IntentStep } from '../contract/index.ts';
import { dutyOf } from '../engine/torrents/seeding.ts';
import type { Judged } from './judging.ts';
import type { QbitFeed } from './qbit-feed.ts';

/** What a removal needs beside the torrent itself; kept in the intent so that a restarted manager can go on. */
export const removalData = z.object({
  /** Arr section whose queue listed it, null when none did. */
  arr: z.string().nullable(),
  queueId: z.int().nullable(),
  mediaIds: z.array(z.int()),
  deleteFiles: z.boolean(),
  /** Another qBittorrent has the torrent as well, and keeps it. */
  staysElsewhere: z.boolean().default(false),
});
export type RemovalData = z.infer<typeof removalData>;

/** What an import request needs (A64). */
export const scanData = z.object({ path: z.string() });

/** Where a rechecked torrent goes back to; null when nobody knows. */
export const restoreData = z.object({ category: z.string().nullable() });

/** The plan of one action, announced before it is carried out. */
export type Plan = Omit<Intent, 'id' | 'manager' | 'at' | 'done'>;

/** What a plan says in place of the verdict, where something else decided. */
export interface Override {
  readonly action?: ActionKind;
  readonly decision?: Intent['decision'];
  readonly values?: FactValues;
  /** An owner asked for it. */
  readonly asked?: boolean;
}

/** Decisions whose removals hit-and-run does not hold back (torrents.md 6.5: not guarded). */
const unguarded = new Set<Intent['decision']>(['failed_category', 'missing_files', 'import_blocked']);

/** Builds the plan for a judged torrent. */
export function planOf(judged: Judged, steps: IntentStep[], data: Intent['data'], override: Override = {}): Plan {
  const { feed, facts, verdict, context } = judged;
  const decision = override.decision ?? verdict.decision;
  const duty = unguarded.has(decision) ? { kind: 'none' as const } : dutyOf(context);
  return {
    instance: feed.instance.name,
    hash: facts.hash,
    name: facts.name,
    action: override.action ?? verdict.action,
    decision,
    values: override.values ?? verdict.values,
    trail: [...verdict.trail],
    asked: override.asked ?? false,
    duty:
      duty.kind === 'none'
        ? null
        : duty.kind === 'unknown'
          ? 'its trackers are not known, so hit-and-run rules cannot be checked'
          : duty.owed.map((owed) => describeObligation(owed)).join('; '),
    steps,
    data,
  };
}

/** Queue entry to delete and all media to search again for one download (FIX Q15). */
export function removalFrom(arr: string | null, entries: readonly QueueEntry[], deleteFiles: boolean): RemovalData {
  return {
    arr,
    queueId: entries[0]?.id ?? null,
    mediaIds: [...new Set(entries.flatMap((entry) => entry.mediaIds))],
    deleteFiles,
    staysElsewhere: false,
  };
}

/**
 * Whether the Arr may take the download out of its client, data and all. Not where the torrent stays, nor where another one of that hash
 * does: the Arr does not ask which of them we meant (FIX Q25).
 */
export function mayArrRemove(action: ActionKind, { staysElsewhere }: RemovalData): boolean {
  return action !== 'tag-stalled' && !staysElsewhere;
}

/** Steps of a removal: queue work only where the Arr knows the download, a search only where it is wanted. */
export function removalSteps(data: RemovalData, reSearch: boolean): IntentStep[] {
  const steps: IntentStep[] = ['client-delete'];
  if (data.queueId !== null) steps.push('queue-delete');
  if (data.queueId !== null && reSearch && data.mediaIds.length > 0) steps.push('search');
  return steps;
}

const verbs: Partial<Record<ActionKind, string>> = {
  remove: 'Removed with its files',
  'remove-keep-files': 'Removed, files kept',
  import: 'Import requested',
  recheck: 'Recheck requested',
  'recheck-restore': 'Recheck requested',
  'skip-files': 'Unwanted files skipped',
  'tag-stalled': 'Another release requested',
  start: 'Started',
  stop: 'Stopped',
  hold: 'Held for disk space',
  resume: 'Resumed, there is space again',
  'clean-files': 'Leftovers deleted',
  'edit-trackers': 'Trackers changed',
  ignore: 'Kept: ignored from now on',
  unignore: 'No longer ignored',
  'allow-stalled': 'Allowed to stall',
};

/** What an action is called before it has happened. */
const intended: Partial<Record<ActionKind, string>> = {
  remove: 'remove it with its files',
  'remove-keep-files': 'remove it and keep its files',
  import: 'ask for its import',
  recheck: 'recheck it',
  'recheck-restore': 'recheck it',
  'skip-files': 'skip its unwanted files',
  'tag-stalled': 'ask for another release',
  start: 'start it',
  stop: 'stop it',
  hold: 'hold it for disk space',
  resume: 'let it go on',
  'clean-files': 'delete its leftovers',
  'edit-trackers': 'change its trackers',
  ignore: 'keep it',
  unignore: 'look after it again',
  'allow-stalled': 'allow it to stall',
};

type Told = Pick<Plan, 'action' | 'name' | 'decision' | 'values'>;

/** An action that did not happen, what it was to be and why. */
export function notDone({ action, name, decision, values }: Told, why: string): string {
  return `Not done: ${intended[action] ?? action}, ${name}. It was not: ${why}. ${describeAction(action, decision, values)}`;
}

/** An action of which only a part has happened. */
export function halfDone({ action, name, decision, values }: Told): string {
  return `Half done, the rest is tried again by itself: ${intended[action] ?? action}, ${name}. ${describeAction(action, decision, values)}`;
}

/** An action that a killed or cut off run had begun and that is finished now. */
export function finishedLater({ action, name, decision, values }: Told): string {
  return `Finished after an interruption: ${verbs[action] ?? action}: ${name}. ${describeAction(action, decision, values)}`;
}

/** What a removal means for the Arr. */
function afterwards({ action, decision, steps }: Plan): string {
  if (steps.includes('search')) return '. Blocklisted, another release is searched';
  if (steps.includes('queue-delete')) return '. Blocklisted';
  const isFailure = action === 'remove' && decision !== 'seed_goal';
  return isFailure && steps.includes('client-delete') ? '. Nothing to blocklist: no Arr was waiting for it' : '';
}

/** One English sentence for the log and the ledger. */
export function sentence(plan: Plan): string {
  const asked = plan.asked ? ' (asked for)' : '';
  const { shared } = plan.values;
  const spared = typeof shared === 'string' ? `. Its files stay, because ${shared} has them too` : '';
  const why = describeAction(plan.action, plan.decision, plan.values);
  return `${verbs[plan.action] ?? plan.action}${asked}: ${plan.name}. ${why}${spared}${afterwards(plan)}`;
}

/** Groups by the qBittorrent they live on, so that one call serves many (A1-A7 are per instance). */
export function byFeed<T extends { judged: Judged }>(items: readonly T[]): Map<QbitFeed, T[]> {
  const groups = new Map<QbitFeed, T[]>();
  for (const item of items) {
    const group = groups.get(item.judged.feed) ?? [];
    group.push(item);
    groups.set(item.judged.feed, group);
  }
  return groups;
}
