import { formatBytes, formatDuration } from '../contract/index.ts';
import type { AttentionItem, ConfigIssue, DiskReport, ProcessRow } from '../contract/index.ts';
import type { ResolvedSettings } from '../config/index.ts';
import type { ReturnedTorrent } from '../store/torrents.ts';
import type { ListenTrouble } from './listening.ts';
import type { Notice } from './notices.ts';
import type { KnownOutage } from './outages.ts';
import type { Remotes } from './remotes.ts';

/** What the attention list is made from. Times are unix milliseconds. */
export interface AttentionInput {
  readonly resolved: ResolvedSettings;
  readonly issues: readonly ConfigIssue[];
  readonly rows: readonly ProcessRow[];
  readonly remotes: Remotes;
  /** Why removals are stopped, null while they are not. */
  readonly tripped: { readonly reason: string; readonly since: number } | null;
  readonly outages: readonly KnownOutage[];
  readonly disk: DiskReport | null;
  readonly diskTroubleSince: number | null;
  readonly notices: readonly Notice[];
  /** Why the API cannot be reached where it should be, null while it can. */
  readonly unreachable: ListenTrouble | null;
  readonly returned: readonly ReturnedTorrent[];
  readonly startedAt: number;
  readonly now: number;
}

/** What needs the owner now; an item is gone with its cause (ui.md NT-2). */
export function attentionItems(input: AttentionInput): AttentionItem[] {
  const items = [
    ...failedLoops(input),
    ...downRemotes(input),
    ...gateItems(input),
    ...diskItems(input),
    ...standingNotices(input).map(noticeItem),
    ...listenItems(input.unreachable),
    ...returnedItems(input.returned),
  ];
  // With nothing configured yet the welcome page says what to do; a list of empty fields would not.
  return input.resolved.mode === 'unconfigured' ? items : [...items, ...configItems(input.issues, input.startedAt)];
}

function failedLoops({ rows, now }: AttentionInput): AttentionItem[] {
  return rows
    .filter((row) => row.status === 'failed')
    .map((row) => ({
      id: `worker/${row.category}/${row.kind}`,
      kind: 'worker-failed',
      severity: 'danger',
      message: `${row.name} ${row.kind} loop stopped${row.lastError ? `: ${row.lastError}` : ''}`,
      subject: row.name,
      since: row.lastExit?.at ?? now,
      release: null,
    }));
}

function downRemotes({ resolved, remotes }: AttentionInput): AttentionItem[] {
  const targets = [
    ...resolved.engine.qbits.map((qbit) => ['qbit', qbit.name] as const),
    ...resolved.engine.arrs.map((arr) => ['arr', arr.name] as const),
  ];
  return targets.flatMap(([kind, name]): AttentionItem[] => {
    const known = remotes.status(kind, name);
    if (!known || known.state === 'up' || known.state === 'unknown') return [];
    return [
      {
        id: `remote/${kind}/${name}`,
        kind: 'remote-down',
        severity: 'attention',
        message: known.lastError ?? `${name} does not answer`,
        subject: name,
        since: known.since,
        release: null,
      },
    ];
  });
}

function gateItems({ tripped, outages }: AttentionInput): AttentionItem[] {
  const budget: AttentionItem[] =
    tripped === null
      ? []
      : [
          {
            id: 'removal-budget',
            kind: 'removal-budget',
            severity: 'attention',
            message: `Removals are stopped until you release them: ${tripped.reason}`,
            subject: 'Settings.MaxRemovalsPerHour',
            since: tripped.since,
            release: 'budget',
          },
        ];
  return [
    ...budget,
    ...outages.map((outage): AttentionItem => ({
      id: `outage/${outage.instance}/${outage.id}`,
      kind: 'outage',
      severity: 'danger',
      message: `${outage.instance}: ${outage.reason}`,
      subject: outage.instance,
      since: outage.since,
      release: 'outage',
    })),
  ];
}

function diskItems({ disk, diskTroubleSince }: AttentionInput): AttentionItem[] {
  if (disk === null || diskTroubleSince === null) return [];
  const missing = disk.free === null ? 0 : Math.max(0, disk.waiting - (disk.free - disk.keep - disk.reserved));
  const message =
    disk.problem ??
    `${disk.held} ${disk.held === 1 ? 'download is' : 'downloads are'} held until ${formatBytes(missing)} more is free on ${disk.folder}`;
  const severity = disk.problem === null ? 'attention' : 'danger';
  return [
    { id: 'disk', kind: 'disk', severity, message, subject: disk.folder, since: diskTroubleSince, release: null },
  ];
}

function listenItems(trouble: ListenTrouble | null): AttentionItem[] {
  if (trouble === null) return [];
  const { message, since } = trouble;
  return [{ id: 'listen', kind: 'notice', severity: 'danger', message, subject: 'WebUI', since, release: null }];
}

/** What a manager said ends with its Arr too. */
function standingNotices({ notices, resolved }: AttentionInput): Notice[] {
  const known = new Set(resolved.engine.arrs.map(({ name }) => name)).add('core');
  return notices.filter(({ subject }) => known.has(subject));
}

function noticeItem({ id, subject, severity, message, since }: Notice): AttentionItem {
  return { id: `notice/${id}`, kind: 'notice', severity, message, subject, since, release: null };
}

/** The Arr grabbed what it was told not to grab again; what to switch on is said here. */
function returnedItems(returned: readonly ReturnedTorrent[]): AttentionItem[] {
  return returned.map((torrent) => ({
    id: `returned/${torrent.instance}/${torrent.hash}`,
    kind: 'returned',
    severity: 'attention',
    message: `${torrent.name} came back ${formatDuration((torrent.returnedAt - torrent.removedAt) / 1000)} after it was removed. Switch on "Reject Blocklisted Torrent Hashes While Grabbing" for the indexers of ${torrent.manager === 'core' ? 'the app that grabbed it' : torrent.manager}.`,
    subject: torrent.name,
    since: torrent.returnedAt,
    release: null,
  }));
}

/** One item per section, however many of its keys need a look. */
function configItems(issues: readonly ConfigIssue[], since: number): AttentionItem[] {
  const bySection = new Map<string, ConfigIssue[]>();
  for (const issue of issues) {
    const section = issue.path.split('.')[0] ?? issue.path;
    bySection.set(section, [...(bySection.get(section) ?? []), issue]);
  }
  return [...bySection].map(([section, [first, ...more]]): AttentionItem => {
    const rest = more.length > 0 ? ` (and ${more.length} more in ${section})` : '';
    return {
      id: `config/${section}`,
      kind: 'config-issue',
      severity: 'attention',
      message: `${first?.path}: ${first?.message}${rest}`,
      subject: first?.path ?? section,
      since,
      release: null,
    };
  });
}
