/** One command as the Arr lists it: queued, started, and ended ones for about five minutes (arr-api.md 1.6). */
export interface ArrCommand {
  id: number;
  name: string;
  /** queued, started, completed, failed, aborted, cancelled or orphaned. */
  status: string;
  /** unknown, successful or unsuccessful; `''` when absent. */
  result: string;
  message: string;
  /** When it was asked for, unix milliseconds; null when the Arr does not say. */
  queuedAt: number | null;
  /** The parameters it was given, among the server's own. */
  body: Record<string, unknown>;
}

export type CommandParams = Record<string, string | number | boolean | number[]>;

const alive = new Set(['queued', 'started', 'completed']);

/**
 * The queued, started or recently completed command that does what this one would, so that a step interrupted by a crash is
 * not done twice. Names ignore case; `path`, `downloadClientId` (any case) and ids (any order) must be equal, other
 * parameters do not matter. Failed, aborted, cancelled and orphaned commands never match.
 */
export function findEqualCommand(commands: ArrCommand[], name: string, params: CommandParams): ArrCommand | null {
  const wanted = Object.entries(params).filter(([key]) => isIdentity(key));
  const equal = commands.find(
    (command) =>
      alive.has(command.status) &&
      command.name.toLowerCase() === name.toLowerCase() &&
      wanted.every(([key, value]) => comparable(key, value) === comparable(key, member(command.body, key))),
  );
  return equal ?? null;
}

function isIdentity(key: string): boolean {
  return key === 'path' || /Ids?$/.test(key);
}

function member(body: Record<string, unknown>, key: string): unknown {
  return Object.entries(body).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

function comparable(key: string, value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value.map(String).toSorted());
  if (key === 'downloadClientId' && typeof value === 'string') return JSON.stringify(value.toUpperCase());
  return JSON.stringify(value ?? null);
}
