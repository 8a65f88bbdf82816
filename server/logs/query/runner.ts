import type { LogMatch } from '../../contract/index.ts';
import { Deadline } from './deadline.ts';
import type { EntryLog } from './entry.ts';
import { markerOf, matcherOf, textTest } from './filter.ts';
import { FileLog } from './generations.ts';
import type { JobNews, LogJob, LogPlace } from './jobs.ts';
import { RingLog } from './ring-log.ts';
import { searchFiles } from './search.ts';
import { Summaries, summariseEntries } from './summary.ts';
import { readWindow } from './window.ts';

/** Does jobs one after another and tells about them; synchronous, so it belongs into a thread of its own. */
export class JobRunner {
  readonly #tell: (news: JobNews) => void;
  readonly #summaries = new Summaries();

  constructor(tell: (news: JobNews) => void) {
    this.#tell = tell;
  }

  run(job: LogJob): void {
    try {
      this.#do(job);
    } catch (cause) {
      this.#tell({ type: 'failed', error: cause instanceof Error ? cause.message : String(cause) });
    }
  }

  #do(job: LogJob): void {
    const deadline = new Deadline(job.seconds);
    if (job.kind === 'search') {
      const { files, query } = job;
      const report = {
        file: (name: string) => this.#tell({ type: 'file', name }),
        match: (match: LogMatch) => this.#tell({ type: 'match', match }),
        contextAfter: (text: string) => this.#tell({ type: 'contextAfter', text }),
      };
      const truncated = searchFiles(files, query, textTest(query.text, query), report, deadline);
      this.#tell({ type: 'searched', truncated });
      return;
    }
    const { filter } = job;
    const shown = job.kind === 'window' && job.context ? { ...filter, text: null } : filter;
    const matcher = matcherOf(shown);
    const log = openLog(job.place);
    try {
      if (job.kind === 'window') {
        this.#tell({
          type: 'window',
          window: readWindow({ log, filter, matcher, mark: markerOf(filter), deadline }, job.window),
        });
      } else if (log instanceof FileLog) {
        this.#tell({ type: 'summary', summary: this.#summaries.summarise(log, filter, matcher, deadline) });
      } else {
        this.#tell({ type: 'summary', summary: summariseEntries(log.forward(null), matcher, deadline) });
      }
    } finally {
      log.close();
    }
  }
}

const openLog = (place: LogPlace): EntryLog =>
  place.kind === 'files' ? FileLog.open(place.dir, place.name) : new RingLog(place.entries);
