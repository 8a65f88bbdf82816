import type { ArrInstance, ArrType, ConfigIssue, QbitInstance, TorrentRules } from '../../contract/index.ts';
import { sectionsOf, type ArrSection, type Section } from '../sections.ts';
import type { Tree } from '../tree.ts';
import { translatePattern } from '../values/pattern.ts';
import { categoryPath, comparableUrl, importMode, isFilled, isPlaceholder, searchBySeries } from '../values/words.ts';
import type { Reader } from './reader.ts';
import { resolveSeedingMode, resolveTrackers } from './seeding.ts';

export interface Instances {
  readonly qbits: QbitInstance[];
  readonly arrs: ArrInstance[];
  readonly issues: ConfigIssue[];
}

const arrPort: Record<ArrType, number> = { radarr: 7878, sonarr: 8989, lidarr: 8686, readarr: 8787 };

/**
 * The instances that can be built, in file order; each one that cannot is an issue and harms no other (S3, S18, S20).
 * Disabled and unmanaged sections are left out without a word.
 */
export function resolveInstances(tree: Tree, read: Reader): Instances {
  const { qbits, arrs } = sectionsOf(tree);
  const issues: ConfigIssue[] = [];
  const reserved = reservedCategories(qbits, read);
  const seen: ArrInstance[] = [];
  for (const section of arrs.filter(({ name }) => read.flag(name, 'Managed') && isUsableName(name, issues))) {
    const instance = resolveArr(section, read, issues);
    const problem = instance === null ? null : conflictOf(instance, seen, reserved);
    if (problem !== null) issues.push(problem);
    else if (instance !== null) seen.push(instance);
  }
  const built = qbits
    .filter(({ name }) => !read.flag(name, 'Disabled') && isUsableName(name, issues))
    .flatMap((section) => resolveQbit(section, read, issues));
  return { qbits: built, arrs: seen, issues };
}

/** Names become file names, arguments of processes and parts of log lines. */
function isUsableName(name: string, issues: ConfigIssue[]): boolean {
  const isLong = name.length > 100;
  if (!isLong && !/\p{Cc}/u.test(name)) return true;
  const fault = isLong ? 'more than 100 letters' : 'control characters such as a line break';
  issues.push({ path: name, message: `The name of this section has ${fault}; it is left out until it is renamed.` });
  return false;
}

function reservedCategories(qbits: readonly Section[], read: Reader): Map<string, string> {
  const managed = qbits.flatMap(({ name }) =>
    read
      .list(name, 'ManagedCategories')
      .map((category) => [categoryPath(category, ''), `${name}.ManagedCategories`] as const),
  );
  return new Map([
    ...managed,
    [categoryPath(read.raw('Settings', 'FailedCategory'), 'failed'), 'Settings.FailedCategory'],
    [categoryPath(read.raw('Settings', 'RecheckCategory'), 'recheck'), 'Settings.RecheckCategory'],
  ]);
}

function conflictOf(
  arr: ArrInstance,
  seen: readonly ArrInstance[],
  reserved: ReadonlyMap<string, string>,
): ConfigIssue | null {
  const namesake = seen.find((other) => other.name.toLowerCase() === arr.name.toLowerCase());
  if (namesake !== undefined) {
    const message = `${arr.name} differs from ${namesake.name} only in its letter case and is left out; their files would be the same on many disks.`;
    return { path: arr.name, message };
  }
  const twin = seen.find((other) => comparableUrl(other.uri) === comparableUrl(arr.uri));
  if (twin !== undefined) {
    return { path: `${arr.name}.URI`, message: `${arr.name} has the same address as ${twin.name} and is left out.` };
  }
  const owner = seen.find((other) => other.category === arr.category)?.name ?? reserved.get(arr.category);
  if (owner === undefined) return null;
  return {
    path: `${arr.name}.Category`,
    message: `The category "${arr.category}" of ${arr.name} belongs to ${owner} too; ${arr.name} is left out until one of them changes.`,
  };
}

