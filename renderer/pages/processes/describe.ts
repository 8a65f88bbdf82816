import type { TFunction } from 'i18next';
import type { ProcessRow } from '../../../server/contract/index.ts';
import { format } from '../../ui/index.ts';

export type Say = TFunction<'processes'>;

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** What a loop of the core is called: by its category, or by what it does. */
export const coreLoopName = (row: ProcessRow, say: Say): string =>
  row.category === 'TorrentPolicyManager' ? say('coreLoop.TorrentPolicyManager') : row.name;

function offText(row: ProcessRow, say: Say): string {
  if (row.status === 'stopped') return say('doing.stopped');
  const { used, windowSeconds } = row.restarts;
  return used > 0 ? say('doing.failedBudget', { used, window: format.duration(windowSeconds) }) : say('doing.failed');
}

function waitText(row: ProcessRow, now: number, say: Say): string {
  if (row.status === 'starting') return say('doing.starting');
  const seconds = row.nextRunAt === null ? 0 : Math.ceil((row.nextRunAt - now) / 1000);
  return seconds > 0 ? say('doing.restarting', { time: format.duration(seconds) }) : say('doing.restartingSoon');
}

/** What a loop does now, as words (ui.md 6.5 "Doing"). `now` is unix milliseconds. */
export function doingText(row: ProcessRow, now: number, say: Say): string {
  if (row.status === 'stopped' || row.status === 'failed') return offText(row, say);
  if (row.status === 'starting' || row.status === 'restarting') return waitText(row, now, say);
  const { doing } = row;
  if (doing === null) return row.searchSummary ?? say('doing.waiting');
  const { code, values } = doing;
  if (code === 'qbit-unreachable')
    return say('doing.qbit-unreachable', { unreachable: String(values['unreachable'] ?? '') });
  if (code === 'arr-unreachable') return say('doing.arr-unreachable', { name: row.name });
  if (code === 'pass') {
    const tracked = numberOf(values['tracked']);
    const judged = numberOf(values['judged']);
    return judged > 0 ? say('doing.trackedJudged', { tracked, judged }) : say('doing.tracked', { count: tracked });
  }
  return row.searchSummary ?? say('doing.other', { code });
}

/** When the next pass runs: `in 3 s`, `now`, or '' when unknown. */
export function nextText(row: ProcessRow, now: number, say: Say): string {
  if (!row.alive || row.nextRunAt === null) return '';
  const seconds = Math.ceil((row.nextRunAt - now) / 1000);
  return seconds > 0 ? say('nextIn', { time: format.duration(seconds) }) : say('nextNow');
}

/** Why the last process of this loop ended: "crashed at 14:20, code 1". */
export function exitText(row: ProcessRow, say: Say): string | null {
  const exit = row.lastExit;
  if (exit === null) return null;
  const line = say('exit.line', { reason: say(`exit.${exit.reason}`), time: format.clockSeconds(exit.at) });
  const code = exit.code === null ? '' : say('exit.code', { code: exit.code });
  const signal = exit.signal === null ? '' : say('exit.signal', { signal: exit.signal });
  return [line, code, signal].filter(Boolean).join(', ');
}
