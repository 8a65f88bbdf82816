import { useMutation } from '@tanstack/react-query';
import { torrentCommandsBody, type TorrentCommand, type TorrentRow } from '../../../server/contract/index.ts';
import { api, queryClient, reasonOf, useBlockedReason } from '../../data/index.ts';
import { showToast } from '../../ui/index.ts';
import { bucketOf } from './buckets.ts';
import type { Say } from './say.ts';

/** The server takes this many torrents in one request. */
const mostAtOnce = 500;

/** In the order they are offered; what destroys comes last. */
const offered: readonly TorrentCommand[] = ['keep', 'unkeep', 'release', 'import', 'recheck', 'allow-stalled', 'fail'];

const stuck = new Set<TorrentRow['decision']>(['stalled', 'metadata_stuck', 'unavailable', 'too_slow']);

/** Does the command make sense for the torrent as it stands? The server has the last word. */
export function fits(command: TorrentCommand, row: TorrentRow): boolean {
  if (row.removedAt !== null) return false;
  switch (command) {
    case 'keep':
      // The failed category is the owner's own word, and stronger than the tag.
      return row.decision !== 'ignored' && row.decision !== 'failed_category';
    case 'unkeep':
      return row.decision === 'ignored';
    case 'release':
      return bucketOf(row) === 'held';
    case 'import':
      return row.amountLeft === 0 && row.manager !== 'core';
    case 'allow-stalled':
      return stuck.has(row.decision);
    case 'fail':
      return row.manager !== 'core';
    case 'recheck':
      return true;
  }
}

/** The torrents that a command would act on, per command that fits at least one of them. */
export function commandsFor(rows: readonly TorrentRow[]): { command: TorrentCommand; rows: readonly TorrentRow[] }[] {
  return offered
    .map((command) => ({ command, rows: rows.filter((row) => fits(command, row)) }))
    .filter((choice) => choice.rows.length > 0);
}

/** Many at once, and whatever destroys, name what they touch before they run (ui.md TR-5). */
export const asksFirst = (command: TorrentCommand, rows: readonly TorrentRow[]): boolean =>
  command === 'fail' || rows.length > 1;

export interface Wanted {
  command: TorrentCommand;
  rows: readonly TorrentRow[];
}

async function send({ command, rows }: Wanted) {
  const results = [];
  for (let start = 0; start < rows.length; start += mostAtOnce) {
    const torrents = rows.slice(start, start + mostAtOnce).map(({ instance, hash }) => ({ instance, hash }));
    const body = await api.post('/torrents/actions', { command, torrents }, { schema: torrentCommandsBody });
    results.push(...body.results);
  }
  return results;
}

const undone: Partial<Record<TorrentCommand, TorrentCommand>> = { keep: 'unkeep', unkeep: 'keep' };

/** Runs commands and says what came of each; the newest table and explanation follow from the server. */
export function useCommands(say: Say) {
  const blocked = useBlockedReason();
  const { mutate, isPending } = useMutation({
    mutationKey: ['torrent command'],
    mutationFn: send,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['torrent'] }),
  });
  const run = (wanted: Wanted, done?: () => void): void =>
    mutate(wanted, {
      onSuccess: (results) => {
        const refused = results.filter(({ ok }) => !ok);
        const worked = results.length - refused.length;
        const back = undone[wanted.command];
        if (worked > 0) {
          const title = say(`command.${wanted.command}.done`, { count: worked });
          const undo = back && { label: say('undo'), onClick: () => run({ ...wanted, command: back }) };
          showToast({ title, ...(undo && { action: undo }) });
        }
        if (refused.length > 0) {
          const title = say('command.refused', { count: refused.length });
          showToast({ title, body: [...new Set(refused.map(({ message }) => message))].join(' '), tone: 'danger' });
        }
        done?.();
      },
      onError: (error) =>
        showToast({
          title: say('command.refused', { count: wanted.rows.length }),
          body: reasonOf(error),
          tone: 'danger',
        }),
    });
  return { run, blocked, busy: isPending };
}
