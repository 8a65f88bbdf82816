import type { ValidationError } from '../../contract/index.ts';
import { hostOf, normaliseUri } from '../../engine/seeding/trackers.ts';
import { sectionsOf } from '../sections.ts';
import { getAt, isTree, type Tree } from '../tree.ts';

/** Tracker entries that do nothing or are overruled in their own list (config.md 17, 1 and 2). Files may hold them. */
export function trackerWarnings(tree: Tree): ValidationError[] {
  const { qbits, arrs } = sectionsOf(tree);
  return [
    ...qbits.flatMap(({ name, table }) => inList(`${name}.Trackers`, table['Trackers'])),
    ...arrs.flatMap(({ name, table }) => inList(`${name}.Torrent.Trackers`, getAt(table, ['Torrent', 'Trackers']))),
  ];
}

function inList(path: string, list: unknown): ValidationError[] {
  const entries: unknown[] = Array.isArray(list) ? list : [];
  const known = entries.map((entry, at) => ({ uri: addressOf(entry), called: calledOf(entry, at) }));
  return known.flatMap(({ uri, called }, at): ValidationError[] => {
    if (uri === null) return [{ path, message: `${called} has no URI that names a tracker, so it does nothing` }];
    const later = known.slice(at + 1).findLast((other) => other.uri === uri);
    return later === undefined
      ? []
      : [{ path, message: `${called} has the same URI as ${lowered(later.called)}, whose settings count` }];
  });
}

/** Null when no torrent can have it. */
function addressOf(entry: unknown): string | null {
  const written = isTree(entry) ? entry['URI'] : undefined;
  const uri = typeof written === 'string' ? normaliseUri(written) : '';
  return hostOf(uri) === null ? null : uri;
}

function calledOf(entry: unknown, at: number): string {
  const name = isTree(entry) && typeof entry['Name'] === 'string' ? entry['Name'].trim() : '';
  return name === '' ? `Entry ${at + 1}` : `Entry ${at + 1} "${name}"`;
}

const lowered = (words: string): string => words.replace(/^E/, 'e');
