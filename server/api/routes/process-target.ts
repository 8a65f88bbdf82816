import type { ProcessTarget } from '../services.ts';

export type TargetResult = { ok: true; target: ProcessTarget } | { ok: false; error: string };

const kinds = ['search', 'torrent', 'category', 'all'] as const;

/**
 * Which loops a path means (api.md 3.4). `segments` = the parts between `/processes/` and the verb, split on raw
 * slashes, each decoded; `known` = exact category or name of something managed.
 */
export function resolveTarget(segments: readonly string[], known: (text: string) => boolean): TargetResult {
  const whole = segments.join('/');
  const byName: TargetResult = { ok: true, target: { by: 'name', name: whole } };
  if (segments.length < 2) return byName;
  const last = segments.at(-1)?.toLowerCase();
  const kind = kinds.find((one) => one === last);
  if (kind === undefined) {
    return known(whole) ? byName : { ok: false, error: 'kind must be search, torrent, category or all' };
  }
  const category = segments.slice(0, -1).join('/');
  if (!known(category) && known(whole)) return byName;
  return { ok: true, target: { by: 'loop', category, kind } };
}
