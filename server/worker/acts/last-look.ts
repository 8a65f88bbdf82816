import type { Judged } from '../judging.ts';
import { byFeed } from '../plans.ts';
import { isPlaced } from './places.ts';
import type { ActTools } from './tools.ts';

/**
 * Which removals still hold right before they are carried out: since the verdict other torrents were worked on and Arrs asked, and
 * meanwhile an owner may have said Keep, here or with the tag in qBittorrent, or data may have come. Of two readings the one that deletes
 * less holds: what is decided otherwise now, or cannot be seen now, stays and is judged again. What an owner asked for only has to be there.
 */
export async function lookOnceMore<T extends { judged: Judged }>(
  items: readonly T[],
  tools: ActTools,
  asked: boolean,
): Promise<{ leaving: T[]; staying: string[] }> {
  const leaving: T[] = [];
  const staying: string[] = [];
  for (const [feed, group] of byFeed(items)) {
    const answered = await feed.refresh();
    for (const item of group) {
      const look = answered ? again(item.judged, tools, asked) : `${feed.instance.name} does not answer`;
      if (typeof look === 'string') staying.push(look);
      else leaving.push({ ...item, judged: look });
    }
  }
  return { leaving, staying };
}

/** The removal with the facts of this moment, or why it stays. */
function again(judged: Judged, tools: ActTools, asked: boolean): Judged | string {
  const { feed, facts, verdict } = judged;
  const instance = feed.instance.name;
  if (tools.isKeepAsked(instance, facts.hash)) return 'it is to be kept';
  const now = tools.judging.judgeOne(feed, facts.hash, tools.desk.now);
  if (now === null) return 'it is not there any more';
  const stays = (why: string): string => {
    tools.judging.lookAgain(instance, facts.hash, tools.desk.now);
    return why;
  };
  // Whether another torrent has its files cannot be told then.
  if (!isPlaced(now.facts)) return stays('qBittorrent does not say yet where its files are');
  // The file rules have read its files and found nothing wanted; the verdict itself only says that they are to be read.
  const isInspected = verdict.decision === 'files_excluded' && now.verdict.action === 'inspect-files';
  if (asked || isInspected) return { ...judged, facts: now.facts };
  const isSame = now.verdict.decision === verdict.decision && now.verdict.action === verdict.action;
  return isSame ? now : stays('something else is decided about it now');
}
