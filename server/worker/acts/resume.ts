import { ClientError } from '../../clients/http.ts';
import type { TorrentFacts } from '../../clients/qbittorrent/index.ts';
import type { Intent, IntentStep } from '../../contract/index.ts';
import { stateClass, tag } from '../../engine/torrents/facts.ts';
import { ArrLink } from '../arr-link.ts';
import { finishedLater, halfDone, mayArrRemove, notDone, removalData, restoreData, scanData } from '../plans.ts';
import type { QbitFeed } from '../qbit-feed.ts';
import type { ActTools } from './tools.ts';

/** `done` = its effect is there, `drop` = nothing has happened yet and it is judged anew, `later` = a server is away. */
type StepOutcome = 'done' | 'drop' | 'later';

interface Resumption {
  readonly intent: Intent;
  readonly feed: QbitFeed;
  readonly torrent: TorrentFacts | undefined;
  readonly tools: ActTools;
}

/**
 * Finishes one interrupted action so that no step happens twice: each open step first looks whether its effect is there.
 * A step that destroys and has not begun is dropped and judged anew, since the world may have changed meanwhile.
 * Returns false when it has to wait for a server.
 */
export async function resumeIntent(intent: Intent, tools: ActTools): Promise<boolean> {
  const feed = tools.feeds().get(intent.instance);
  if (!feed) {
    tools.desk.end(intent, 'dropped', `${intent.name}: ${intent.instance} is no longer configured`);
    return true;
  }
  if (!feed.isUp) return false;
  const torrent = feed.torrents().get(intent.hash);
  try {
    for (const step of intent.steps.filter((candidate) => !intent.done.includes(candidate))) {
      const outcome = await steps[step]({ intent, feed, torrent, tools });
      if (outcome === 'later') return false;
      if (outcome === 'drop') {
        tools.desk.end(intent, 'dropped', notDone(intent, 'it was interrupted and is judged again'));
        return true;
      }
      tools.desk.stepDone(intent, step);
    }
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    tools.log('WARNING', `${halfDone(intent)}. ${error.message}`);
    return false;
  }
  tools.desk.end(intent, 'ok', finishedLater(intent));
  tools.log('SUCCESS', finishedLater(intent));
  return true;
}

/** Without a sign of the effect: nothing done so far means it can be judged anew, otherwise it is done again. */
function unlessBegun({ intent }: Resumption): StepOutcome | null {
  return intent.done.length === 0 ? 'drop' : null;
}

const steps: Record<IntentStep, (resumption: Resumption) => Promise<StepOutcome>> = {
  'client-delete': async ({ intent, feed, torrent, tools }) => {
    if (torrent) return 'drop';
    // After its own start qBittorrent lists its torrents one by one, so one that is not there may only not be there yet.
    const sawAll = feed.upSinceSeconds * 1000 < intent.at || feed.isSettled(tools.desk.now);
    return sawAll ? 'done' : 'later';
  },
  'queue-delete': async (resumption) => {
    const { intent, tools } = resumption;
    const data = removalData.parse(intent.data);
    const link = data.arr === null ? undefined : tools.arrs().get(data.arr);
    if (!link) return 'done';
    const queue = await link.readQueue();
    if (!queue) return 'later';
    const entry = ArrLink.entriesOf(queue, intent.hash)[0];
    if (entry && unlessBegun(resumption)) return 'drop';
    if (entry) {
      const weSearch = intent.steps.includes('search');
      await link.deleteEntry(entry.id, { removeFromClient: mayArrRemove(intent.action, data), weSearch });
    }
    return entry || (await link.listsAll()) ? 'done' : 'later';
  },
  search: async ({ intent, tools }) => {
    const data = removalData.parse(intent.data);
    const link = data.arr === null ? undefined : tools.arrs().get(data.arr);
    if (!link) return 'done';
    if (!(await link.alreadyAsked({ search: data.mediaIds }, intent.at))) await link.search(data.mediaIds);
    return 'done';
  },
  scan: async (resumption) => {
    const { intent, tools } = resumption;
    const link = tools.arrs().get(intent.manager);
    if (!link) return 'drop';
    if (!(await link.refresh())) return 'later';
    const scan = {
      path: scanData.parse(intent.data).path,
      downloadClientId: intent.hash,
      importMode: link.instance.importMode,
    };
    if (!(await link.alreadyAsked({ scan }, intent.at))) return 'drop';
    tools.memory.set(intent.instance, intent.hash, 'sent', Math.round(tools.desk.now));
    return 'done';
  },
  tag: async (resumption) => {
    const { intent, feed, torrent, tools } = resumption;
    const label = interruptedLabels[intent.action];
    if (label === undefined) return 'drop';
    const flags = tools.memory.flags(intent.instance, intent.hash);
    const isThere = torrent?.tags.includes(label) === true || flags.includes(label);
    if (!isThere && unlessBegun(resumption)) return 'drop';
    if (torrent && tools.settings().tagless) {
      tools.memory.setFlags(intent.instance, intent.hash, [...flags, label]);
    } else if (torrent) await feed.client.addTags([intent.hash], [label]);
    return 'done';
  },
  recheck: async (resumption) => {
    const { intent, torrent, tools } = resumption;
    if (!torrent || !stateClass.isChecking(torrent.state)) return unlessBegun(resumption) ?? 'done';
    const key = intent.action === 'recheck-restore' ? 'recheckedAt' : 'errorCheckAt';
    tools.memory.set(intent.instance, intent.hash, key, Math.round(tools.desk.now));
    return 'done';
  },
  'restore-category': async ({ intent, feed, torrent, tools }) => {
    const { category } = restoreData.parse(intent.data);
    if (category !== null && torrent?.category === tools.settings().recheckCategory) {
      await feed.client.setCategory([intent.hash], category);
    }
    return 'done';
  },
  // What these do is told by the torrent itself, so it is simply judged again.
  'file-priority': async () => 'drop',
  start: async () => 'drop',
  stop: async () => 'drop',
  untag: async () => 'drop',
  trackers: async () => 'drop',
  clean: async () => 'drop',
};

/** Labels that finish an action whose earlier steps cannot be undone. */
const interruptedLabels: Partial<Record<Intent['action'], string>> = {
  import: tag.imported,
  'tag-stalled': tag.allowedStalled,
};
