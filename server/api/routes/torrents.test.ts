import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { torrentColumn, torrentView } from '../../contract/index.ts';
import { startHarness, type Harness } from '../testing/harness.ts';

let server: Harness;
beforeAll(async () => {
  server = await startHarness();
});
beforeEach(() => server.calls.splice(0));
afterAll(() => server.stop());

const asked = async (query: string): Promise<unknown> => {
  const { status, body } = await server.authed(`/web/torrents/view${query}`);
  expect(status).toBe(200);
  torrentView.parse(body);
  return server.calls.at(-1)?.[1];
};

describe('GET /torrents/view (TR-1, TR-8)', () => {
  test('is the plain table without a query', async () => {
    expect(await asked('')).toEqual({
      group: 'category',
      show: null,
      text: null,
      sort: 'decision',
      descending: false,
      closed: [],
      only: null,
      offset: 0,
      limit: 100,
    });
  });

  test('takes what the panel sends, and what nobody should send falls back', async () => {
    const closed = encodeURIComponent(JSON.stringify(['a,b', '', 'tv/4k']));
    expect(
      await asked(
        `?group=tracker&show=held&text=x%20y&sort=ratio&descending=1&closed=${closed}&only=&offset=40&limit=9`,
      ),
    ).toMatchObject({
      group: 'tracker',
      show: 'held',
      text: 'x y',
      sort: 'ratio',
      descending: true,
      closed: ['a,b', '', 'tv/4k'],
      only: '',
      offset: 40,
      limit: 9,
    });
    expect(await asked('?group=moon&show=sun&sort=star&closed={&offset=-4&limit=100000')).toMatchObject({
      group: 'category',
      show: null,
      sort: 'decision',
      closed: [],
      offset: 0,
      limit: 500,
    });
  });
});

describe('the layout of the table (TR-2)', () => {
  const column = (id: string, width = 120) => ({ id, shown: true, width });
  const layout = { columns: [column('ratio'), column('size', 56)], sort: 'ratio', descending: true };

  test('is kept for every browser, and reset by null', async () => {
    expect((await server.authed('/web/preferences/torrents')).body).toEqual({ layout: null });
    expect((await server.post('/web/preferences/torrents', { layout })).body).toEqual({ layout });
    expect((await server.authed('/api/preferences/torrents')).body).toEqual({ layout });
    await server.post('/api/preferences/torrents', { layout: null });
    expect((await server.authed('/web/preferences/torrents')).body).toEqual({ layout: null });
  });

  test.each([
    ['an unknown column', { ...layout, columns: [column('moon')] }],
    ['a column twice', { ...layout, columns: [column('ratio'), column('ratio')] }],
    ['a width without end', { ...layout, columns: [column('ratio', 100_000)] }],
    ['a width that is none', { ...layout, columns: [column('ratio', 1.5)] }],
    ['an unknown order', { ...layout, sort: 'moon' }],
    ['members of its own', { ...layout, colour: 'red' }],
    ['too many columns', { ...layout, columns: [...torrentColumn.options, 'ratio'].map((id) => column(id)) }],
  ])('refuses %s', async (_name, bad) => {
    expect((await server.post('/web/preferences/torrents', { layout: bad })).status).toBe(400);
    expect((await server.authed('/web/preferences/torrents')).body).toEqual({ layout: null });
  });
});
