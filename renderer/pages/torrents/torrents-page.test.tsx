import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RuleTrace, TorrentRow } from '../../../server/contract/index.ts';
import { connection, torrentStore } from '../../data/index.ts';
import { startTexts } from '../../text/i18n.ts';
import { aTorrent } from './fixtures.ts';
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

beforeEach(() => {
  // The virtual list draws only what fits, and this environment has no layout.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  vi.stubGlobal('fetch', async (path: string) => {
    const { status, body } = answers.get(path) ?? { status: 404, body: { error: 'Unknown', details: '' } };
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

function openPage(rows: TorrentRow[], at = '/torrents'): void {
  torrentStore.apply({ full: true, changed: rows, removed: [], total: rows.length });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter initialEntries={[at]}>
        <Address />
        <Routes>
          <Route path="/torrents" element={<TorrentsPage />} />
          <Route path="/torrents/:instance/:hash" element={<TorrentsPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const names = (): (string | null)[] => screen.queryAllByRole('link').map((link) => link.textContent);

describe('torrents page (ui.md 6.2)', () => {
  it('TR-1: groups by category with totals and says what observe-only keeps from happening', () => {
    openPage([aTorrent(), shogun, gone]);
    expect(screen.getByRole('button', { name: /radarr-1080.*1 torrent/ }).getAttribute('aria-expanded')).toBe('true');
    expect(names()).toEqual(['Dune.Part.Two.2024.2160p', 'Shogun.S01E04']);
    expect(screen.getByText('Would remove (observe only)')).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: /Decision/ }).getAttribute('aria-sort')).toBe('ascending');
  });

  it('keeps filter, search and closed groups in the address, and clears them', async () => {
    openPage([aTorrent(), shogun, gone]);
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

  it('TR-6: shows removed torrents under their own filter', () => {
    openPage([aTorrent(), gone], '/torrents?show=removed');
    expect(names()).toEqual(['Poor.Things']);
  });

  it('follows the live table', () => {
    openPage([aTorrent()]);
    act(() => torrentStore.apply({ full: false, changed: [shogun], removed: [], total: 2 }));
    expect(names()).toContain('Shogun.S01E04');
  });

  it('says when not every torrent was sent', () => {
    openPage([aTorrent()]);
    act(() => torrentStore.apply({ full: false, changed: [], removed: [], total: 12_000 }));
    expect(screen.getByText(/Showing 1 of 12.000 torrents/)).toBeTruthy();
  });

  it('TR-3: opens the explanation of a torrent at its own address and closes it again', async () => {
    answers.set(`/web/torrents/qBit/${shogun.hash}`, { status: 200, body: { torrent: shogun, trail, timeline: [] } });
    openPage([aTorrent(), shogun], '/torrents?q=shogun');
    await userEvent.click(screen.getByRole('link', { name: 'Shogun.S01E04' }));
    expect(address()).toBe(`/torrents/qBit/${shogun.hash}?q=shogun`);
    const panel = await screen.findByRole('dialog');
    const steps = within(await within(panel).findByRole('list', { name: /2 rules/ })).getAllByRole('listitem');
    expect(steps.map((step) => step.textContent)).toEqual([
      'Not tagged qBitrr-ignoredA torrent with this tag is left alone by every rule below.pass',
      'No data for 16 min, limit 15 minA download that has received nothing for too long is replaced.set by Sonarr-TV.Torrent.StalledDelaymatch',
    ]);
    expect(within(panel).getByRole('link').getAttribute('href')).toBe('/settings#Sonarr-TV.Torrent.StalledDelay');
    await userEvent.click(within(panel).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(address()).toBe('/torrents?q=shogun'));
  });

  it('TR-5: x selects, a bulk command lists names and bytes, and nothing runs before it is confirmed', async () => {
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (_path: string, init: { body: string }) => {
      sent.push(JSON.parse(init.body));
      const results = [shogun, aTorrent()].map(({ instance, hash }) => ({ instance, hash, ok: true, message: '' }));
      return new Response(JSON.stringify({ results }), { status: 200 });
    });
    openPage([aTorrent(), shogun]);
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
    expect(sent).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Mark failed and search again' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    const asked = [shogun, aTorrent()].map(({ instance, hash }) => ({ instance, hash }));
    expect(sent).toEqual([{ command: 'fail', torrents: asked }]);
    expect(screen.queryByRole('region', { name: 'Selected torrents' })).toBeNull();
  });

  it('TR-4: a planned removal can be stopped from its line', async () => {
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (_path: string, init: { body: string }) => {
      sent.push(JSON.parse(init.body));
      return new Response(JSON.stringify({ results: [] }), { status: 200 });
    });
    openPage([shogun]);
    await userEvent.click(screen.getByRole('button', { name: 'Keep Shogun.S01E04' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ command: 'keep' });
  });

  it('tells a torrent that is not known from a failure', async () => {
    openPage([aTorrent()], '/torrents/qBit/ffff');
    expect(await screen.findByText('This torrent is not known any more')).toBeTruthy();
  });
});
