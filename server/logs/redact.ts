import { secretForms } from '../contract/index.ts';

const REDACTED = '[redacted]';
const SHORTEST_LITERAL = 6;

const SECRET_NAME = String.raw`(?:api_?-?key|(?:access_?|refresh_?|id_?)?token|password|passwd|pwd|pass|secret|client_?secret|passkey|authkey|torrent_pass|rsskey|sid|code)`;

/** Pattern and replacement pairs of supervisor.md 6.5 (b). */
const PATTERNS: [RegExp, string][] = [
  [/\b(authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|digest)\s+)?[^\s"',;]+/gi, `$1${REDACTED}`],
  [/\b(x-api-(?:key|token)["']?\s*[:=]\s*["']?)[^\s"',;]+/gi, `$1${REDACTED}`],
  [/\b((?:set-)?cookie["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, `$1${REDACTED}`],
  [/\b((?:QBT_)?SID(?:_\d+)?=)[^\s"',;&]+/gi, `$1${REDACTED}`],
  [new RegExp(String.raw`([?&;]${SECRET_NAME}=)[^\s"'&#<>]+`, 'gi'), `$1${REDACTED}`],
  [new RegExp(String.raw`(["']${SECRET_NAME}["']\s*:\s*")(?:[^"\\]|\\.)+`, 'gi'), `$1${REDACTED}`],
  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"'@]+(?::[^\s/?#"']*)?@/gi, `$1${REDACTED}@`],
  // What this program hands out itself: named API tokens, session cookies, one-time sign-in links.
  [/\b(qbitrr_(?:session=|oidc=)?)[\w-]{20,}/g, `$1${REDACTED}`],
  [/(\/sign-in-link\/)[\w-]{20,}/g, `$1${REDACTED}`],
  // Private trackers put the pass key into the path, on either side of the word announce.
  [/\b((?:https?|udp|wss?):\/\/[^\s/"']+\/(?:[^\s"'/]+\/)*?)[\w-]{8,}(\/(?:announce|scrape))/gi, `$1${REDACTED}$2`],
  [/(\/(?:announce|scrape)(?:\.php)?\/)[\w-]{8,}/gi, `$1${REDACTED}`],
];

export interface Redactor {
  /** Replaces secrets in `text` by `[redacted]`; info hashes, names and paths stay (supervisor.md 6.5, S69). */
  redact(text: string): string;
  /** Secret values of the config now in force; the ones given before stay covered. Values under 6 characters are ignored. */
  setSecrets(values: Iterable<string>): void;
}

/** One redactor for every sink (supervisor.md 6.5). */
export function createRedactor(secrets: Iterable<string> = []): Redactor {
  const known = new Set<string>();
  let literals: RegExp | null = null;
  const setSecrets = (values: Iterable<string>): void => {
    for (const value of values) {
      if (value.length < SHORTEST_LITERAL) continue;
      for (const form of secretForms(value)) known.add(form);
    }
    const longestFirst = [...known].toSorted((a, b) => b.length - a.length);
    literals = longestFirst.length === 0 ? null : new RegExp(longestFirst.map(escapePattern).join('|'), 'g');
  };
  setSecrets(secrets);
  return {
    setSecrets,
    redact(text) {
      const plain = literals === null ? text : text.replace(literals, REDACTED);
      return PATTERNS.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), plain);
    },
  };
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
