import type {
  ConfigIssue,
  EngineSettings,
  LogLevel,
  StatusBody,
  UpdateChannel,
  WebhookSettings,
  WebUiSettings,
} from '../../contract/index.ts';
import { updateChannel } from '../../contract/index.ts';
import { effectiveTree, type Environment } from '../environment.ts';
import { sectionsOf } from '../sections.ts';
import { missingSecrets, secretsIn } from '../secrets/tree.ts';
import { isTree, type Tree } from '../tree.ts';
import { isFreeSpaceOff, parseSize } from '../values/size.ts';
import { categoryPath, foldOption, isFilled, parseLogLevel } from '../values/words.ts';
import { resolveInstances } from './instances.ts';
import { readerOf, type Reader } from './reader.ts';
import { resolveQbitRules } from './seeding.ts';
import { unreadSections } from './unread-sections.ts';
import { unreadValues } from './unread-values.ts';
import { resolveWebhooks } from './webhooks.ts';
import { resolveWebUi } from './webui.ts';

export interface SupervisorSettings {
  readonly autoRestart: boolean;
  readonly maxRestarts: number;
  readonly restartWindowSeconds: number;
  readonly restartDelaySeconds: number;
  readonly spawnTimeoutSeconds: number;
}

/** Everything the file and the environment say, typed, with whatever needs the owner. */
export interface ResolvedSettings {
  readonly engine: EngineSettings;
  readonly webui: WebUiSettings;
  /** Display keys of [WebUI], for GET /status. */
  readonly display: StatusBody['webui'];
  readonly supervisor: SupervisorSettings;
  readonly logging: { readonly level: LogLevel; readonly toFiles: boolean; readonly levelFromEnvironment: boolean };
  readonly historyDays: number;
  readonly webhooks: readonly WebhookSettings[];
  readonly updateChannel: UpdateChannel;
  readonly mode: StatusBody['mode'];
  /** Which loops exist (supervisor.md 1.5): torrent and category loops at all, search loops of these Arr sections. */
  readonly loops: { readonly torrents: boolean; readonly search: readonly string[] };
  /** Every secret in force, from the file or laid over it; the logs are cleaned of them. */
  readonly secrets: readonly string[];
  readonly issues: readonly ConfigIssue[];
  /** Reasons not to start at all: impossible modes (S9), an open server on a public address (S11). Exit code 2. */
  readonly fatal: readonly string[];
}

/** Resolves a document: what is absent counts as the catalogue's `whenMissing`; overrides win over the file. */
export function resolveSettings(file: Tree, environment: Environment, revision = 0): ResolvedSettings {
  const tree = effectiveTree(file, environment);
  const read = readerOf(tree);
  const { qbits, arrs, issues } = resolveInstances(tree, read);
  const hooks = resolveWebhooks(tree);
  const { webui, exposure } = resolveWebUi(tree, environment.docker);
  const qbitOff = environment.searchOnly || (environment.qbitDisabled ?? sectionsOf(tree).qbits.length === 0);
  const level = parseLogLevel(read.raw('Settings', 'ConsoleLevel') ?? 'INFO');
  const folder = read.text('Settings', 'CompletedDownloadFolder').trim();
  const engine: EngineSettings = {
    revision,
    loopSleepSeconds: rest(read.duration(['Settings', 'LoopSleepTimer'])),
    noInternetSleepSeconds: rest(read.duration(['Settings', 'NoInternetSleepTimer'])),
    autoPauseResume: read.flag('Settings', 'AutoPauseResume'),
    failedCategory: categoryPath(read.raw('Settings', 'FailedCategory'), 'failed'),
    recheckCategory: categoryPath(read.raw('Settings', 'RecheckCategory'), 'recheck'),
    ignoreTorrentsYoungerThanSeconds: read.duration(['Settings', 'IgnoreTorrentsYoungerThan']),
    completedDownloadFolder: isFilled(folder) ? folder : '',
    observeOnly: read.flag('Settings', 'ObserveOnly'),
    pathMappings: pathMappings(read.raw('Settings', 'PathMappings')),
    maxRemovalsPerHour: Math.max(0, Math.trunc(read.number('Settings', 'MaxRemovalsPerHour'))),
    removalGraceMinutes: Math.max(0, read.duration(['Settings', 'RemovalGraceMinutes'])),
    tagless: read.flag('Settings', 'Tagless'),
    pingTargets: read.list('Settings', 'PingURLS'),
    freeSpace: freeSpaceOf(read, folder),
    ffprobePath: read.text('Settings', 'FFprobePath').trim(),
    specialPatience: specialPatienceOf(read),
    importSettleSeconds: 60,
    logLevel: level ?? 'INFO',
    qbits: qbitOff ? [] : qbits,
    qbitRules: qbitOff ? [] : qbits.map(({ name }) => resolveQbitRules(name, read)),
    arrs,
  };
  const searching = arrs.filter(({ name }) => read.flag(name, 'EntrySearch', 'SearchMissing')).map(({ name }) => name);
  const locked =
    exposure?.isFatal === false ? [{ path: 'WebUI.AllowInsecureExposure', message: exposure.message }] : [];
  const unconfigured = qbits.length === 0 && arrs.length === 0;
  return {
    engine,
    webui,
    display: {
      LiveArr: read.flag('WebUI', 'LiveArr'),
      Theme: foldOption(read.raw('WebUI', 'Theme'), ['Light', 'Dark'], 'Dark'),
      ViewDensity: foldOption(read.raw('WebUI', 'ViewDensity'), ['Comfortable', 'Compact'], 'Comfortable'),
    },
    supervisor: {
      autoRestart: read.flag('Settings', 'AutoRestartProcesses'),
      maxRestarts: Math.max(1, Math.trunc(read.number('Settings', 'MaxProcessRestarts'))),
      restartWindowSeconds: read.duration(['Settings', 'ProcessRestartWindow']),
      restartDelaySeconds: read.duration(['Settings', 'ProcessRestartDelay']),
      spawnTimeoutSeconds: Math.max(1, read.duration(['Settings', 'ProcessSpawnTimeoutSeconds'])),
    },
    logging: {
      level: level ?? 'INFO',
      toFiles: read.flag('Settings', 'Logging'),
      levelFromEnvironment: environment.overrides.some(({ path }) => path === 'Settings.ConsoleLevel'),
    },
    webhooks: hooks.webhooks,
    updateChannel: foldOption(read.raw('Settings', 'AutoUpdateChannel'), updateChannel.options, 'latest'),
    historyDays: Math.max(1, read.number('Settings', 'HistoryDays')),
    mode: modeOf(environment, unconfigured, qbitOff),
    loops: { torrents: !qbitOff, search: environment.processingOnly ? [] : searching },
    secrets: secretsIn(tree).filter((secret) => isFilled(secret)),
    issues: withFurther(
      [...settingsIssues(read, level === null), ...locked, ...issues, ...hooks.issues, ...missingSecrets(file, file)],
      [...unreadSections(tree), ...unreadValues(tree)],
    ),
    fatal: [...modeProblems(environment, qbitOff), ...(exposure?.isFatal === true ? [exposure.message] : [])],
  };
}

