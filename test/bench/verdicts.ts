import { createQbittorrent } from '../../server/clients/qbittorrent/index.ts';
import type { Clock } from '../../server/contract/index.ts';
import { planDisk } from '../../server/engine/disk/plan.ts';
import type { DiskTorrent } from '../../server/engine/disk/plan.ts';
import { notQueued } from '../../server/engine/torrents/facts.ts';
import { sampleContext, sampleNow } from '../../server/engine/torrents/sample.ts';
import { judge } from '../../server/engine/torrents/verdict.ts';
import { Judging } from '../../server/worker/judging.ts';
import { loopsOf } from '../../server/worker/scope.ts';
import { ManagerMemory } from '../../server/worker/memory.ts';
import { QbitFeed } from '../../server/worker/qbit-feed.ts';
import type { FeedChange } from '../../server/worker/qbit-feed.ts';
import { judged, measured, median } from './figure.ts';
import type { Figure } from './figure.ts';
import { asClientFacts, syntheticSettings, syntheticTorrents } from './synthetic.ts';

const torrentCount = 10_000;
const deltaCount = 20;
const warmUps = 5;
const runs = 15;
const manager = 'Radarr-A';
const category = 'radarr';

/** How fast the rules and a whole pass over 10,000 torrents are. Nothing goes over a wire. */
export function verdictFigures(): Figure[] {
  return [rulesAlone(), ...passes(), diskPlan()];
}

// The file rules have run for two of three; a torrent they have not seen is decided early.
function isChecked(index: number): boolean {
  return index % 3 !== 0;
}

function rulesAlone(): Figure {
  const contexts = syntheticTorrents(torrentCount).map((facts, index) =>
    sampleContext(facts, { memory: { checked: isChecked(index) ? 'rules' : null } }),
  );
  const decisions = new Set<string>();
  const { ms } = timed(() => {
    for (const context of contexts) decisions.add(judge(context).decision);
  });
  const perSecond = (torrentCount / ms) * 1000;
  return measured('verdicts_per_second', perSecond, 'verdicts/s', `${decisions.size} different decisions`);
}

function diskPlan(): Figure {
  const torrents = syntheticTorrents(torrentCount).map(({ hash, state, amountLeft, addedOn }, index): DiskTorrent => ({
    instance: 'qBit',
    instanceOrder: 0,
    hash,
    state,
    amountLeft,
    position: index % 3 === 0 ? 0 : torrentCount - index,
    addedOn,
    held: index % 5 === 0,
    released: false,
  }));
  let steps = 0;
  const { ms } = timed(() => {
    steps = planDisk(torrents, 1024 ** 4).decisions.length;
  });
  return judged(measured('disk_plan_ms', ms, 'ms', `${torrentCount} torrents, ${steps} steps`), { most: 50 });
}

function passes(): Figure[] {
  const settings = syntheticSettings();
  const [instance] = settings.qbits;
  if (!instance) throw new Error('the synthetic settings name no qBittorrent');
  const clock: Clock = { now: () => sampleNow * 1000, monotonic: () => performance.now() };
  // Never polled: its snapshot is filled by hand.
  const feed = new QbitFeed({
    instance,
    client: createQbittorrent(instance),
    clock,
    upSince: 0,
    random: () => 0,
    report: () => undefined,
  });
  const torrents = syntheticTorrents(torrentCount);
  for (const facts of torrents) feed.data.torrents.set(facts.hash, asClientFacts(facts));
  const memory = new ManagerMemory([]);
  const judging = new Judging(manager, settings, memory, { queue: () => notQueued, freeAboveMark: () => null });
  const signature = loopsOf(manager, settings)[0]?.rulesFor('qBit', category).fileRulesSignature ?? '';
  for (const [index, { hash }] of torrents.entries())
    if (isChecked(index)) memory.fileRulesApplied(instance.name, hash, { signature, n: 0, m: 1 }, false);
  const running = new Set([category]);
  const pass = (changed: ReadonlySet<string>, fresh: boolean): number => {
    const change: FeedChange = { changed, removed: new Set(), fresh };
    return judging.pass(new Map([[feed, change]]), sampleNow, running).judged.length;
  };
  const some = new Set(
    torrents.filter((_, index) => index % (torrentCount / deltaCount) === 0).map(({ hash }) => hash),
  );
  let judgedInFull = 0;
  let judgedInDelta = 0;
  const full = timed(() => {
    judgedInFull = pass(new Set(), true);
    memory.takeChanges();
  });
  const delta = timed(() => {
    judgedInDelta = pass(some, false);
  });
  const passFigure = (name: string, { ms, best }: Timing, count: number): Figure =>
    measured(name, ms, 'ms', `${count} of ${torrentCount} judged, median of ${runs} runs, best ${best.toFixed(2)}`);
  return [
    judged(passFigure('full_pass_ms', full, judgedInFull), { most: 150 }),
    judged(passFigure('delta_pass_20_ms', delta, judgedInDelta), { most: 5 }),
  ];
}

/** Milliseconds of one run: the middle one, and the one least disturbed by the rest of the machine. */
interface Timing {
  ms: number;
  best: number;
}

function timed(work: () => void): Timing {
  for (let run = 0; run < warmUps; run += 1) work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return { ms: median(times), best: Math.min(...times) };
}
