import type { Intent } from '../../contract/index.ts';
import type { ActionKind } from '../../contract/index.ts';
import type { Judged } from '../judging.ts';
import { categoryUnit } from '../scope.ts';
import { importFinished } from './imports.ts';
import { inspect } from './inspections.ts';
import { applyLabels } from './labels.ts';
import { cleanLeftovers } from './leftovers.ts';
import { recheck, recheckAndRestore } from './rechecks.ts';
import { remove } from './removals.ts';
import { resumeIntent } from './resume.ts';
import { searchElsewhere } from './stalled.ts';
import { start, stop } from './switching.ts';
import type { ActTools } from './tools.ts';
import { readForDuty } from './trackers.ts';
import { TrackerUpkeep } from './upkeep.ts';

export { obey } from './commands.ts';
export { blocklistOrphans } from './orphans.ts';
export { hold, resume } from './switching.ts';
export type { ActTools } from './tools.ts';

/** Seconds between two tries to go on with an action, doubling from the first. */
const firstPause = 5;
const longestPause = 300;

interface Unfinished {
  readonly intent: Intent;
  readonly tries: number;
  /** Unix seconds of the next try. */
  readonly at: number;
}

/** Carries out what a pass decided, one announced step after the other (torrents.md 3). */
export class Executor {
  readonly #tools: ActTools;
  readonly #upkeep: TrackerUpkeep;
  #unfinished: Unfinished[];

  /** `unfinished` are the intents a killed predecessor left behind. */
  constructor(tools: ActTools, unfinished: readonly Intent[]) {
    this.#tools = tools;
    this.#upkeep = new TrackerUpkeep(tools);
    this.#unfinished = unfinished.map((intent) => ({ intent, tries: 0, at: 0 }));
  }

  /** Goes on with what was begun, before anything new is judged for those torrents; in observe-only it waits. */
  async resume(): Promise<void> {
    if (this.#tools.settings().observeOnly) return;
    const { desk } = this.#tools;
    const open = [...this.#unfinished, ...desk.takeUnfinished().map((intent) => ({ intent, tries: 0, at: 0 }))];
    const later: Unfinished[] = [];
    for (const item of open) {
      const { intent, tries, at } = item;
      if (desk.now < at) later.push(item);
      else if (!(await resumeIntent(intent, this.#tools))) {
        later.push({ intent, tries: tries + 1, at: desk.now + Math.min(longestPause, firstPause * 2 ** tries) });
      }
    }
    this.#unfinished = later;
  }

  /** Acts on the verdicts of one pass in the order of torrents.md 3.1; a failing torrent or server never stops the others (FIX Q26). */
  async run(judged: readonly Judged[], running: ReadonlySet<string>): Promise<void> {
    const tools = this.#tools;
    const open = judged.filter((item) => item.feed.isUp && !this.#isPaused(item));
    const wanting = (...actions: ActionKind[]) => open.filter(({ verdict }) => actions.includes(verdict.action));
    if (!tools.settings().observeOnly) {
      await readForDuty(open, tools);
      const elsewhere = open.filter(({ verdict }) => verdict.reSearch);
      await applyLabels(
        open.filter((item) => !elsewhere.includes(item)),
        tools,
      );
      await searchElsewhere(elsewhere, tools);
    }
    await start(wanting('start'), tools);
    await stop(wanting('stop'), tools);
    await recheckAndRestore(wanting('recheck-restore'), tools);
    await recheck(wanting('recheck'), tools);
    await inspect(wanting('inspect-files'), tools);
    await importFinished(wanting('import'), tools);
    await remove(wanting('remove', 'remove-keep-files'), tools);
    await cleanLeftovers(wanting('clean-files'), tools);
    await this.#upkeep.run(open, ({ loop, feed }) =>
      loop.kind === 'managed' ? running.has(categoryUnit(feed.instance.name)) : loop.kind === 'arr',
    );
  }

  #isPaused({ feed, facts, verdict }: Judged): boolean {
    if (verdict.action === 'none') return false;
    const instance = feed.instance.name;
    if (this.#unfinished.some(({ intent }) => intent.instance === instance && intent.hash === facts.hash)) return true;
    return this.#tools.desk.isPaused(instance, facts.hash, verdict.action);
  }
}
