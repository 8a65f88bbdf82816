import { z } from 'zod';
import { logChunk, logLevel, logsBody, type LogLevel } from '../../contract/index.ts';
import { bytes, fail, json, stream, type Answer } from '../http/answer.ts';
import { clampedInt, filterText, lenientInt } from '../http/query.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { FileRead } from '../../logs/index.ts';
import type { RouteDeps } from './deps.ts';
import { downloadLogFile, fileParams, noSuchFile, showLogFile } from './log-file.ts';
import { lenientLevels, queryRoutes } from './log-query.ts';
import { streamLog } from './log-stream.ts';

const MAX_ENTRIES = 10_000;
const DEFAULT_ENTRIES = 100;
const DEFAULT_LINES = 2000;
const MAX_LINES = 50_000;
/** A day: longer changes belong into the configuration. */
const MAX_MINUTES = 1440;
const badMinutes = `minutes must be a number from 1 to ${MAX_MINUTES}`;

/** Level of the seed's filter: strict, any case; empty = no filter. */
export const strictLevel = z
  .string()
  .optional()
  .meta({ enum: logLevel.options })
  .transform((text, context): LogLevel | null => {
    if (text === undefined || text === '') return null;
    const parsed = logLevel.safeParse(text.toUpperCase());
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: `Allowed values: ${logLevel.options.join(', ')}` });
    return z.NEVER;
  });

const strictLimit = z
  .string()
  .optional()
  .meta({ type: 'integer', default: DEFAULT_ENTRIES, minimum: 1, maximum: MAX_ENTRIES })
  .transform((text, context) => {
    if (text === undefined || text === '') return DEFAULT_ENTRIES;
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : 0;
    if (value >= 1) return Math.min(value, MAX_ENTRIES);
    context.addIssue({ code: 'custom', message: `Allowed values: 1 to ${MAX_ENTRIES}` });
    return z.NEVER;
  });

const entriesQuery = z.object({
  limit: strictLimit,
  level: strictLevel,
  source: filterText,
  levels: lenientLevels,
  text: filterText,
  before: lenientInt,
});

const entriesBody = logsBody.extend({
  counts: z.partialRecord(logLevel, z.int()),
  sources: z.array(z.string()),
});

const fileQuery = z.object({
  format: z.string().optional(),
  lines: lenientInt,
  offset: clampedInt(0, 0, Number.MAX_SAFE_INTEGER),
  since_bytes: lenientInt,
  inode: clampedInt(0, 0, Number.MAX_SAFE_INTEGER),
  around_line: lenientInt,
});

const consoleLevels: readonly string[] = ['CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG', 'TRACE'];

const noCache = { 'Cache-Control': 'no-cache' };

const chunkAnswer = (read: FileRead): Answer<z.infer<typeof logChunk>> =>
  read.ok ? json(read.chunk, noCache) : noSuchFile();

const wantsJson = (accept: string | undefined): boolean =>
  accept !== undefined && accept.includes('application/json') && !accept.includes('text/plain');

