import {
  activityResults,
  activityTopics,
  noActivityFilter,
  type ActivityFilter,
  type ActivityTopic,
} from '../../data/activity.ts';

const dayOf = (text: string | null): string | null =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;

/** Reads the query of `/activity`; what makes no sense is dropped (ui.md AC-1). */
export function readFilter(query: URLSearchParams): ActivityFilter {
  const topics = (query.get('kind') ?? '').split(',');
  const days = query.get('days');
  const span = days !== null && /^[1-9]\d{0,3}$/.test(days) ? Number(days) : null;
  return {
    topics: activityTopics.filter((topic) => topics.includes(topic)),
    manager: query.get('manager') ?? '',
    instance: query.get('instance') ?? '',
    result: activityResults.find((result) => result === query.get('result')) ?? null,
    text: query.get('q') ?? '',
    days: span,
    from: span === null ? dayOf(query.get('from')) : null,
    to: span === null ? dayOf(query.get('to')) : null,
  };
}

/** The query that shows this filter, so that a view can be shared. */
export function writeFilter(filter: ActivityFilter): URLSearchParams {
  const query = new URLSearchParams();
  const put = (name: string, value: string | number | null): void => {
    if (value !== null && value !== '') query.set(name, String(value));
  };
  put('kind', filter.topics.join(','));
  put('manager', filter.manager);
  put('instance', filter.instance);
  put('result', filter.result);
  put('q', filter.text);
  put('days', filter.days);
  put('from', filter.from);
  put('to', filter.to);
  return query;
}

/** Adds or takes a topic. */
export const toggleTopic = (filter: ActivityFilter, topic: ActivityTopic): ActivityFilter => ({
  ...filter,
  topics: activityTopics.filter((each) =>
    each === topic ? !filter.topics.includes(topic) : filter.topics.includes(each),
  ),
});

/** One part of a filter that can be taken off by itself. */
export type FilterPart = 'manager' | 'instance' | 'result' | 'text' | 'days' | 'from' | 'to';

export const filterParts: readonly FilterPart[] = ['manager', 'instance', 'result', 'text', 'days', 'from', 'to'];

export const withoutPart = (filter: ActivityFilter, part: FilterPart): ActivityFilter => ({
  ...filter,
  [part]: noActivityFilter[part],
});
