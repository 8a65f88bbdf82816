import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RuleTrace, TorrentRow } from '../../../server/contract/index.ts';
import { connection } from '../../data/index.ts';
import { startTexts } from '../../text/i18n.ts';
import { aTorrent, aView } from './fixtures.ts';
import TorrentsPage from './index.tsx';

startTexts();

const shogun = aTorrent({
  hash: 'b'.repeat(40),
  name: 'Shogun.S01E04',
  category: 'sonarr-tv',
  manager: 'Sonarr-TV',
  decision: 'stalled',
  values: { time: 960, limit: 900 },
  action: 'remove',
  observed: true,
});
const gone = aTorrent({ hash: 'd'.repeat(40), name: 'Poor.Things', removedAt: Date.now() });
const trail: RuleTrace[] = [
  { rule: 'ignored', row: 'Q19', outcome: 'pass', values: { tag: 'qBitrr-ignored' }, setting: null },
  {
    rule: 'stalled',
    row: 'D08',
    outcome: 'match',
    values: { time: 960, limit: 900 },
    setting: 'Sonarr-TV.Torrent.StalledDelay',
  },
];

const answers = new Map<string, { status: number; body: unknown }>();
/** Rows the server has, and what was posted to it. */
let table: TorrentRow[] = [];
let posted: { path: string; body: unknown }[] = [];

function answer(path: string): { status: number; body: unknown } {
  const { pathname, searchParams } = new URL(path, 'http://panel');
  const fixed = answers.get(pathname);
  if (fixed !== undefined) return fixed;
  if (pathname === '/web/torrents/view') return { status: 200, body: aView(table, searchParams) };
  if (pathname === '/web/preferences/torrents') return { status: 200, body: { layout: null } };
  return { status: 404, body: { error: 'Unknown', details: '' } };
}

beforeEach(() => {
  // The virtual list draws only what fits, and this environment has no layout.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  posted = [];
  vi.stubGlobal('fetch', async (path: string, init: { body?: string }) => {
    if (init.body !== undefined) posted.push({ path, body: JSON.parse(init.body) });
    const { status, body } = answer(path);
    return new Response(JSON.stringify(body), { status });
  });
  connection.note({ kind: 'socket', socket: 'open' });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  answers.clear();
});

const Address = () => <p data-testid="address">{useLocation().pathname + useLocation().search}</p>;
const address = (): string | null => screen.getByTestId('address').textContent;

async function openPage(rows: TorrentRow[], at = '/torrents'): Promise<QueryClient> {
  table = rows;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[at]}>
        <Address />
        <Routes>
          <Route path="/torrents" element={<TorrentsPage />} />
          <Route path="/torrents/:instance/:hash" element={<TorrentsPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await screen.findByRole('table');
  return client;
}

const names = (): (string | null)[] => screen.queryAllByRole('link').map((link) => link.textContent);

