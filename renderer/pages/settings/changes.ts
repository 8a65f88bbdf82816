import { parse } from 'smol-toml';

export interface Change {
  path: string;
  /** As TOML would write it; null = not there. */
  before: string | null;
  after: string | null;
}

function lookUp(tree: unknown, path: string): unknown {
  if (typeof tree !== 'object' || tree === null) return undefined;
  for (const [key, value] of Object.entries(tree)) {
    if (key === path) return value;
    if (path.startsWith(`${key}.`)) {
      const found = lookUp(value, path.slice(key.length + 1));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** A value in short: scalars and lists as written, tables by the number of their keys. */
function show(value: unknown): string | null {
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.map((item) => show(item) ?? '').join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.keys(value).join(', ')} }`;
  return JSON.stringify(value);
}

function parseOrNothing(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

/** Old and new value of each changed key, for the review (ui.md CF-13). Keys as the server's check names them. */
export function describeChanges(before: string, after: string, changed: readonly string[]): Change[] {
  const old = parseOrNothing(before);
  const wanted = parseOrNothing(after);
  return changed.map((path) => ({ path, before: show(lookUp(old, path)), after: show(lookUp(wanted, path)) }));
}
