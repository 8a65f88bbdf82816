import { diskCauses } from '../../config/document/disk-causes.ts';

const codes: Readonly<Record<string, string>> = { ...diskCauses, EIO: 'the disk reports an error' };

/** What SQLite says about a disk, and what it is called in words. */
const sayings: readonly (readonly [RegExp, string])[] = [
  [/database or disk is full/i, 'the disk is full'],
  [/readonly database/i, 'state.db is read-only'],
  [/disk i\/o error|unable to open database file/i, 'the disk does not take what is written to state.db'],
];

/** Why the disk did not let something be done, in words for its owner; null when the disk is not to blame (supervisor.md 1.4, 3.5). */
export function diskTrouble(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null;
  const known = 'code' in cause && typeof cause.code === 'string' ? codes[cause.code] : undefined;
  return known ?? sayings.find(([saying]) => saying.test(cause.message))?.[1] ?? null;
}
