import type { TorrentRow } from '../../../server/contract/index.ts';
import { format } from '../../ui/index.ts';
import { formatMoment } from './next.ts';
import type { Say } from './say.ts';

export interface Fact {
  label: string;
  value: string;
}

/** Connected of those in the swarm. */
export const swarm = (connected: number, all: number): string =>
  `${format.count(connected)} / ${format.count(Math.max(connected, all))}`;

/** Everything known about a torrent as label and value, in reading order. `now` is unix milliseconds. */
export function factsOf(row: TorrentRow, now: number, say: Say): Fact[] {
  const moment = (at: number | null): string => (at === null ? say('fact.unknown') : formatMoment(at, now));
  const speed = [
    row.dlspeed > 0 ? say('fact.down', { rate: format.bytes(row.dlspeed) }) : '',
    row.upspeed > 0 ? say('fact.up', { rate: format.bytes(row.upspeed) }) : '',
  ].filter(Boolean);
  const unfinished = row.amountLeft > 0;
  const facts: (Fact | null)[] = [
    { label: say('fact.size'), value: format.bytes(row.size) },
    unfinished
      ? { label: say('fact.left'), value: `${format.bytes(row.amountLeft)}, ${format.percent(row.progress)}` }
      : null,
    speed.length > 0 ? { label: say('fact.speed'), value: speed.join(', ') } : null,
    unfinished && row.eta !== null ? { label: say('fact.eta'), value: format.duration(row.eta) } : null,
    { label: say('fact.ratio'), value: row.ratio.toFixed(2) },
    row.seedingTime > 0 ? { label: say('fact.seedingTime'), value: format.duration(row.seedingTime) } : null,
    { label: say('fact.seeds'), value: swarm(row.seeds, row.swarmSeeds) },
    { label: say('fact.peers'), value: swarm(row.leechs, row.swarmLeechs) },
    unfinished ? { label: say('fact.availability'), value: row.availability.toFixed(2) } : null,
    { label: say('fact.added'), value: moment(row.addedAt) },
    row.completedAt === null ? null : { label: say('fact.completed'), value: moment(row.completedAt) },
    { label: say('fact.lastActivity'), value: moment(row.lastActivityAt) },
    { label: say('fact.category'), value: row.category === '' ? say('fact.none') : row.category },
    { label: say('fact.tags'), value: row.tags.length === 0 ? say('fact.none') : row.tags.join(', ') },
    { label: say('fact.manager'), value: row.manager === 'core' ? say('core') : row.manager },
    { label: say('fact.instance'), value: row.instance },
    { label: say('fact.state'), value: say(`state.${row.state}`) },
    { label: say('fact.tracker'), value: row.tracker === '' ? say('fact.none') : row.tracker },
    row.score === null ? null : { label: say('fact.score'), value: String(row.score) },
    { label: say('fact.savePath'), value: row.savePath === '' ? say('fact.unknown') : row.savePath },
    { label: say('fact.hash'), value: row.hash },
  ];
  return facts.filter((fact) => fact !== null);
}
