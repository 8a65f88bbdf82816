import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pathFinding, type PathReport } from '../../../server/contract/index.ts';
import { folderFindings } from '../../text/folder-findings.ts';
import { startTexts } from '../../text/i18n.ts';
import FoldersPage from './index.tsx';

startTexts();

const report = (change: Partial<PathReport> = {}): PathReport => ({
  checkedAt: Date.now(),
  inContainer: false,
  completedFolder: null,
  findings: [],
  clients: [
    {
      instance: 'qBit',
      trouble: null,
      folders: [{ role: 'complete', name: '/dl', here: { path: '/mnt/dl', sight: 'there' }, freeBytes: 5e9 }],
      findings: [],
    },
  ],
  apps: [
    {
      instance: 'Radarr-4K',
      type: 'radarr',
      trouble: null,
      category: 'radarr-4k',
      downloads: [
        {
          client: 'q',
          clientCategory: 'radarr-4k',
          qbit: 'qBit',
          name: '/dl/radarr-4k',
          app: { path: '/data/radarr-4k', sight: 'missing' },
          here: { path: '/mnt/dl/radarr-4k', sight: 'there' },
        },
      ],
      library: [
        { app: { path: '/films', sight: 'there' }, here: { path: '/films', sight: 'missing' }, hardlinks: 'unknown' },
      ],
      findings: [
        { code: 'category-missing', severity: 'note', values: { category: 'radarr-4k', qbit: 'qBit' } },
        { code: 'mapping-needed', severity: 'problem', values: { host: 'nas', remote: '/dl', local: '' } },
      ],
    },
  ],
  ...change,
});

function open(status: number, body: unknown): void {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status }));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <FoldersPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

afterEach(() => vi.unstubAllGlobals());

describe('Settings > Folders (issue 5)', () => {
  it('shows what each program calls a folder, and the worst finding first with what to change', async () => {
    open(200, report());
    const table = await screen.findByRole('table', { name: /Folders of Radarr-4K/ });
    expect(
      within(table).getByRole('row', { name: /^Downloads \/dl\/radarr-4k \/data\/radarr-4k ?Not there/ }),
    ).toBeTruthy();
    expect(within(table).getByRole('row', { name: /^Library Does not use it \/films/ })).toBeTruthy();
    const facts = screen.getAllByText(/does not see|has no category/).map(({ textContent }) => textContent);
    expect(facts[0]).toBe('The app does not see /dl, where qBittorrent saves.');
    expect(screen.getByText(/add a remote path mapping.*host nas, remote path \/dl, and as local path/)).toBeTruthy();
    expect(screen.getByText('1 problem')).toBeTruthy();
  });

  it('a program that cannot be asked is told apart from one without trouble', async () => {
    const [client] = report().clients;
    open(200, report({ clients: client ? [{ ...client, trouble: 'qBit refused us', folders: [] }] : [], apps: [] }));
    expect(await screen.findByText(/its folders are unknown: qBit refused us/)).toBeTruthy();
    expect(screen.getByText('1 program could not be asked')).toBeTruthy();
    expect(screen.queryByText('Everything fits')).toBeNull();
  });

  it('nothing configured and a failed check never look the same', async () => {
    open(200, report({ clients: [], apps: [] }));
    expect(await screen.findByText('No qBittorrent and no app is configured yet')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('a failed check says why and can be tried again', async () => {
    open(500, { error: 'Broken', details: '' });
    expect(within(await screen.findByRole('alert')).getByText('The folders could not be checked')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Retry' })).toBeTruthy();
  });

  it.each(pathFinding.options.map(({ shape }) => [shape.code.value, Object.keys(shape.values.shape)] as const))(
    'the texts of %s use only the values it has',
    (code, values) => {
      const used = Object.values(folderFindings[code]).flatMap((text) =>
        [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name),
      );
      expect(values).toEqual(expect.arrayContaining(used));
    },
  );
});
