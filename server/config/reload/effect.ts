import type { Effect } from '../../contract/index.ts';
import type { Field, FieldReload } from '../catalogue/index.ts';
import { nearestField } from './classify.ts';
import { arrTypeOf, sectionPattern } from '../sections.ts';

const ofReload: Record<FieldReload, Effect> = {
  frontend_only: 'screen',
  live: 'now',
  qbit_hot: 'qbittorrent',
  webui_restart: 'now',
  arr_preserve_db: 'restart',
  arr_reset_db: 'restart-reset',
  full_restart: 'restart-all',
};

/** What a change of this field really does; the label in the answer of a save stays that of its class (supervisor.md 3.3). */
export function fieldEffect(field: Field): Effect {
  return field.effect ?? ofReload[field.reload];
}

/**
 * What a change of this key really does. A whole Arr section starts or stops that instance only; a whole qBittorrent section
 * concerns every manager, since each talks to all of them; what nobody reads does nothing but stand in the file.
 */
export function effectOf(path: readonly string[]): Effect {
  const [section = ''] = path;
  const pattern = sectionPattern(section);
  if (path.length === 1) return arrTypeOf(section) !== null ? 'restart' : pattern === '<qbit>' ? 'restart-all' : 'now';
  const field = nearestField(path);
  if (field !== null) return fieldEffect(field);
  return pattern === '<qbit>' && path[1]?.toLowerCase() === 'categoryseeding' ? 'qbittorrent' : 'now';
}
