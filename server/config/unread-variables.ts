import { catalogue } from './catalogue/index.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Variables with an effect that belong to no setting (config.md 5, supervisor.md 4.2, api.md 2.3). */
const others = [
  'QBITRR_OVERRIDES_SEARCH_ONLY',
  'QBITRR_OVERRIDES_PROCESSING_ONLY',
  'QBITRR_OVERRIDES_DATA_PATH',
  'QBITRR_DOCKER_RUNNING',
  'QBITRR_SETUP_TOKEN',
  'QBITRR_SHUTDOWN_GRACE',
];
const read = [...catalogue.flatMap(({ env }) => env ?? []), ...others];

/** Set by images and builds of the reference, not by an owner; and what only tests set. */
const tolerated = /^QBITRR_(SOURCE_BUILD|USE_DEV_SERVER|TEST_\w+)$/;

/** A name is taken for a misspelt one when at most this share of its letters differs. */
const MISSPELT = 0.35;

/**
 * Says of each `QBITRR_*` variable that nobody reads that it has no effect, with the name that was probably meant (config.md 5:
 * only those of the table exist). Never a value: it may be a password.
 */
export function unreadVariables(variables: Variables): string[] {
  return Object.keys(variables)
    .filter((name) => /^QBITRR_/i.test(name) && !isRead(name, variables) && !tolerated.test(name))
    .toSorted()
    .map((name) => {
      const meant = nearest(name);
      return `The environment variable ${name} has no effect: none of this name is read${meant === null ? '' : `. Is ${meant} meant?`}`;
    });
}

/** On Windows a name is found in any letter case. */
function isRead(name: string, variables: Variables): boolean {
  const upper = name.toUpperCase();
  return read.includes(name) || (read.includes(upper) && variables[upper] === variables[name]);
}

function nearest(name: string): string | null {
  const wanted = bare(name);
  const [best] = read
    .map((known) => ({ known, share: distance(wanted, bare(known)) / Math.max(wanted.length, bare(known).length) }))
    .toSorted((a, b) => a.share - b.share);
  return best !== undefined && best.share <= MISSPELT ? best.known : null;
}

/** What tells names apart: without prefix and underscores, and with the manual's `QBITTORRENT` as `QBIT`. */
function bare(name: string): string {
  return name
    .toUpperCase()
    .replace(/^QBITRR_(SETTINGS_|OVERRIDES_)?/, '')
    .replace(/^QBITTORRENT/, 'QBIT')
    .replaceAll('_', '');
}

/** How many letters have to be put in, left out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [line, letter] of Array.from(a).entries()) {
    const next = [line + 1];
    for (const [at, other] of Array.from(b).entries()) {
      const changed = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