describe('torrents page (ui.md 6.2)', () => {
  it('TR-1: groups by category with totals and says what observe-only keeps from happening', async () => {
    await openPage([aTorrent(), shogun, gone]);
    expect(screen.getByRole('button', { name: /radarr-1080.*1 torrent/ }).getAttribute('aria-expanded')).toBe('true');
    expect(names()).toEqual(['Dune.Part.Two.2024.2160p', 'Shogun.S01E04']);
    expect(screen.getByText('Would remove (observe only)')).toBeTruthy();
    expect(screen.getAllByText('ratio 2.0 or 7 d, then remove')).toHaveLength(2);
    expect(screen.getByRole('columnheader', { name: /Decision/ }).getAttribute('aria-sort')).toBe('ascending');
  });

  it('keeps filter, search and closed groups in the address, and clears them', async () => {
    await openPage([aTorrent(), shogun, gone]);
    await userEvent.click(screen.getByRole('button', { name: /Removal planned/ }));
    await userEvent.type(screen.getByRole('searchbox'), 'dune');
    await waitFor(() => expect(address()).toBe('/torrents?show=removal&q=dune'));
    expect(await screen.findByText('0 of 3 match')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect(names()).toHaveLength(2));
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
    await userEvent.click(screen.getByRole('button', { name: /sonarr-tv/ }));
    await waitFor(() => expect(names()).toEqual(['Dune.Part.Two.2024.2160p']));
    expect(address()).toBe('/torrents?closed=sonarr-tv');
  });

  it('TR-6: shows removed torrents under their own filter', async () => {
    await openPage([aTorrent(), gone], '/torrents?show=removed');
    expect(names()).toEqual(['Poor.Things']);
  });

  it('TR-8: asks for the window again when something changed', async () => {
    const client = await openPage([aTorrent()]);
    table = [aTorrent(), shogun];
    await act(() => client.invalidateQueries({ queryKey: ['torrent view'] }));
    await waitFor(() => expect(names()).toContain('Shogun.S01E04'));
  });

  it('TR-2: sorting, hiding and adding columns are stored on the server', async () => {
    await openPage([aTorrent()]);
    await userEvent.click(screen.getByRole('button', { name: 'Progress' }));
    expect(posted.at(-1)).toMatchObject({ body: { layout: { sort: 'progress', descending: false } } });
    await userEvent.click(screen.getByRole('button', { name: 'Options of the column Instance' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Move right' }));
    const columns = screen.getAllByRole('columnheader').map((head) => head.textContent);
    expect(columns.slice(2, 5)).toEqual(['Name', 'Progress', 'Instance']);
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Ratio' }));
    expect(screen.getByRole('columnheader', { name: /Ratio/ })).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Reset columns' }));
    await waitFor(() => expect(posted.at(-1)).toMatchObject({ body: { layout: null } }));
    expect(screen.queryByRole('columnheader', { name: /Ratio/ })).toBeNull();
  });

  it('TR-3: opens the explanation of a torrent at its own address and closes it again', async () => {
    answers.set(`/web/torrents/qBit/${shogun.hash}`, {
      status: 200,
      body: { torrent: shogun, trail, timeline: [], links: { client: null, arr: null } },
    });
    await openPage([aTorrent(), shogun], '/torrents?q=shogun');
    await userEvent.click(screen.getByRole('link', { name: 'Shogun.S01E04' }));
    expect(address()).toBe(`/torrents/qBit/${shogun.hash}?q=shogun`);
    const panel = await screen.findByRole('dialog');
    const steps = within(await within(panel).findByRole('list', { name: /2 rules/ })).getAllByRole('listitem');
    expect(steps.map((step) => step.textContent)).toEqual([
      'Not tagged qBitrr-ignoredA torrent with this tag is left alone by every rule below.pass',
      'No data for 16 min, limit 15 minA download that has received nothing for too long is replaced.set by Sonarr-TV.Torrent.StalledDelayWould remove (observe only)',
    ]);
    expect(within(panel).getByRole('link').getAttribute('href')).toBe('/settings#Sonarr-TV.Torrent.StalledDelay');
    await userEvent.click(within(panel).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(address()).toBe('/torrents?q=shogun'));
  });

  it('TR-5: x selects, a bulk command lists names and bytes, and nothing runs before it is confirmed', async () => {
    const results = [shogun, aTorrent()].map(({ instance, hash }) => ({ instance, hash, ok: true, message: '' }));
    answers.set('/web/torrents/actions', { status: 200, body: { results } });
    await openPage([aTorrent(), shogun]);
    screen.getByRole('link', { name: 'Shogun.S01E04' }).focus();
    await userEvent.keyboard('x');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select Dune.Part.Two.2024.2160p' }));
    const bar = screen.getByRole('region', { name: 'Selected torrents' });
    expect(within(bar).getByText(/2 selected/)).toBeTruthy();
    await userEvent.click(within(bar).getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Mark failed and search again' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('Remove 2 torrents and search again?');
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(2);
    expect(dialog.textContent).toMatch(/2 torrents, \d+(\.\d)? GB on disk/);
    expect(posted).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Mark failed and search again' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    const asked = [shogun, aTorrent()].map(({ instance, hash }) => ({ instance, hash }));
    expect(posted).toEqual([{ path: '/web/torrents/actions', body: { command: 'fail', torrents: asked } }]);
    expect(screen.queryByRole('region', { name: 'Selected torrents' })).toBeNull();
  });

  it('TR-4: a planned removal can be stopped from its line', async () => {
    answers.set('/web/torrents/actions', { status: 200, body: { results: [] } });
    await openPage([shogun]);
    await userEvent.click(screen.getByRole('button', { name: 'Keep Shogun.S01E04' }));
    await waitFor(() => expect(posted).toMatchObject([{ body: { command: 'keep' } }]));
  });

  it('tells a torrent that is not known from a failure', async () => {
    await openPage([aTorrent()], '/torrents/qBit/ffff');
    expect(await screen.findByText('This torrent is not known any more')).toBeTruthy();
  });
});
