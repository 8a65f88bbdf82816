import { logLevel, type LogLevel } from '../../../server/contract/index.ts';
import { noFilter, type LogFilter } from '../../data/logs.ts';

const numberOf = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** Reads the filter from the route and its query; what makes no sense is dropped (ui.md LG-3). */
export function readFilter(source: string | undefined, query: URLSearchParams): LogFilter {
  const names = (query.get('levels') ?? '').toUpperCase().split(',');
  const last = numberOf(query.get('last'));
  return {
    source: source ?? '',
    levels: logLevel.options.filter((level) => names.includes(level)),
    text: query.get('q') ?? '',
    exclude: query.get('not') ?? '',
    regex: query.get('regex') === '1',
    matchCase: query.get('case') === '1',
    last,
    since: last === null ? numberOf(query.get('since')) : null,
    until: last === null ? numberOf(query.get('until')) : null,
    context: query.get('all') === '1',
  };
}

/** The address that shows this filter, so that a view can be shared. */
export function addressOf(filter: LogFilter): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | number | null): void => {
    if (value !== null && value !== '') query.set(name, String(value));
  };
  put('levels', filter.levels.join(','));
  put('q', filter.text);
  put('not', filter.exclude);
  put('regex', filter.regex ? 1 : null);
  put('case', filter.matchCase ? 1 : null);
  put('last', filter.last);
  put('since', filter.since);
  put('until', filter.until);
  put('all', filter.context ? 1 : null);
  const path = filter.source === '' ? '/logs' : `/logs/${encodeURIComponent(filter.source)}`;
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Adds or takes a level. */
export function toggleLevel(levels: readonly LogLevel[], level: LogLevel): LogLevel[] {
  return logLevel.options.filter((each) => (each === level ? !levels.includes(level) : levels.includes(each)));
}

/** The same source without any filter. */
export const withoutFilters = ({ source }: LogFilter): LogFilter => ({ ...noFilter, source });
