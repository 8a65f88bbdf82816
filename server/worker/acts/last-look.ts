import type { Judged } from '../judging.ts';
import { byFeed } from '../plans.ts';
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
      const why = answered ? whyStays(item.judged, tools, asked) : `${feed.instance.name} does not answer`;
      if (why === null) leaving.push(item);
      else staying.push(why);
    }
  }
  return { leaving, staying };
}

function whyStays({ feed, facts, verdict }: Judged, tools: ActTools, asked: boolean): string | null {
  if (tools.isKeepAsked(feed.instance.name, facts.hash)) return 'it is to be kept';
  const now = tools.judging.judgeOne(feed, facts.hash, tools.desk.now);
  if (now === null) return 'it is not there any more';
  if (asked) return null;
  if (now.verdict.decision === verdict.decision && now.verdict.action === verdict.action) return null;
  // The file rules have read its files and found nothing wanted; the verdict itself only says that they are to be read.
  if (verdict.decision === 'files_excluded' && now.verdict.action === 'inspect-files') return null;
  tools.judging.lookAgain(feed.instance.name, facts.hash, tools.desk.now);
  return 'something else is decided about it now';
}