/** Log entries and files (api.md 2.5, 3.5). */
export function logRoutes(deps: RouteDeps): Route[] {
  const { services, clock, streamTimes } = deps;
  const { logs, config } = services;
  return [
    route({
      method: 'GET',
      path: '/logs',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Newest log entries that pass the filters, and the log files',
      query: entriesQuery,
      response: entriesBody,
      handler: ({ query: { limit, level, levels, source, text, before } }) =>
        json({
          logs: logs.query({ limit, levels: level === null ? levels : [level], source, text, before: before ?? null }),
          files: logs.files(),
          counts: logs.counts(source),
          sources: logs.sources(),
        }),
    }),
    ...queryRoutes(deps),
    route({
      method: 'POST',
      path: '/loglevel',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Change the log level now, and in the configuration unless for some `minutes` only',
      body: z.looseObject({
        level: z.unknown().optional(),
        minutes: z.number(badMinutes).min(1, badMinutes).max(MAX_MINUTES, badMinutes).optional(),
      }),
      response: z.object({
        status: z.literal('ok'),
        level: logLevel,
        saved: z.boolean(),
        overriddenByEnv: z.boolean(),
        until: z.int().nullable(),
      }),
      handler: async ({ body }) => {
        const given = body.level ?? 'INFO';
        const asked = typeof given === 'string' ? given.toUpperCase() : '';
        const level = logLevel.safeParse(asked);
        if (!consoleLevels.includes(asked) || !level.success) {
          const shown = typeof given === 'string' ? given : JSON.stringify(given);
          return fail(400, `invalid level ${shown}`, `Allowed values: ${consoleLevels.join(', ')}`);
        }
        const { minutes } = body;
        const { effective, overriddenByEnv, until } = logs.setLevel(
          level.data,
          minutes === undefined ? null : Math.round(minutes * 60),
        );
        const answer = { status: 'ok' as const, level: effective, overriddenByEnv, until };
        if (minutes !== undefined) return json({ ...answer, saved: false });
        const saved = await config.applyChanges({ 'Settings.ConsoleLevel': level.data }, { ifMatch: null });
        return json({ ...answer, saved: saved.ok });
      },
    }),
    route({
      method: 'GET',
      path: '/logs/:name',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'A log file: whole, tail, window or what was added',
      params: fileParams,
      query: fileQuery,
      response: logChunk,
      media: ['text/plain'],
      handler: async ({ params: { name }, query, headers }) => {
        if (logs.filePath(name) === null) return noSuchFile();
        const { lines, offset, since_bytes: sinceBytes, inode, around_line: line } = query;
        const count = Math.min(lines ?? DEFAULT_LINES, MAX_LINES);
        const tailLength = Math.max(count, 0) || DEFAULT_LINES;
        if (sinceBytes !== undefined) {
          const from = Math.max(sinceBytes, 0);
          return chunkAnswer(await logs.delta(name, { sinceBytes: from, inode, lines: tailLength }));
        }
        if (line !== undefined && line > 0) return chunkAnswer(await logs.around(name, { line, lines: tailLength }));
        if (query.format === 'json' || wantsJson(headers.accept)) {
          const read = await logs.tail(name, { lines: tailLength, offset });
          return chunkAnswer(read.ok && count < 0 ? { ok: true, chunk: { ...read.chunk, content: '' } } : read);
        }
        if (lines === undefined || lines <= 0)
          return stream((req, res) => showLogFile(() => logs.masked(name), req, res));
        const read = await logs.tail(name, { lines: count, offset });
        return bytes(read.ok ? read.chunk.content : '', 'text/plain; charset=utf-8', noCache);
      },
    }),
    route({
      method: 'GET',
      path: '/logs/:name/stream',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Follow a log file (server-sent events)',
      media: ['text/event-stream'],
      params: fileParams,
      query: fileQuery,
      handler: async ({ params: { name }, query }) => {
        const lines = Math.min(Math.max(query.lines ?? 0, 0) || DEFAULT_LINES, MAX_LINES);
        const end = await logs.tail(name, { lines: 1, offset: 0 });
        if (!end.ok) return noSuchFile();
        const cursor =
          query.since_bytes === undefined
            ? { sinceBytes: end.chunk.next_bytes, inode: end.chunk.inode }
            : { sinceBytes: Math.max(query.since_bytes, 0), inode: query.inode };
        return stream((req, res) => streamLog({ logs, name, lines, cursor, times: streamTimes, clock }, req, res));
      },
    }),
    route({
      method: 'GET',
      path: '/logs/:name/download',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'A log file as a download',
      media: ['application/octet-stream'],
      also: {
        206: 'The range that was asked for',
        304: 'Unchanged since the version named',
        412: 'Changed since the version named',
        416: 'There is no such range',
      },
      params: fileParams,
      handler: ({ params: { name } }) => {
        if (logs.filePath(name) === null) return noSuchFile();
        return stream((_, res) => downloadLogFile(() => logs.masked(name), name, res));
      },
    }),
  ];
}
