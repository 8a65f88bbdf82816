import type { ReloadType } from '../../contract/index.ts';
import { fieldByPattern } from '../catalogue/index.ts';
import type { Field, FieldReload } from '../catalogue/index.ts';
import { arrTypeOf, patternOf } from '../sections.ts';
import type { Change } from '../tree.ts';

/** What a set of changes asks for; all classes present are to be applied (api.md 2.8.3). */
export interface ReloadPlan {
  /** The highest class present: the label in the answer. */
  readonly type: ReloadType;
  readonly classes: ReadonlySet<FieldReload>;
  /** Arr sections to stop and start again. */
  readonly respawn: readonly string[];
  /** Of those, the ones whose search state starts anew. */
  readonly resetSearch: readonly string[];
  /** Arr sections that only get new values. */
  readonly refresh: readonly string[];
  /** Sorted; the reloaded sections, or the refreshed ones when none was reloaded. */
  readonly affectedInstances: readonly string[];
  /** Dotted keys. */
  readonly changed: readonly string[];
}

/** Sorts changes into reload classes by their real sections, so names with blanks or dots count (supervisor.md Q22). */
export function classify(changes: readonly Change[]): ReloadPlan {
  const found = changes.map(({ path }) => ({ section: path[0] ?? '', reload: reloadOf(path) }));
  const classes = new Set(found.map(({ reload }) => reload));
  const arrsWith = (...wanted: FieldReload[]): string[] =>
    unique(
      found
        .filter(({ section, reload }) => arrTypeOf(section) !== null && wanted.includes(reload))
        .map((one) => one.section),
    );
  const respawn = arrsWith('arr_preserve_db', 'arr_reset_db');
  const refresh = arrsWith('live').filter((name) => !respawn.includes(name));
  return {
    type: labelOf(classes, respawn.length),
    classes,
    respawn,
    resetSearch: arrsWith('arr_reset_db'),
    refresh,
    affectedInstances: respawn.length > 0 ? respawn : refresh,
    changed: changes.map(({ path }) => path.join('.')),
  };
}

/** The class of one key: the catalogue's, or that of its nearest table; unknown Arr keys are live, others full. */
function reloadOf(path: readonly string[]): FieldReload {
  if (path.length === 1) return path[0]?.toLowerCase() === 'webhooks' ? 'live' : 'full_restart';
  const field = nearestField(path);
  if (field !== null) return field.reload;
  const [section = '', table = ''] = patternOf(path).split('.');
  if (section === '<arr>' || /^webhooks$/i.test(section)) return 'live';
  if (/^webui$/i.test(section)) return 'webui_restart';
  return section === '<qbit>' && table.toLowerCase() === 'categoryseeding' ? 'qbit_hot' : 'full_restart';
}

/** The catalogue's field of a key, or of the nearest table above it that is one; null when there is none. */
export function nearestField(path: readonly string[]): Field | null {
  const pattern = patternOf(path).split('.');
  for (let length = pattern.length; length > 1; length -= 1) {
    const field = fieldByPattern(pattern.slice(0, length).join('.'));
    if (field !== null) return field;
  }
  return null;
}

function labelOf(classes: ReadonlySet<FieldReload>, respawned: number): ReloadType {
  if (classes.has('full_restart')) return 'full';
  if (respawned > 0) return respawned > 1 ? 'multi_arr' : 'single_arr';
  if (classes.has('webui_restart')) return 'webui';
  if (classes.has('qbit_hot')) return 'qbit_hot';
  if (classes.has('live')) return 'live';
  return classes.has('frontend_only') ? 'frontend' : 'none';
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}
