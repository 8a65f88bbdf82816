import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LedgerEvent } from '../../../server/contract/index.ts';
import { activityFeed, connection } from '../../data/index.ts';
import { noActivityFilter } from '../../data/activity.ts';
import { startTexts } from '../../text/i18n.ts';
import { anEvent } from './fixtures.ts';
import ActivityPage from './index.tsx';

startTexts();

const asked: URLSearchParams[] = [];
let answer: () => Response;
const events = (list: readonly LedgerEvent[], total = list.length): void => {
  answer = () => new Response(JSON.stringify({ events: list, total }));
};

beforeEach(() => {
  // The virtual list draws only what fits, and this environment has no layout.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  asked.length = 0;
  vi.stubGlobal('fetch', async (address: string) => {
    const url = new URL(address, 'http://x');
    if (!url.pathname.endsWith('/activity'))
      return new Response(JSON.stringify({ error: 'no', details: '' }), { status: 404 });
    asked.push(url.searchParams);
    return answer();
  });
  connection.note({ kind: 'socket', socket: 'open' });
  // The feed outlives the page: each test starts with another filter than the one before left behind.
  events([]);
  activityFeed.open({ ...noActivityFilter, text: crypto.randomUUID() });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const Address = () => <p data-testid="address">{useLocation().pathname + useLocation().search}</p>;
const address = (): string | null => screen.getByTestId('address').textContent;
const open = (at = '/activity'): void =>
  void render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter initialEntries={[at]}>
        <Address />
        <ActivityPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );

describe('activity page (ui.md 6.3)', () => {
  it('AC-1: folds a run into one row that opens, and counts what there is', async () => {
    events(
      Array.from({ length: 24 }, (_, index) => anEvent({ id: 100 - index, name: `T${index}` })),
      1234,
    );
    open();
    const run = await screen.findByRole('button', { name: '24 removals with files' });
    expect(screen.getByText('1,234 events')).toBeTruthy();
    expect(screen.queryByText('T0')).toBeNull();
    await userEvent.click(run);
    expect(run.getAttribute('aria-expanded')).toBe('true');
    expect(await screen.findByText('T0')).toBeTruthy();
  });

  it('AC-1: chips filter on the server and stay in the address', async () => {
    events([anEvent()]);
    open('/activity?manager=Radarr-1080');
    await screen.findByText('Poor.Things.2160p');
    await userEvent.click(screen.getByRole('button', { name: 'Removals' }));
    await waitFor(() => expect(address()).toBe('/activity?kind=removals&manager=Radarr-1080'));
    await waitFor(() => expect(asked.at(-1)?.get('kinds')).toBe('removal'));
    expect([asked.at(-1)?.get('manager'), asked.at(-1)?.get('brief')]).toEqual(['Radarr-1080', '1']);
  });

  it('puts a live event on top', async () => {
    events([anEvent({ id: 1 })]);
    open();
    await screen.findByText('Poor.Things.2160p');
    act(() => activityFeed.take(anEvent({ id: 2, name: 'Past.Lives', kind: 'import', action: 'import' })));
    expect(await screen.findByText('Past.Lives')).toBeTruthy();
  });

  it('an error does not look like an empty list, and can be tried again', async () => {
    answer = () => new Response(JSON.stringify({ error: 'state.db is broken', details: '' }), { status: 500 });
    open();
    expect((await screen.findByRole('alert')).textContent).toContain('state.db is broken');
    events([anEvent()]);
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Poor.Things.2160p')).toBeTruthy();
  });

  it('says when nothing has happened yet, and when a filter leaves nothing', async () => {
    open();
    expect(await screen.findByText('Nothing has happened yet')).toBeTruthy();
  });

  it('offers to take off what leaves nothing', async () => {
    open('/activity?result=failed&days=7');
    expect(await screen.findByText('0 of 0 match')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Remove the filter Last 7 days' }));
    await waitFor(() => expect(address()).toBe('/activity?result=failed'));
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect(address()).toBe('/activity'));
  });
});
