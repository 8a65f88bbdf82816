import type { ToHost, UnitRef } from '../contract/index.ts';
import type { ArrLink } from './arr-link.ts';
import type { PassResult } from './judging.ts';
import { policyUnit } from './scope.ts';

const rowsPerMessage = 250;

/** What there is to tell after a pass. */
export interface PassEnd {
  readonly units: readonly UnitRef[];
  readonly running: ReadonlySet<string>;
  readonly judged: number;
  /** Instances that do not answer. */
  readonly down: readonly string[];
  readonly allDown: boolean;
  /** The manager's own Arr, null for core. */
  readonly own: Pick<ArrLink, 'isUp' | 'queueCount'> | null;
  countOf(category: string): number;
  readonly policy: { readonly scope: number; readonly held: number } | null;
  /** Managed categories behind a category unit. */
  managed(unit: string): number;
  /** Unix milliseconds. */
  readonly nextRunAt: number;
}

/** Tells the host what a pass found and what each loop does next. */
export class PassReporter {
  readonly #send: (message: ToHost) => void;
  readonly #drained: () => Promise<void>;

  constructor(send: (message: ToHost) => void, drained: () => Promise<void>) {
    this.#send = send;
    this.#drained = drained;
  }

  /** Rows travel in small pieces, so that neither side stands still over ten thousand of them. */
  async rows({ rows, removed, full }: PassResult): Promise<void> {
    for (let from = 0; from < rows.length; from += rowsPerMessage) {
      if (from > 0) await this.#drained();
      const changed = rows.slice(from, from + rowsPerMessage);
      this.#send({ type: 'torrents', changed, removed: [], present: null });
    }
    if (removed.length === 0 && full.length === 0) return;
    const listed = full.map((instance): [string, string[]] => [
      instance,
      rows.flatMap(({ row }) => (row.instance === instance ? [row.hash] : [])),
    ]);
    this.#send({
      type: 'torrents',
      changed: [],
      removed,
      present: full.length > 0 ? Object.fromEntries(listed) : null,
    });
  }

  /** Each loop's state after a pass, with what the counts of its row mean (api.md 2.4). */
  done(end: PassEnd): void {
    const { own } = end;
    const code = end.allDown ? 'qbit-unreachable' : own && !own.isUp ? 'arr-unreachable' : 'pass';
    for (const unit of end.units.filter(({ category }) => end.running.has(category))) {
      const isPolicy = unit.category === policyUnit;
      const tracked = isPolicy ? (end.policy?.scope ?? 0) : end.countOf(unit.category);
      const values = { tracked, judged: end.judged, unreachable: end.down.join(', ') };
      this.#send({
        type: 'activity',
        unit,
        doing: { code, values },
        nextRunAt: end.nextRunAt,
        passDone: code === 'pass',
      });
      this.#send({
        type: 'counts',
        unit,
        queueCount: unit.kind === 'category' ? null : own === null ? tracked : own.queueCount,
        categoryCount: unit.kind === 'category' ? end.managed(unit.category) : isPolicy ? null : tracked,
        freeSpacePaused: isPolicy && end.policy && end.policy.held > 0 ? end.policy.held : null,
      });
    }
  }

  /** No pass was made, and why. `now` is unix seconds. */
  idle(units: readonly UnitRef[], running: ReadonlySet<string>, code: string, seconds: number, now: number): void {
    const nextRunAt = Math.round((now + seconds) * 1000);
    for (const unit of units.filter(({ category }) => running.has(category))) {
      this.#send({ type: 'activity', unit, doing: { code, values: {} }, nextRunAt, passDone: false });
    }
  }
}
