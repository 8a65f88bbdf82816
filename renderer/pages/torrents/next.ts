import { formatDuration, type TorrentRow } from '../../../server/contract/index.ts';
import { bucketOf, removes } from './buckets.ts';
import type { Say } from './say.ts';

/** Clock time today, with the date otherwise; in the reader's own locale and zone. */
export function formatMoment(at: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Intl.DateTimeFormat(undefined, sameDay ? time : { day: 'numeric', month: 'short', ...time }).format(at);
}

/** True when observe-only mode is what keeps this torrent in the client. */
export const wouldRemove = (row: TorrentRow): boolean =>
  row.observed && (removes(row.action) || (row.next !== null && removes(row.next.action)));

/** What happens to a torrent next and when, in a few words (ui.md TR-4). Empty when nothing is planned. */
export function nextText(row: TorrentRow, now: number, say: Say): string {
  if (row.removedAt !== null) return say('next.removed', { time: formatMoment(row.removedAt, now) });
  if (wouldRemove(row) && removes(row.action)) return say('wouldRemove');
  if (row.gate !== null && !row.observed) return say(`gate.${row.gate.check}`);
  const text = plannedText(row, now, say);
  return row.observed && text !== '' ? `${text} (${say('wouldDo')})` : text;
}

function plannedText(row: TorrentRow, now: number, say: Say): string {
  if (row.next !== null && row.next.action !== 'none') {
    const action = say(`action.${row.next.action}`);
    if (row.next.at === null) return say('next.waiting', { action });
    return row.next.at <= now
      ? say('next.due', { action })
      : say('next.at', { action, time: formatMoment(row.next.at, now) });
  }
  if (row.action !== 'none') return say('next.due', { action: say(`action.${row.action}`) });
  if (bucketOf(row) === 'downloading' && row.eta !== null && row.dlspeed > 0)
    return say('next.finishes', { time: formatDuration(row.eta) });
  return '';
}
