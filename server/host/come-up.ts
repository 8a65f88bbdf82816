import type { ApplyResult } from '../config/index.ts';
import type { ProcessRow } from '../contract/index.ts';

/** The part of the supervisor that knows its loops. */
export interface Loops {
  rows(): ProcessRow[];
  onChange(listener: () => void): () => void;
}

/** A manager that has not failed by then is slow, not broken; its own time limit takes over. */
const patienceMs = 10_000;

/**
 * Waits until the loops that a reload started run. One that ends before it runs did not come up: the reload is refused
 * with its name, so that the previous settings come back (supervisor.md 3.5, S55). Remote servers that do not answer, and
 * processes that could not be started for want of resources, are no such failure. `since` in unix milliseconds.
 */
export async function comeUp(loops: Loops, since: number): Promise<ApplyResult> {
  const settled = (): ProcessRow[] | null => {
    const rows = loops.rows();
    const broken = rows.filter((row) => crashedSince(row, since));
    return broken.length > 0 || !rows.some(({ status }) => status === 'starting') ? broken : null;
  };
  const broken = await new Promise<ProcessRow[]>((resolve) => {
    const finish = (rows: ProcessRow[]): void => {
      clearTimeout(timer);
      off();
      resolve(rows);
    };
    const look = (): void => {
      const rows = settled();
      if (rows !== null) finish(rows);
    };
    const timer = setTimeout(() => finish([]), patienceMs);
    const off = loops.onChange(look);
    look();
  });
  const [first] = broken;
  if (first === undefined) return { ok: true };
  const details = `${first.name} did not start${first.lastError === null ? '' : `: ${first.lastError}`}`;
  return { ok: false, status: 500, error: 'Failed to apply config', details };
}

function crashedSince({ status, lastExit }: ProcessRow, since: number): boolean {
  const isDown = status === 'failed' || status === 'restarting';
  return isDown && lastExit !== null && lastExit.at >= since && lastExit.reason === 'crash';
}
