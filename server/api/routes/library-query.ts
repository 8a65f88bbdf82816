import { z } from 'zod';
import type { FlagQuery, PageQuery, PeopleQuery } from '../../contract/index.ts';
import { filterText, lenientBoolean, lenientInt } from '../http/query.ts';

const MOST_PER_PAGE = 1000;

/** A filter on a flag: absent = no filter (api.md 2.6). */
const flag = z
  .string()
  .optional()
  .meta({ type: 'boolean' })
  .transform((text) => (text === undefined ? null : lenientBoolean.parse(text)));

/** Absent or empty = the alias decides. */
const optionalFlag = z
  .string()
  .optional()
  .meta({ type: 'boolean' })
  .transform((text) => (text === '' ? undefined : text));

const paging = { q: filterText, page: lenientInt, page_size: lenientInt, size: lenientInt };
const flags = { monitored: flag, has_file: flag, quality_met: flag, is_request: flag };
const missing = { missing: optionalFlag, only_missing: optionalFlag };

type Paging = z.output<z.ZodObject<typeof paging>>;
type Flags = z.output<z.ZodObject<typeof flags>>;
type Missing = z.output<z.ZodObject<typeof missing>>;

/** `page` from 0; `page_size` 1..1000, `size` in its place where a list knows that alias. */
function pageOf(query: Paging, fallback: number, alias: boolean): PageQuery {
  const size = query.page_size ?? (alias ? query.size : undefined) ?? fallback;
  return {
    page: Math.max(query.page ?? 0, 0),
    size: Math.min(Math.max(size, 1), MOST_PER_PAGE),
    text: query.q,
  };
}

const flagsOf = ({
  monitored,
  has_file: hasFile,
  quality_met: qualityMet,
  is_request: isRequest,
}: Flags): FlagQuery => ({
  monitored,
  hasFile,
  qualityMet,
  isRequest,
});

const wantsMissing = (query: Missing): boolean => lenientBoolean.parse(query.missing ?? query.only_missing);

export const movieQuery = z
  .object({ ...paging, ...flags, year_min: lenientInt, year_max: lenientInt })
  .transform((query) => ({
    ...pageOf(query, 50, false),
    ...flagsOf(query),
    yearMin: query.year_min ?? null,
    yearMax: query.year_max ?? null,
  }));

export const seriesQuery = z
  .object({ ...paging, ...missing })
  .transform((query) => ({ ...pageOf(query, 25, false), missing: wantsMissing(query) }));

export const albumQuery = z
  .object({ ...paging, ...flags, group_by_artist: z.string().optional(), flat_mode: lenientBoolean })
  .transform((query) => ({
    ...pageOf(query, 50, true),
    ...flagsOf(query),
    groupByArtist: query.group_by_artist === undefined || lenientBoolean.parse(query.group_by_artist),
    flat: query.flat_mode,
  }));

/** Artists and authors. */
export const peopleQuery = z
  .object({ ...paging, ...missing, monitored: flag, reason: filterText })
  .transform((query): PeopleQuery => ({
    ...pageOf(query, 50, true),
    monitored: query.monitored,
    missing: wantsMissing(query),
    reason: query.reason?.toLowerCase() === 'all' ? null : query.reason,
  }));
