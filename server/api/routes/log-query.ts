import { z } from 'zod';
import { logCursor, logLevel, logSearchBody, logSummary, logWindow } from '../../contract/index.ts';
import { LONGEST_PATTERN, patternProblem, type LogFilter } from '../../logs/index.ts';
import { fail, json, type Answer } from '../http/answer.ts';
import { clampedInt, commaList, filterText, lenientBoolean, lenientInt } from '../http/query.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { RouteDeps } from './deps.ts';
import { fileParams, noSuchFile } from './log-file.ts';

const MAX_WINDOW = 500;
const MAX_MATCHES = 1000;
const DEFAULT_MATCHES = 200;
const noCache = { 'Cache-Control': 'no-cache' };

/** Level names in any case; unknown ones fall out. */
export const lenientLevels = commaList.transform((names) =>
  names.flatMap((name) => {
    const parsed = logLevel.safeParse(name.toUpperCase());
    return parsed.success ? [parsed.data] : [];
  }),
);

/** On only for these spellings (api.md 2.5). */
const onFor = z
  .string()
  .optional()
  .meta({ type: 'boolean' })
  .transform((text) => text === '1' || text === 'true' || text === 'True');
const offFor = z
  .string()
  .optional()
  .meta({ type: 'boolean', default: true })
  .transform((text) => text !== '0' && text !== 'false' && text !== 'False');

const searchQuery = z.object({
  q: z
    .string()
    .optional()
    .transform((text) => text?.trim() ?? ''),
  case: onFor,
  regex: onFor,
  include_rotated: offFor,
  max_matches: lenientInt.transform((count) => Math.min(Math.max(count || DEFAULT_MATCHES, 1), MAX_MATCHES)),
  context: clampedInt(2, 0, 10),
});

const filterFields = {
  levels: lenientLevels,
  source: filterText,
  text: filterText,
  exclude: filterText,
  regex: lenientBoolean,
  case: lenientBoolean,
  /** Unix milliseconds, both included. */
  since: lenientInt,
  until: lenientInt,
};
const cursor = z
  .string()
  .optional()
  .transform((text) => {
    const parsed = logCursor.safeParse(text);
    return parsed.success ? parsed.data : null;
  });
const filterQuery = z.object(filterFields);
const windowQuery = z.object({
  ...filterFields,
  before: cursor,
  after: cursor,
  around: cursor,
  /** Show what does not match the text too. */
  context: lenientBoolean,
  limit: clampedInt(MAX_WINDOW, 1, MAX_WINDOW),
});

function filterOf(query: z.output<typeof filterQuery>): LogFilter {
  const { levels, source, text, exclude, regex, case: caseSensitive, since, until } = query;
  return { levels, source, text, exclude, regex, caseSensitive, since: since ?? null, until: until ?? null };
}

/** What is wrong with the patterns of a filter, and in which field. */
function problemOf({ regex, text, exclude }: LogFilter): Answer<never> | null {
  if (!regex) return null;
  for (const [field, pattern] of Object.entries({ text, exclude })) {
    const problem = pattern === null ? null : patternProblem(pattern);
    if (problem !== null) return badPattern(problem, field);
  }
  return null;
}

const badPattern = (problem: string, field: string): Answer<never> =>
  fail(400, problem, `${field}: at most ${LONGEST_PATTERN} characters, JavaScript syntax`, { body: { field } });

/** Search in whole files (api.md 2.5), and the panel's view of the log: windows and what a filter leaves (ui.md LG-3, LG-5). */
export function queryRoutes({ services }: RouteDeps): Route[] {
  const { logs } = services;
  return [
    route({
      method: 'GET',
      path: '/logs/query',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'A window of the log under a filter, over rotated files too',
      query: windowQuery,
      response: logWindow,
      handler: async ({ query }) => {
        const filter = filterOf(query);
        const { before, after, around, limit, context } = query;
        const place = { before, after, around, limit };
        return problemOf(filter) ?? json(await logs.window(filter, place, context), noCache);
      },
    }),
    route({
      method: 'GET',
      path: '/logs/query/summary',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Counts per level and lines over time under a filter',
      query: filterQuery,
      response: logSummary,
      handler: async ({ query }) => {
        const filter = filterOf(query);
        return problemOf(filter) ?? json(await logs.summary(filter), noCache);
      },
    }),
    route({
      method: 'GET',
      path: '/logs/:name/search',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Search in a log file and its rotated siblings',
      params: fileParams,
      query: searchQuery,
      response: logSearchBody,
      handler: async ({ params: { name }, query }) => {
        const { q: text, regex, case: caseSensitive, include_rotated: siblings, context } = query;
        if (text === '') return logs.filePath(name) === null ? noSuchFile() : fail(400, 'query is required');
        const problem = regex ? patternProblem(text) : null;
        if (problem !== null) return badPattern(problem, 'q');
        const search = { text, regex, caseSensitive, maxMatches: query.max_matches, context };
        const found = await logs.search(name, search, siblings);
        return found === null ? noSuchFile() : json(found, noCache);
      },
    }),
  ];
}