function resolveArr({ name, type }: ArrSection, read: Reader, issues: ConfigIssue[]): ArrInstance | null {
  const before = issues.length;
  const uri = read.text(name, 'URI').trim();
  if (!isFilled(uri)) issues.push({ path: `${name}.URI`, message: `${name} has no address yet.` });
  const full = /^[a-z]+:\/\//i.test(uri) ? uri : `https://${withPort(uri, arrPort[type])}`;
  const usable = isFilled(uri) && comparableUrl(full) !== null;
  if (isFilled(uri) && !usable) {
    issues.push({ path: `${name}.URI`, message: `The address of ${name} is not an http or https URL.` });
  }
  if (!isFilled(read.text(name, 'APIKey'))) {
    issues.push({ path: `${name}.APIKey`, message: `${name} has no API key yet.` });
  }
  const category = categoryPath(read.raw(name, 'Category'), name);
  if (isPlaceholder(category)) issues.push({ path: `${name}.Category`, message: `${name} has no category yet.` });
  if (issues.length > before) return null;
  const matches = read.raw(name, 'MatchSubcategories');
  return {
    name,
    type,
    uri: full.replace(/\/+$/, ''),
    apiKey: read.text(name, 'APIKey').trim(),
    skipTlsVerify: read.flag(name, 'SkipTLSVerify'),
    category,
    matchSubcategories: typeof matches === 'boolean' ? matches : null,
    importMode: importMode(read.text(name, 'importMode')),
    reSearch: read.flag(name, 'ReSearch'),
    rssSyncMinutes: read.duration([name, 'RssSyncTimer']),
    refreshDownloadsMinutes: read.duration([name, 'RefreshDownloadsTimer']),
    errorCodesToBlocklist: read.list(name, 'ArrErrorCodesToBlocklist'),
    customFormat: {
      unmetSearch: read.flag(name, 'EntrySearch', 'CustomFormatUnmetSearch'),
      forceMinimum: read.flag(name, 'EntrySearch', 'ForceMinimumCustomFormat'),
      bySeries: type === 'sonarr' && searchBySeries(read.raw(name, 'EntrySearch', 'SearchBySeries')) !== false,
    },
    torrent: resolveRules(name, read, issues),
  };
}

function resolveRules(name: string, read: Reader, issues: ConfigIssue[]): TorrentRules {
  const caseSensitive = read.flag(name, 'Torrent', 'CaseSensitiveMatches');
  const patterns = (key: string): string[] =>
    read.list(name, 'Torrent', key).flatMap((pattern) => {
      const result = translatePattern(pattern, !caseSensitive);
      if (result.ok) return [result.source];
      issues.push({
        path: `${name}.Torrent.${key}`,
        message: `The pattern "${pattern}" of ${name} is not valid: ${result.message}.`,
      });
      return [];
    });
  const general = read.duration(['Settings', 'IgnoreTorrentsYoungerThan']);
  return {
    caseSensitiveMatches: caseSensitive,
    folderExclusionRegex: patterns('FolderExclusionRegex'),
    fileNameExclusionRegex: patterns('FileNameExclusionRegex'),
    fileExtensionAllowlist: read.list(name, 'Torrent', 'FileExtensionAllowlist'),
    ignoreTorrentsYoungerThanSeconds: read.duration([name, 'Torrent', 'IgnoreTorrentsYoungerThan'], general),
    stalledDelayMinutes: read.duration([name, 'Torrent', 'StalledDelay']),
    reSearchStalled: read.flag(name, 'Torrent', 'ReSearchStalled'),
    maximumEtaSeconds: read.duration([name, 'Torrent', 'MaximumETA']),
    maximumDeletablePercentage: read.number(name, 'Torrent', 'MaximumDeletablePercentage'),
    doNotRemoveSlow: read.flag(name, 'Torrent', 'DoNotRemoveSlow'),
    autoDelete: read.flag(name, 'Torrent', 'AutoDelete'),
    trackers: resolveTrackers(read.raw(name, 'Torrent', 'Trackers')),
    seeding: resolveSeedingMode(name, read),
  };
}

function resolveQbit({ name }: Section, read: Reader, issues: ConfigIssue[]): QbitInstance[] {
  const host = read.text(name, 'Host').trim();
  const port = read.number(name, 'Port');
  if (!isFilled(host)) {
    issues.push({ path: `${name}.Host`, message: `${name} has no host yet.` });
    return [];
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    issues.push({ path: `${name}.Port`, message: `The port of ${name} must be between 1 and 65535.` });
    return [];
  }
  const text = /^https?:\/\//i.test(host)
    ? host
    : `http://${host.split(':').length > 2 && !host.startsWith('[') ? `[${host}]` : host}`;
  const url = URL.parse(text);
  if (url === null) {
    issues.push({
      path: `${name}.Host`,
      message: `The host of ${name} is not a host name, an address or an http URL.`,
    });
    return [];
  }
  const written = /^https?:\/\/(\[[^\]]*\]|[^/:]*):\d+/i.test(text);
  if (!written) url.port = String(port);
  const plain = (key: string): string => (isPlaceholder(read.raw(name, key)) ? '' : read.text(name, key));
  return [
    {
      name,
      url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
      host: url.hostname,
      port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
      userName: plain('UserName'),
      password: plain('Password'),
      apiKey: read.text(name, 'ApiKey'),
      skipTlsVerify: read.flag(name, 'SkipTLSVerify'),
      matchSubcategories: read.flag(name, 'MatchSubcategories'),
    },
  ];
}

function withPort(text: string, port: number): string {
  const [host = '', ...rest] = text.split('/');
  return [/:\d+$/.test(host) ? host : `${host}:${port}`, ...rest].join('/');
}
