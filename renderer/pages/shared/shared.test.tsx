import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionRequest, ConnectionResult, ImportProposal } from '../../../server/contract/index.ts';
import { startTexts } from '../../text/i18n.ts';
import { Toaster, TooltipProvider } from '../../ui/index.ts';
import { ImportPage as FirstRunImport } from '../set-up/import-page.tsx';
import SettingsImport from '../settings/import/index.tsx';
import { ConnectionTest } from './connection-test.tsx';

startTexts();

const passed: ConnectionResult = {
  success: true,
  message: 'Radarr 5 answered',
  cause: null,
  latencyMs: 12,
  version: '5.1',
  clockSkewSeconds: 40,
  profiles: [{ id: 1, name: 'HD' }],
  categories: ['films'],
  categoryFound: null,
  warnings: ['Its certificate ends soon.'],
};
const proposal: ImportProposal = {
  id: 'a/b',
  source: 'decluttarr',
  config: '[Settings]\nFreeSpace = "50G"\n',
  understood: [{ from: 'free', to: 'Settings.FreeSpace', message: '' }],
  notUnderstood: [{ from: 'colour', to: null, message: 'has no counterpart' }],
  attention: [{ from: 'url', to: 'qBit.Host', message: 'names another computer' }],
};
const plan = {
  ok: true,
  etag: '"1"',
  problem: null,
  validationErrors: [],
  warnings: [],
  reloadType: 'live',
  groups: [
    {
      effect: 'now',
      changes: [
        {
          path: 'Settings.FreeSpace',
          before: '1G',
          after: '50G',
          effect: 'now',
          instance: null,
          secret: false,
          label: 'Keep free',
        },
      ],
    },
  ],
  restarts: [],
  refreshes: [],
  resetsSearch: [],
  address: null,
};
const saved = { status: 'ok', configReloaded: true, reloadType: 'live', affectedInstances: [], backup: 'copy-1' };

let asked: { path: string; body: unknown }[] = [];

function answerTo(path: string): unknown {
  if (path.endsWith('/connections/test')) return passed;
  if (path.endsWith('/config/import')) return proposal;
  if (path.endsWith('/plan')) return plan;
  if (path.endsWith('/save')) return saved;
  if (path.endsWith('/config/toml')) return { config: '', etag: '"1"' };
  return {};
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    asked.push({ path, body: typeof init.body === 'string' ? JSON.parse(init.body) : null });
    return new Response(JSON.stringify(answerTo(path)), { status: 200 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const inPanel = (content: React.ReactNode) => (
  <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
    <MemoryRouter>
      <TooltipProvider>
        {content}
        <Toaster />
      </TooltipProvider>
    </MemoryRouter>
  </QueryClientProvider>
);
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const bodyOf = (end: string): unknown => asked.findLast(({ path }) => path.endsWith(end))?.body;

describe('a test of a connection (ui.md CF-9)', () => {
  const request: ConnectionRequest = { kind: 'arr', type: 'radarr', url: 'http://a', apiKey: 'k' };

  it('says what came of it with its figures, until what was tested changes', async () => {
    const { rerender } = render(inPanel(<ConnectionTest name="Radarr" request={request} />));
    await press('Test connection, Radarr');
    expect(await screen.findByText('Radarr 5 answered')).toBeDefined();
    for (const fact of ['answered in 12 ms', 'version 5.1', '1 quality profile: HD', '1 category', 'clock 40 s off'])
      expect(screen.getByText((words) => words.includes(fact))).toBeDefined();
    expect(screen.getByText('Its certificate ends soon.')).toBeDefined();
    rerender(inPanel(<ConnectionTest name="Radarr" request={{ ...request, apiKey: 'other' }} />));
    expect(screen.queryByText('Radarr 5 answered')).toBeNull();
  });

  it('shows the outcome its caller keeps, and none that the caller has dropped', async () => {
    const onResult = vi.fn();
    const shown = (kept: ConnectionResult | null) => (
      <ConnectionTest name="Radarr" request={request} kept={kept} onResult={onResult} />
    );
    const { rerender } = render(inPanel(shown(passed)));
    expect(screen.getByText('Radarr 5 answered')).toBeDefined();
    rerender(inPanel(shown(null)));
    await press('Test connection, Radarr');
    expect(onResult).toHaveBeenCalledWith(passed);
    expect(screen.queryByText('Radarr 5 answered')).toBeNull();
  });

  it('does nothing without an address, and says why', async () => {
    render(inPanel(<ConnectionTest name="Radarr" request={null} missing="No address yet" />));
    await press('Test connection, Radarr');
    expect(asked).toEqual([]);
    await userEvent.hover(screen.getByRole('button', { name: 'Test connection, Radarr' }));
    expect(await screen.findByText('No address yet')).toBeDefined();
  });
});

describe.each([
  { where: 'Settings', page: <SettingsImport /> },
  { where: 'the first run', page: <FirstRunImport /> },
])('bringing a configuration, in $where (ui.md 7 step 1, CF-20)', ({ where, page }) => {
  const read = async (): Promise<void> => {
    await userEvent.type(screen.getByLabelText(/^Folder or file/), '/config');
    await press('Read');
    await screen.findByRole('region', { name: 'Needs a look' });
  };

  it('tells what was understood and what not, what would change, and what would be written', async () => {
    render(inPanel(page));
    await read();
    expect(bodyOf('/config/import')).toEqual({ source: 'qbitrr', path: '/config' });
    expect(screen.getByText('names another computer')).toBeDefined();
    expect(screen.getByRole('region', { name: 'Not taken over' }).textContent).toContain('has no counterpart');
    expect(screen.getByText('1 setting understood')).toBeDefined();
    expect(await screen.findByText('Keep free')).toBeDefined();
    expect(screen.getByText(/FreeSpace = "50G"/)).toBeDefined();
  });

  it('reads a chosen file in place of the path', async () => {
    render(inPanel(page));
    await userEvent.upload(screen.getByLabelText(/choose the file/), new File(['a: 1'], 'list.yml'));
    expect(await screen.findByText(/list\.yml, 4 B/)).toBeDefined();
    await press('Read');
    expect(bodyOf('/config/import')).toEqual({ source: 'qbitrr', text: 'a: 1' });
  });

  it('writes nothing before it is told to', async () => {
    render(inPanel(page));
    await read();
    await screen.findByText('Keep free');
    expect(asked.some(({ path }) => path.endsWith('/save'))).toBe(false);
    await press(where === 'Settings' ? 'Save and apply' : 'Take over in observe-only mode');
    await vi.waitFor(() => expect(asked.some(({ path }) => path.endsWith('/config/import/a%2Fb/save'))).toBe(true));
    if (where !== 'Settings') expect(JSON.stringify(bodyOf('/save'))).toContain('ObserveOnly = true');
  });
});
