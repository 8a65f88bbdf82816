import type { TorrentRules } from '../../contract/index.ts';

/** One file of a torrent as qBittorrent lists it. */
export interface TorrentFile {
  readonly index: number;
  /** Relative path with `/`. */
  readonly name: string;
  /** 0 = not downloaded. */
  readonly priority: number;
}

/** Which rule excluded a file (torrents.md F3-F5). */
export type ExclusionCause = 'folder' | 'name' | 'extension';

/** What the file rules say about one torrent (torrents.md 4.1, FIX Q30). */
export interface FileVerdict {
  /** Files to set to priority 0 now, with the rule that says so. */
  readonly exclude: readonly { readonly index: number; readonly name: string; readonly cause: ExclusionCause }[];
  /** Files that stay. */
  readonly remaining: number;
  readonly total: number;
  /** Something was excluded now and nothing remains: the whole torrent is unwanted (F6). */
  readonly allExcluded: boolean;
}

/** The lists the file rules are made from. */
export type FilePatterns = Pick<
  TorrentRules,
  'caseSensitiveMatches' | 'folderExclusionRegex' | 'fileNameExclusionRegex' | 'fileExtensionAllowlist'
>;

/** The compiled lists of one Arr section. */
export interface FileRules {
  /** Changes whenever the lists do; stored with each checked torrent (FIX Q33). */
  readonly signature: string;
  apply(files: readonly TorrentFile[]): FileVerdict;
  /** Has the file an extension of the allowlist, or is there no list? (F35) */
  isAllowed(path: string): boolean;
}

/**
 * Compiles the exclusion lists and the allowlist (torrents.md 4.2). Patterns are searched, not anchored; dot matches newline.
 * @throws SyntaxError when a pattern does not compile; configuration validation reports it before.
 */
export function compileFileRules(rules: FilePatterns): FileRules {
  const flags = rules.caseSensitiveMatches ? 's' : 'is';
  const folders = union(rules.folderExclusionRegex, flags);
  const names = union(rules.fileNameExclusionRegex, flags);
  const allowed = rules.fileExtensionAllowlist.map((entry) => extensionTest(entry, rules.caseSensitiveMatches));
  const isAllowed = (file: string): boolean =>
    allowed.length === 0 || unfinished.has(extensionOf(file).toLowerCase()) || allowed.some((accepts) => accepts(file));
  const cause = (path: string): ExclusionCause | null => {
    const parts = path.split('/');
    const file = parts.pop() ?? '';
    const parents = parts.filter((part) => part !== '').toReversed();
    if (folders && parents.some((parent) => folders.test(parent))) return 'folder';
    if (names && hasNonEmptyMatch(names, file)) return 'name';
    return isAllowed(file) ? null : 'extension';
  };
  const signature = fingerprint(
    JSON.stringify([
      rules.caseSensitiveMatches,
      rules.folderExclusionRegex,
      rules.fileNameExclusionRegex,
      rules.fileExtensionAllowlist,
    ]),
  );
  return {
    signature,
    apply: (files) => applyRules(files, cause),
    isAllowed: (path) => isAllowed(path.split('/').pop() ?? ''),
  };
}

function applyRules(files: readonly TorrentFile[], cause: (path: string) => ExclusionCause | null): FileVerdict {
  const wanted = files.filter((file) => file.priority !== 0);
  const exclude = wanted.flatMap((file) => {
    const why = cause(file.name);
    return why === null ? [] : [{ index: file.index, name: file.name, cause: why }];
  });
  const remaining = wanted.length - exclude.length;
  return { exclude, remaining, total: files.length, allExcluded: exclude.length > 0 && remaining === 0 };
}

/** A short text that differs where the input differs (two 32-bit FNV-1a runs); stored with every checked torrent. */
function fingerprint(text: string): string {
  let forward = 0x811c9dc5;
  let backward = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    forward = Math.imul(forward ^ text.charCodeAt(at), 0x01000193);
    backward = Math.imul(backward ^ text.charCodeAt(text.length - 1 - at), 0x01000193);
  }
  return (forward >>> 0).toString(36) + (backward >>> 0).toString(36);
}

/** F10: one regular expression out of a list; null for an empty list. */
function union(patterns: readonly string[], flags: string): RegExp | null {
  return patterns.length === 0
    ? null
    : new RegExp(patterns.map((pattern) => `(?:${translate(pattern)})`).join('|'), flags);
}

/** Python spellings that JavaScript writes differently; a leading `(?i)` is already said by the flags. */
function translate(pattern: string): string {
  return doubled(pattern)
    .replace(/^\(\?[aiLmsux]+\)/, '')
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll('\\A', '^')
    .replaceAll('\\Z', '$');
}

/** FIX Q28: the shipped NCOP and NCED patterns carry `\\d`, which would ask for a literal backslash no file name has. */
function doubled(pattern: string): string {
  return pattern.replaceAll('\\\\d', '\\d');
}

function hasNonEmptyMatch(expression: RegExp, text: string): boolean {
  return Array.from(text.matchAll(new RegExp(expression.source, `${expression.flags}g`))).some(
    (found) => found[0] !== '',
  );
}

/** F18: names qBittorrent gives to files that are still being written; never a reason to exclude. */
const unfinished = new Set(['.!qb', '.parts']);

/**
 * FIX Q28: a plain entry is an extension, with or without dot, compared whole; anything else is a pattern that the whole
 * extension must match.
 */
function extensionTest(entry: string, caseSensitive: boolean): (file: string) => boolean {
  const trimmed = entry.trim();
  const plain = trimmed.replace(/^\\?\./, '');
  if (/^[\w!-]+$/.test(plain)) {
    const wanted = caseSensitive ? `.${plain}` : `.${plain}`.toLowerCase();
    return (file) => extensionOf(caseSensitive ? file : file.toLowerCase()) === wanted;
  }
  const pattern = translate(trimmed.startsWith('\\') ? trimmed : `\\${trimmed}`);
  const expression = new RegExp(`^(?:${pattern})$`, caseSensitive ? 's' : 'is');
  return (file) => expression.test(extensionOf(file));
}

/** F14: the last dot part including the dot; empty for none. */
function extensionOf(file: string): string {
  const dot = file.lastIndexOf('.');
  return dot > 0 && dot < file.length - 1 ? file.slice(dot) : '';
}
