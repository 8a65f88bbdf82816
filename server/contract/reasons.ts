import type { FactValue, FactValues } from './common.ts';
import type { ActionKind, DecisionCode } from './torrent.ts';

/** Seconds as the two largest units: `2 d 4 h`, `11 min`, `8 s`. */
export function formatDuration(seconds: number): string {
  const rest = Math.max(0, Math.round(seconds));
  const units: [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const first = units.findIndex(([size]) => rest >= size);
  if (first < 0) return '0 s';
  const [size, unit] = units[first]!;
  const major = Math.floor(rest / size);
  const next = units[first + 1];
  const minor = next && first < 2 ? Math.floor((rest % size) / next[0]) : 0;
  return minor > 0 && next ? `${major} ${unit} ${minor} ${next[1]}` : `${major} ${unit}`;
}

/** Bytes with a binary factor and the units people know: `1.2 GB`, `640 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${bytes < 0 ? '-' : ''}${value.toFixed(digits)} ${units[unit]}`;
}

/** A time of day, `14:41`, in the zone of this computer. Unix milliseconds. */
export function formatClock(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

const num = (value: FactValue | undefined): number => (typeof value === 'number' ? value : 0);
const text = (value: FactValue | undefined): string => (value === null || value === undefined ? '' : String(value));
const span = (value: FactValue | undefined): string => formatDuration(num(value));

/** `ratio 1.20 of 2, seeded 3 d of 7 d`; parts without a limit stand alone. */
function seeded(v: FactValues): string {
  const ratio = `ratio ${num(v.ratio).toFixed(2)}${typeof v.goal === 'number' ? ` of ${v.goal}` : ''}`;
  return typeof v.limit === 'number' ? `${ratio}, seeded ${span(v.time)} of ${span(v.limit)}` : ratio;
}

/** What hit-and-run still demands, beside what there is. */
function duty(v: FactValues): string {
  const parts = [
    typeof v.goal === 'number' ? `ratio ${num(v.ratio).toFixed(2)} of ${v.goal}` : null,
    typeof v.limit === 'number' ? `seeded ${span(v.time)} of ${span(v.limit)}` : null,
  ].filter((part) => part !== null);
  return parts.join(v.mode === 'or' ? ' or ' : ' and ');
}

/** `needs 4 GB, 6 GB above the keep-free mark`. */
function room(v: FactValues): string {
  const need = `needs ${formatBytes(num(v.need))}`;
  if (typeof v.free !== 'number') return need;
  return v.free >= 0
    ? `${need}, ${formatBytes(v.free)} above the keep-free mark`
    : `${need}, free space is ${formatBytes(-v.free)} below the keep-free mark`;
}

/** What hit-and-run demands, for messages that have no torrent's values at hand. Seconds. */
export function describeObligation(owed: {
  by: string;
  ratio: number | null;
  seconds: number | null;
  mode: string;
}): string {
  const parts = [
    owed.ratio === null ? null : `ratio ${owed.ratio}`,
    owed.seconds === null ? null : `${formatDuration(owed.seconds)} of seeding`,
  ].filter((part) => part !== null);
  return `${owed.by} demands ${parts.join(owed.mode === 'or' ? ' or ' : ' and ')}`;
}

const sentences: Record<DecisionCode, (v: FactValues) => string> = {
  cf_unmet: (v) => `Custom format score ${text(v.score)}, minimum ${text(v.min)}`,
  seed_goal: (v) => `Seeding goal reached: ${seeded(v)}`,
  seed_protected: (v) =>
    v.by === null
      ? 'Kept: its trackers are not known, so hit-and-run rules cannot be checked'
      : `Kept for hit-and-run of ${text(v.by)}: ${duty(v)}`,
  failed_category: (v) => `Marked failed: it is in the category "${text(v.category)}"`,
  recheck_category: (v) =>
    v.done === true && v.previous === null
      ? `Rechecked; its former category is not known, so it stays in "${text(v.category)}"`
      : `Marked for recheck: it is in the category "${text(v.category)}"`,
  missing_files: (v) =>
    num(v.age) < num(v.grace)
      ? `Files missing for ${span(v.age)}, judged after ${span(v.grace)}`
      : `Files missing for ${span(v.age)}, limit ${span(v.grace)}`,
  ignored: (v) => `Ignored: tagged ${text(v.tag)}`,
  grace: (v) => `Too new to judge: added ${span(v.age)} ago, judged after ${span(v.limit)}`,
  stalled: (v) =>
    num(v.limit) < 0 || v.limit === null
      ? `No data for ${span(v.time)}; removal of stalled downloads is off`
      : num(v.limit) === 0
        ? `No data for ${span(v.time)}; stalled downloads are tagged, never removed`
        : `No data for ${span(v.time)}, limit ${span(v.limit)}`,
  metadata_stuck: (v) =>
    num(v.limit) <= 0
      ? `No metadata for ${span(v.time)}; removal is off`
      : `No metadata for ${span(v.time)}, limit ${span(v.limit)}`,
  unavailable: (v) =>
    `Not available: ${text(v.availability)} copies in the swarm, no data for ${span(v.time)}, limit ${span(v.limit)}`,
  too_slow: (v) => `Too slow: needs ${span(v.eta)}, limit ${span(v.limit)}`,
  inspect: () => 'File list is being checked',
  files_excluded: (v) =>
    num(v.n) >= num(v.m) && num(v.m) > 0
      ? `All ${text(v.m)} files match the exclusion rules`
      : `${text(v.n)} of ${text(v.m)} files skipped by the exclusion rules`,
  held_space: (v) => `Held for disk space: ${room(v)}`,
  importing: (v) =>
    v.due !== undefined && v.due !== null
      ? `Finished ${span(v.age)} ago, import is requested after ${span(v.settle)}`
      : `Finished, import requested from ${text(v.arr)}`,
  imported: (v) =>
    typeof v.goal === 'number'
      ? `Import was handed to ${text(v.arr)}; seeding, ratio ${num(v.ratio).toFixed(2)} of ${v.goal}`
      : `Import was handed to ${text(v.arr)}`,
  import_blocked: (v) => `Import blocked: ${text(v.message)}`,
  downloading: (v) => `Downloading, ${Math.floor(num(v.progress) * 100)} % done`,
  seeding: (v) => `Seeding, ${seeded(v)}`,
  errored: () => 'qBittorrent reports an error',
  stopped: (v) =>
    v.reached === true ? 'Stopped in qBittorrent: its share limit is reached' : 'Stopped in qBittorrent',
  queued: () => 'Queued in qBittorrent',
  busy: (v) => `qBittorrent is busy with it (${text(v.state)})`,
  none: () => 'No rule applies, left alone',
};

/**
 * The decision as one plain English sentence (ui.md 6.2 "Why sentence").
 * Times in `values` are seconds, sizes bytes.
 */
export function describeDecision(code: DecisionCode, values: FactValues): string {
  return sentences[code](values);
}

/** What an action itself goes by, where the decision about the torrent does not say it. */
const grounds: Partial<Record<ActionKind, (v: FactValues) => string>> = {
  'edit-trackers': (v) =>
    [
      'As its tracker rules say',
      text(v.added) === '' ? null : `added ${text(v.added)}`,
      text(v.removed) === '' ? null : `removed ${text(v.removed)}`,
    ]
      .filter((part) => part !== null)
      .join(', '),
  'clean-files': (v) =>
    `${text(v.arr)} has imported it; of a kind that is not allowed, and not seeded: ${text(v.files)}`,
  hold: (v) => `No room for it on the disk: ${room(v)}`,
  resume: (v) => (typeof v.free === 'number' ? `There is room for it: ${room(v)}` : `It ${room(v)}`),
  start: (v) => `It was stopped and has still to ${num(v.progress) < 1 ? 'download' : 'seed'}`,
};

/** Why an action is done, in one plain English sentence. */
export function describeAction(action: ActionKind | null, code: DecisionCode, values: FactValues): string {
  const ground = action === null ? undefined : grounds[action];
  return ground === undefined ? describeDecision(code, values) : ground(values);
}
