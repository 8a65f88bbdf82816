import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OverviewBody, PlannedItem, ProcessRow, StatusBody } from '../../../server/contract/index.ts';
import { connection } from '../../data/index.ts';
import { startTexts } from '../../text/i18n.ts';
import { anEvent } from '../activity/fixtures.ts';
import { firstRun } from './first-run.ts';
import OverviewPage from './index.tsx';

startTexts();

const process = (change: Partial<ProcessRow> = {}): ProcessRow => ({
  category: 'radarr-1080',
  name: 'Radarr-1080',
  kind: 'torrent',
  pid: 1,
  alive: true,
  status: 'running',
  uptime: 60,
  owner: 'radarr',
  address: 'http://localhost:7878',
  doing: { code: 'pass', values: { tracked: 12, judged: 0 } },
  nextRunAt: null,
  restarts: { used: 0, allowed: 5, windowSeconds: 300, total: 0 },
  lastExit: null,
  lastError: null,
  memoryBytes: null,
  cpuPercent: null,
  work: Array.from({ length: 60 }, () => 2),
  ...change,
});
const qbit = { alive: true, host: 'h', port: 1, version: 'v5', state: 'up', lastError: null, since: 1 } as const;
const status = (change: Partial<StatusBody> = {}): StatusBody => ({
  qbit,
  qbitInstances: { qBit: qbit },
  arrs: [
    {
      category: 'radarr-1080',
      name: 'Radarr-1080',
      type: 'radarr',
      alive: true,
      reachable: true,
      state: 'up',
      version: '6.0',
      lastError: null,
    },
  ],
  ready: true,
  webui: { LiveArr: true, Theme: 'Dark', ViewDensity: 'Comfortable' },
  mode: 'normal',
  observeOnly: false,
  uptime: 1,
  dataPath: 'data',
  version: '1',
  configIssues: [],
  attention: [],
  transfer: { dlspeed: 0, upspeed: 0, torrents: 3 },
  disk: null,
  ...change,
});
const planned = (change: Partial<PlannedItem> = {}): PlannedItem => ({
  kind: 'torrent',
  at: Date.now() + 60_000,
  name: 'Shogun.S01E04',
  instance: 'qBit',
  hash: 'b',
  manager: 'Sonarr-TV',
  action: 'remove',
  decision: 'stalled',
  count: 1,
  ...change,
});
const overview = (change: Partial<OverviewBody> = {}): OverviewBody => ({
  planned: [],
  plannedTotal: 0,
  decisions: {},
  today: { searches: 1, imports: 4, removals: 0, holds: 0 },
  average: { searches: 0, imports: 2.5, removals: 1, holds: 0 },
  observed: 0,
  hasRun: true,
  ...change,
});

const answers = new Map<string, unknown>();
beforeEach(() => {
  vi.stubGlobal('fetch', async (address: string) => {
    const body = answers.get(new URL(address, 'http://x').pathname.replace(/^.*\/web/, ''));
    return body === undefined
      ? new Response(JSON.stringify({ error: 'state.db is broken', details: '' }), { status: 500 })
      : new Response(JSON.stringify(body));
  });
  connection.note({ kind: 'socket', socket: 'open' });
  answers.set('/status', status());
  answers.set('/processes', { processes: [process()] });
  answers.set('/overview', overview());
  answers.set('/activity', { events: [anEvent()], total: 1 });
});
afterEach(() => {
  vi.unstubAllGlobals();
  answers.clear();
});

const open = (): void =>
  void render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <OverviewPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
const part = async (name: string) => within(await screen.findByRole('region', { name }));

