import type { ArrType, ProcessRow, StatusBody, UnitKind } from '../../../server/contract/index.ts';
import type { Shape } from '../../ui/index.ts';

export type App = ArrType | 'core';

export type InstanceState = 'running' | 'working' | 'partial' | 'stopped' | 'failed' | 'unreachable';

export interface Instance {
  name: string;
  app: App;
  address: string | null;
  version: string | null;
  rows: readonly ProcessRow[];
  state: InstanceState;
  /** Rows that do not run. */
  down: number;
}

export interface AppGroup {
  app: App;
  instances: readonly Instance[];
}

const appOrder: readonly App[] = ['radarr', 'sonarr', 'lidarr', 'readarr', 'core'];
const kindOrder: readonly UnitKind[] = ['search', 'torrent', 'category'];

const isWorking = (row: ProcessRow): boolean => row.status === 'starting' || row.status === 'restarting';
const isUnreachable = (row: ProcessRow): boolean => row.doing?.code.endsWith('unreachable') === true;

/** One state for several loops (ui.md PR-1): the worst thing wins. */
export function stateOf(rows: readonly ProcessRow[]): InstanceState {
  if (rows.some((row) => row.status === 'failed')) return 'failed';
  if (rows.every((row) => row.status === 'stopped')) return 'stopped';
  if (rows.some((row) => row.status === 'stopped')) return 'partial';
  if (rows.some(isWorking)) return 'working';
  return rows.some(isUnreachable) ? 'unreachable' : 'running';
}

/** Loops under their instance, instances under their app, in a fixed order. */
export function groupRows(rows: readonly ProcessRow[], arrs: StatusBody['arrs'] = []): AppGroup[] {
  const byName = new Map<string, ProcessRow[]>();
  for (const row of rows) {
    const key = row.owner === 'core' ? 'core' : `${row.owner}/${row.name}`;
    byName.set(key, [...(byName.get(key) ?? []), row]);
  }
  const instances = [...byName.values()].flatMap((unsorted): Instance[] => {
    const sorted = unsorted.toSorted((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
    const first = sorted[0];
    if (first === undefined) return [];
    return [
      {
        name: first.name,
        app: first.owner,
        address: first.address,
        version: arrs.find((arr) => arr.name === first.name)?.version ?? null,
        rows: sorted,
        state: stateOf(sorted),
        down: sorted.filter((row) => row.status === 'failed' || row.status === 'stopped').length,
      },
    ];
  });
  return appOrder.flatMap((app) => {
    const own = instances.filter((instance) => instance.app === app);
    return own.length === 0 ? [] : [{ app, instances: own }];
  });
}

/** Silhouette of one loop. */
export function shapeOf(row: ProcessRow): Shape {
  if (row.status === 'failed') return 'failed';
  if (row.status === 'stopped') return 'idle';
  if (isWorking(row)) return 'working';
  return isUnreachable(row) ? 'attention' : 'running';
}

export const instanceShape: Record<InstanceState, Shape> = {
  running: 'running',
  working: 'working',
  partial: 'attention',
  stopped: 'idle',
  failed: 'failed',
  unreachable: 'attention',
};

export const isOff = (row: ProcessRow): boolean => row.status === 'stopped' || row.status === 'failed';

export interface Totals {
  total: number;
  running: number;
  failed: number;
  off: number;
}

export function totalsOf(rows: readonly ProcessRow[]): Totals {
  return {
    total: rows.length,
    running: rows.filter((row) => row.alive).length,
    failed: rows.filter((row) => row.status === 'failed').length,
    off: rows.filter(isOff).length,
  };
}

/** Verbs that make sense for a loop now. */
export const verbsOf = (row: ProcessRow): ('start' | 'stop' | 'restart')[] =>
  isOff(row) ? ['start'] : ['restart', 'stop'];

/** `localhost:7878/path` of an address; the scheme says nothing to a reader. */
export const shortAddress = (address: string): string => address.replace(/^https?:\/\//, '').replace(/\/$/, '');
