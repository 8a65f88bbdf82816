import type { z } from 'zod';
import {
  albumsBody,
  artistBody,
  artistsBody,
  authorBody,
  authorsBody,
  moviesBody,
  seriesBody,
  tracksBody,
} from '../../contract/index.ts';
import type { ArrType, LibraryAnswer, RollUp, TitleCounts } from '../../contract/index.ts';
import { fail, json, type Answer } from '../http/answer.ts';
import { BOTH, route, type Route } from '../http/route.ts';
import type { LibraryInstance } from '../services.ts';
import type { RouteDeps } from './deps.ts';
import { coverRoutes } from './library-covers.ts';
import { categoryParams, findInstance, itemParams, starting, valueOf } from './library-instance.ts';
import { albumQuery, movieQuery, peopleQuery, seriesQuery } from './library-query.ts';

const noItems: RollUp = { available: 0, monitored: 0, missing: 0 };
const noTitles: TitleCounts = { ...noItems, quality_met: 0, requests: 0 };
const noMusic = { counts: noTitles, tracks: noItems, albumTotal: 0 };

const emptyPage = ({ page }: { page: number }): { rows: []; total: 0; page: number } => ({ rows: [], total: 0, page });

/** Stored libraries page by page, and the posters and pages of their Arrs (api.md 2.6). */
export function libraryRoutes(deps: RouteDeps): Route[] {
  const { library } = deps.services;
  const { view } = library;

  /** Finds the instance, asks its library and makes the body; `empty` stands in for a catalogue that is not set up. */
  async function listed<Value, Body>(
    type: ArrType,
    category: string,
    ask: (instance: LibraryInstance) => Promise<LibraryAnswer<Value>>,
    empty: Value,
    body: (value: Value, instance: LibraryInstance) => Body,
  ): Promise<Answer<Body>> {
    const found = findInstance(library, type, category);
    if (!found.ok) return found.answer;
    const read = valueOf(await ask(found.instance), empty);
    return read.ok ? json(body(read.value, found.instance)) : read.answer;
  }

  const tracks = (category: string, query: z.output<typeof albumQuery>) =>
    listed(
      'lidarr',
      category,
      ({ name }) => view.tracks(name, query),
      { ...emptyPage(query), counts: noItems },
      ({ rows, total, page, counts }, instance) => ({
        category: instance.category,
        counts,
        total,
        page,
        page_size: query.size,
        tracks: rows,
      }),
    );

  return [
    route({
      method: 'GET',
      path: '/radarr/*category/movies',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Movies of a Radarr instance',
      also: { 503: starting },
      params: categoryParams,
      query: movieQuery,
      response: moviesBody,
      handler: ({ params: { category }, query }) =>
        listed(
          'radarr',
          category,
          ({ name }) => view.movies(name, query),
          { ...emptyPage(query), counts: noTitles },
          ({ rows, total, page, counts }) => ({ category, counts, total, page, page_size: query.size, movies: rows }),
        ),
    }),
    route({
      method: 'GET',
      path: '/sonarr/*category/series',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Series of a Sonarr instance with their seasons and episodes',
      also: { 503: starting },
      params: categoryParams,
      query: seriesQuery,
      response: seriesBody,
      handler: ({ params: { category }, query }) =>
        listed(
          'sonarr',
          category,
          ({ name }) => view.series(name, query),
          { ...emptyPage(query), counts: noItems },
          ({ rows, total, page, counts }) => ({ category, counts, total, page, page_size: query.size, series: rows }),
        ),
    }),
    route({
      method: 'GET',
      path: '/lidarr/*category/albums',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Albums of a Lidarr instance, by artist, by title, or flat as tracks',
      also: { 503: starting },
      params: categoryParams,
      query: albumQuery,
      response: albumsBody.or(tracksBody),
      handler: ({ params: { category }, query }) =>
        query.flat
          ? tracks(category, query)
          : listed(
              'lidarr',
              category,
              ({ name }) => view.albums(name, query),
              { ...emptyPage(query), ...noMusic },
              ({ rows, total, page, counts, tracks: counted, albumTotal }, instance) => ({
                category: instance.category,
                counts,
                counts_tracks: counted,
                album_total: albumTotal,
                total,
                page,
                page_size: query.size,
                albums: rows,
              }),
            ),
    }),
    route({
      method: 'GET',
      path: '/lidarr/*category/artists',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Artists of a Lidarr instance',
      also: { 503: starting },
      params: categoryParams,
      query: peopleQuery,
      response: artistsBody,
      handler: ({ params: { category }, query }) =>
        listed(
          'lidarr',
          category,
          ({ name }) => view.artists(name, query),
          { ...emptyPage(query), ...noMusic },
          ({ rows, total, page, counts, tracks: counted, albumTotal }, instance) => ({
            category: instance.category,
            counts,
            counts_tracks: counted,
            album_total: albumTotal,
            total,
            page,
            page_size: query.size,
            artists: rows,
          }),
        ),
    }),
    route({
      method: 'GET',
      path: '/lidarr/*category/artist/:id',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'One artist with albums and tracks',
      also: { 503: starting },
      params: itemParams,
      response: artistBody,
      handler: async ({ params: { category, id } }) => {
        const found = findInstance(library, 'lidarr', category);
        if (!found.ok) return found.answer;
        const read = valueOf(await view.artist(found.instance.name, id), null);
        if (!read.ok) return read.answer;
        if (read.value === null) return fail(404, 'Artist not found');
        const { counts, tracks: counted, artist, albums } = read.value;
        return json({ category: found.instance.category, counts, counts_tracks: counted, artist, albums });
      },
    }),
    route({
      method: 'GET',
      path: '/readarr/*category/authors',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'Authors of a Readarr instance',
      also: { 503: starting },
      params: categoryParams,
      query: peopleQuery,
      response: authorsBody,
      handler: ({ params: { category }, query }) =>
        listed(
          'readarr',
          category,
          ({ name }) => view.authors(name, query),
          { ...emptyPage(query), counts: noTitles, bookTotal: 0 },
          ({ rows, total, page, counts, bookTotal }, instance) => ({
            category: instance.category,
            counts,
            book_total: bookTotal,
            total,
            page,
            page_size: query.size,
            authors: rows,
          }),
        ),
    }),
    route({
      method: 'GET',
      path: '/readarr/*category/author/:id',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'One author with books',
      also: { 503: starting },
      params: itemParams,
      response: authorBody,
      handler: async ({ params: { category, id } }) => {
        const found = findInstance(library, 'readarr', category);
        if (!found.ok) return found.answer;
        const read = valueOf(await view.author(found.instance.name, id), null);
        if (!read.ok) return read.answer;
        if (read.value === null) return fail(404, 'Author not found');
        return json({ category: found.instance.category, ...read.value });
      },
    }),
    ...coverRoutes(deps),
  ];
}
