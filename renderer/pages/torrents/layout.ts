import { columnWidth, torrentColumn, type TorrentColumn, type TorrentLayout } from '../../../server/contract/index.ts';
import { defaultListState } from './list-state.ts';

export type Column = TorrentLayout['columns'][number];

/** Pixels one press of a key makes a column wider or narrower. */
export const widthStep = 16;

/** Pixels of each column unless the owner says otherwise; the first four are shown. */
const widths: Record<TorrentColumn, number> = {
  manager: 104,
  progress: 104,
  decision: 240,
  next: 184,
  state: 112,
  size: 88,
  dlspeed: 96,
  upspeed: 96,
  downloaded: 96,
  uploaded: 96,
  eta: 88,
  seedingTime: 96,
  seeds: 80,
  peers: 80,
  ratio: 72,
  availability: 88,
  added: 112,
  tags: 160,
  category: 120,
  client: 104,
  tracker: 144,
  score: 72,
  savePath: 200,
};
const shownAtFirst: readonly TorrentColumn[] = ['manager', 'progress', 'decision', 'next'];

/** The panel's own columns and order. */
export const defaultLayout: TorrentLayout = {
  columns: torrentColumn.options.map((id) => ({ id, shown: shownAtFirst.includes(id), width: widths[id] })),
  sort: defaultListState.sort,
  descending: defaultListState.descending,
};

/** A stored layout with the columns it does not name behind those it names. */
export function completeLayout(stored: TorrentLayout | null): TorrentLayout {
  if (stored === null) return defaultLayout;
  const missing = defaultLayout.columns.filter(({ id }) => stored.columns.every((column) => column.id !== id));
  return { ...stored, columns: [...stored.columns, ...missing.map((column) => ({ ...column, shown: false }))] };
}

const changed = (layout: TorrentLayout, id: TorrentColumn, change: Partial<Column>): TorrentLayout => ({
  ...layout,
  columns: layout.columns.map((column) => (column.id === id ? { ...column, ...change } : column)),
});

export const showColumn = (layout: TorrentLayout, id: TorrentColumn, shown: boolean): TorrentLayout =>
  changed(layout, id, { shown });

/** Width in pixels, held inside what a column may have. */
export const widenColumn = (layout: TorrentLayout, id: TorrentColumn, width: number): TorrentLayout =>
  changed(layout, id, { width: Math.round(Math.min(Math.max(width, columnWidth.least), columnWidth.most)) });

/** Puts a column before another shown one, behind all with null. */
export function placeColumn(layout: TorrentLayout, id: TorrentColumn, before: TorrentColumn | null): TorrentLayout {
  const column = layout.columns.find((each) => each.id === id);
  if (column === undefined || id === before) return layout;
  const others = layout.columns.filter((each) => each.id !== id);
  const at = before === null ? others.length : others.findIndex((each) => each.id === before);
  return { ...layout, columns: others.toSpliced(at < 0 ? others.length : at, 0, column) };
}

/** Swaps a column with the shown one beside it. */
export function moveColumn(layout: TorrentLayout, id: TorrentColumn, by: -1 | 1): TorrentLayout {
  const shown = layout.columns.filter((column) => column.shown);
  const at = shown.findIndex((column) => column.id === id);
  const neighbour = shown[at + by];
  if (neighbour === undefined) return layout;
  return by < 0 ? placeColumn(layout, id, neighbour.id) : placeColumn(layout, neighbour.id, id);
}

/** Space beside the columns: box, shape, name, gaps. */
const fixed = 24 + 12 + 180;
const gap = 16;
/** Tables narrower than this drop what does not fit; wider ones scroll sideways. */
const narrow = 900;
const keptAlways = 3;

/** Does a table of this width in pixels drop what does not fit? */
export const isNarrow = (width: number): boolean => width < narrow;

/** The columns that are drawn in a table of this width in pixels (ui.md 14). */
export function drawnColumns(layout: TorrentLayout, width: number): readonly Column[] {
  const shown = layout.columns.filter((column) => column.shown);
  if (!isNarrow(width)) return shown;
  let used = fixed + 3 * gap;
  // The group head names the manager already, so that it goes first.
  const wanted = shown.length > keptAlways ? shown.filter(({ id }) => id !== 'manager') : shown;
  return wanted.filter((column, index) => {
    used += Math.min(column.width, 120) + gap;
    return index < keptAlways || used <= width;
  });
}

/** Pixels of what comes next that are never given up: its time and the button beside it. */
const leastNext = 156;

const narrowest = ({ id, width }: Column): number => (id === 'next' ? Math.min(width, leastNext) : 0);

/** Columns that take what space is left over. */
const stretching = new Set<TorrentColumn>(['decision', 'next']);

/** Value of grid-template-columns for box, shape, name and the columns. */
export function gridTemplate(columns: readonly Column[], width: number): string {
  const tracks = columns.map((column) => {
    if (!stretching.has(column.id)) return `${column.width}px`;
    return isNarrow(width)
      ? `minmax(${narrowest(column)}px, ${column.width}fr)`
      : `minmax(${column.width}px, ${column.width}fr)`;
  });
  return ['24px', '12px', isNarrow(width) ? 'minmax(0, 260fr)' : 'minmax(180px, 300fr)', ...tracks].join(' ');
}