/** Below zero there is no rest, and beyond 24 days no timer can count: it would fire at once. */
function rest(seconds: number): number {
  return Math.min(Math.max(0, seconds), 2_000_000);
}

/** S1: the folder to measure; without one of its own that of finished downloads, or its nearest existing parent. */
function freeSpaceOf(read: Reader, completed: string): EngineSettings['freeSpace'] {
  const value = read.raw('Settings', 'FreeSpace') ?? '-1';
  const keepBytes = isFreeSpaceOff(value) ? null : parseSize(value);
  const own = read.text('Settings', 'FreeSpaceFolder').trim();
  const folder = isFilled(own) ? own : isFilled(completed) ? completed : '';
  return keepBytes === null || folder === '' ? null : { keepBytes, folder, nearestParent: !isFilled(own) };
}

/** The hidden `[Settings.Torrent]` (config.md gotcha 23); null when it is not written at all. */
function specialPatienceOf(read: Reader): EngineSettings['specialPatience'] {
  if (!isTree(read.raw('Settings', 'Torrent'))) return null;
  return {
    maximumEtaSeconds: read.duration(['Settings', 'Torrent', 'MaximumETA']),
    maximumDeletablePercentage: read.number('Settings', 'Torrent', 'MaximumDeletablePercentage'),
    doNotRemoveSlow: false,
  };
}

/** Entries without both folders are left out. */
function pathMappings(value: unknown): EngineSettings['pathMappings'] {
  return (Array.isArray(value) ? value : []).flatMap((entry: unknown) => {
    const { remote, local } = isTree(entry) ? entry : {};
    return isFilled(remote) && isFilled(local) ? [{ remote: remote.trim(), local: local.trim() }] : [];
  });
}

function modeOf(environment: Environment, unconfigured: boolean, qbitOff: boolean): StatusBody['mode'] {
  if (unconfigured) return 'unconfigured';
  if (environment.searchOnly) return 'search-only';
  if (environment.processingOnly) return 'processing-only';
  return qbitOff ? 'qbit-disabled' : 'normal';
}

function modeProblems(environment: Environment, qbitOff: boolean): string[] {
  if (!environment.processingOnly) return [];
  if (environment.searchOnly) {
    return ['QBITRR_OVERRIDES_SEARCH_ONLY and QBITRR_OVERRIDES_PROCESSING_ONLY leave nothing to do together.'];
  }
  return qbitOff ? ['QBITRR_OVERRIDES_PROCESSING_ONLY needs a qBittorrent section that is in use.'] : [];
}

/** What else is to be told, unless something more special was said about the same key. */
export function withFurther(issues: readonly ConfigIssue[], further: readonly ConfigIssue[]): ConfigIssue[] {
  const told = new Set(issues.map(({ path }) => path));
  return [...issues, ...further.filter(({ path }) => !told.has(path))];
}

function settingsIssues(read: Reader, unknownLevel: boolean): ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  const add = (path: string, message: string): void => void issues.push({ path, message });
  if (unknownLevel) add('Settings.ConsoleLevel', 'This log level does not exist; INFO is used.');
  if (!isFilled(read.text('Settings', 'CompletedDownloadFolder'))) {
    add('Settings.CompletedDownloadFolder', 'The folder of finished downloads is not set yet.');
  }
  const freeSpace = read.raw('Settings', 'FreeSpace') ?? '-1';
  if (!isFreeSpaceOff(freeSpace) && parseSize(freeSpace) === null) {
    add('Settings.FreeSpace', 'The free space to keep is not a size such as 50G; the guard is off.');
  }
  if (
    !isFreeSpaceOff(freeSpace) &&
    parseSize(freeSpace) !== null &&
    freeSpaceOf(read, read.text('Settings', 'CompletedDownloadFolder').trim()) === null
  ) {
    add('Settings.FreeSpaceFolder', 'There is no folder whose free space could be measured; the guard is off.');
  }
  return issues;
}