describe('overview (ui.md 6.1)', () => {
  it('OV-1: says that everything runs, and that what was stopped by hand does not', async () => {
    open();
    expect(await screen.findByText('Everything is running.')).toBeTruthy();
  });

  it('OV-1: with loops switched off it does not say that everything runs', async () => {
    answers.set('/processes', { processes: [process(), process({ kind: 'search', alive: false, status: 'stopped' })] });
    open();
    expect(await screen.findByText('1 of 2 loops is stopped and stays off until started.')).toBeTruthy();
    expect(screen.queryByText('Everything is running.')).toBeNull();
  });

  it('OV-2: a lane per loop with its hour of work, and its verbs', async () => {
    open();
    const workers = await part('Workers');
    expect(await workers.findByText('12 tracked')).toBeTruthy();
    expect(workers.getByText('1 of 1 running')).toBeTruthy();
    expect(workers.getByRole('img', { name: /last 60 minutes, 120 in total/ })).toBeTruthy();
    await userEvent.click(workers.getByRole('button', { name: /Actions for Radarr-1080/ }));
    expect(await screen.findByRole('menuitem', { name: 'Restart' })).toBeTruthy();
  });

  it('OV-3: the gauge says in words what it draws, and when downloads are held', async () => {
    const gb = 1024 ** 3;
    const disk = {
      folder: '/data',
      total: 4000 * gb,
      free: 1160 * gb,
      keep: 480 * gb,
      reserved: 80 * gb,
      held: 0,
      waiting: 0,
      problem: null,
    };
    answers.set('/status', status({ disk }));
    open();
    expect(
      await screen.findByRole('figure', { name: /\/data: 2.8 TB used, 80.0 GB reserved.*480 GB to be kept free/ }),
    ).toBeTruthy();
    expect(screen.getByText('Downloads are held once 600 GB more is taken.')).toBeTruthy();
  });

  it('OV-4: planned actions lead to their torrents, and what is left out is counted', async () => {
    const many = Array.from({ length: 12 }, (_, index) => planned({ hash: `b${index}`, name: `T${index}` }));
    answers.set(
      '/overview',
      overview({ planned: [planned({ kind: 'held', at: null, count: 3 }), ...many], plannedTotal: 40 }),
    );
    open();
    const next = await part('Planned next');
    expect(next.getByText('Resume 3 held downloads as soon as there is space')).toBeTruthy();
    expect(next.getByRole('link', { name: /T0/ }).getAttribute('href')).toBe('/torrents/qBit/b0');
    expect(next.getByRole('link', { name: '34 more' })).toBeTruthy();
  });

  it('OV-5: the parts of the bar lead to their filter', async () => {
    answers.set('/overview', overview({ decisions: { downloading: 8, held: 2, removal: 1 } }));
    open();
    expect(await screen.findByRole('figure', { name: /Downloading 8, Held 2, Removal planned 1/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Show 2 torrents: Held' }).getAttribute('href')).toBe(
      '/torrents?show=held',
    );
  });

  it('OV-6: the latest events, and today beside the usual day', async () => {
    open();
    expect(await screen.findByText('Poor.Things.2160p')).toBeTruthy();
    const today = await part('Today');
    expect(today.getByText('usually 2.5')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All activity' }).getAttribute('href')).toBe('/activity');
  });

  it('observe only: counts what would have been done and leads to it', async () => {
    answers.set('/status', status({ observeOnly: true }));
    answers.set('/overview', overview({ observed: 14 }));
    open();
    expect(await screen.findByText('Nothing is changed. 14 actions would have been taken.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Show them' }).getAttribute('href')).toBe('/activity?kind=observed');
  });

  it('first run: a checklist until the engine has judged a torrent', async () => {
    answers.set('/overview', overview({ hasRun: false }));
    open();
    expect(await screen.findByText('4 of 5 ready')).toBeTruthy();
    const down = status({ arrs: [], qbitInstances: { qBit: { ...qbit, state: 'down' } } });
    expect(firstRun(down, false)).toEqual({ qbit: false, arr: false, category: false, folder: false, judged: false });
  });

  it('a part that cannot be read says so, the others stay', async () => {
    answers.delete('/overview');
    open();
    expect(await screen.findByText(/counts could not be read: state.db is broken/)).toBeTruthy();
    await waitFor(() => expect(screen.getByText('12 tracked')).toBeTruthy());
  });
});
