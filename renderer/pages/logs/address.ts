import { logLevel, type LogLevel } from '../../../server/contract/index.ts';
import type { LogFilter } from '../../data/logs.ts';

/** Reads the filter from the route and its query; unknown levels are dropped (ui.md LG-3). */
export function readFilter(source: string | undefined, query: URLSearchParams): LogFilter {
  const names = (query.get('levels') ?? '').toUpperCase().split(',');
  return {
    source: source ?? '',
    levels: logLevel.options.filter((level) => names.includes(level)),
    text: query.get('q') ?? '',
  };
}

/** The address that shows this filter, so that a view can be shared. */
export function addressOf(filter: LogFilter): string {
  const query = new URLSearchParams();
  if (filter.levels.length > 0) query.set('levels', filter.levels.join(','));
  if (filter.text !== '') query.set('q', filter.text);
  const path = filter.source === '' ? '/logs' : `/logs/${encodeURIComponent(filter.source)}`;
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Adds or takes a level; all levels chosen is the same as none. */
export function toggleLevel(levels: readonly LogLevel[], level: LogLevel): LogLevel[] {
  return logLevel.options.filter((each) => (each === level ? !levels.includes(level) : levels.includes(each)));
}

export const isFiltered = (filter: LogFilter): boolean => filter.levels.length > 0 || filter.text !== '';
