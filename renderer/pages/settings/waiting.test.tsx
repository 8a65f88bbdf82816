import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { parseToml, type Edited, type Tree } from '../../../server/config/browser.ts';
import { editToml } from '../../../server/config/document/edit.ts';
import { configFieldList } from '../../../server/config/forms/fields.ts';
import { emptyPlan } from '../../../server/contract/samples.ts';
import { startTexts } from '../../text/i18n.ts';
import type * as Ui from '../../ui/index.ts';
import type Settings from './index.tsx';

startTexts();

/** The patch library: whether it is here, and what comes of asking for it. No edit of these tests does without it. */
const library = { here: false, fetch: (): Promise<void> => Promise.resolve() };
const editing = '../../../server/config/document/edit-in-browser.ts';
let page: { SettingsPage: typeof Settings; Toaster: typeof Ui.Toaster; TooltipProvider: typeof Ui.TooltipProvider };

beforeAll(async () => {
  // Other files may have read in the page before, with the real library.
  vi.resetModules();
  vi.doMock(editing, () => {
    const fetchLibraryEdit = async (): Promise<void> => {
      await library.fetch();
      library.here = true;
    };
    const edit = (text: string, wanted: Tree): Edited =>
      library.here ? editToml(text, wanted) : { ok: false, error: 'not by single lines' };
    const editTomlFully = async (text: string, wanted: Tree): Promise<Edited> => {
      await fetchLibraryEdit();
      return edit(text, wanted);
    };
    return { hasLibraryEdit: () => library.here, fetchLibraryEdit, editToml: edit, editTomlFully };
  });
  const { Toaster, TooltipProvider } = await import('../../ui/index.ts');
  const { fetchLater } = await import('../../ui/later.tsx');
  page = { SettingsPage: (await import('./index.tsx')).default, Toaster, TooltipProvider };
  await fetchLater();
});
afterAll(() => {
  vi.doUnmock(editing);
  vi.resetModules();
});

const onDisk = '# mine\n[Settings]\nFreeSpace = "50G" # small\n\n[WebUI]\nToken = "[redacted]"\n';
let planned: string[] = [];
let downloads: Promise<string>[] = [];

function answerTo(path: string, body: unknown): unknown {
  if (path.endsWith('/config/toml')) return { config: onDisk, etag: '"1"' };
  if (path.endsWith('/config/fields'))
    return { fields: configFieldList(), locks: {}, secrets: { 'WebUI.Token': null } };
  if (path.endsWith('/qbit/categories')) return { categories: [], ready: true };
  if (!path.endsWith('/config/plan')) return null;
  planned.push(z.object({ config: z.string() }).parse(body).config);
  return emptyPlan;
}

beforeEach(() => {
  library.here = false;
  planned = [];
  downloads = [];
  sessionStorage.clear();
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const answer = answerTo(path, typeof init.body === 'string' ? JSON.parse(init.body) : null);
    return new Response(JSON.stringify(answer ?? { error: 'later', details: '' }), {
      status: answer === null ? 503 : 200,
    });
  });
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    downloads.push(blob instanceof Blob ? blob.text() : Promise.resolve(''));
    return 'blob:x';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function open(): Promise<void> {
  const { SettingsPage, Toaster, TooltipProvider } = page;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter initialEntries={['/settings']}>
        <TooltipProvider>
          <Routes>
            <Route path="/settings/:section?" element={<SettingsPage />} />
          </Routes>
          <Toaster />
        </TooltipProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await screen.findByRole('navigation', { name: 'Sections' });
}

const keepFree = () => screen.findByRole<HTMLInputElement>('textbox', { name: /Keep free/ });
async function enter(value: string): Promise<void> {
  const field = await keepFree();
  await userEvent.clear(field);
  await userEvent.type(field, value);
}
const review = () => screen.getByRole('button', { name: /Review and save/ });
const lastPlanned = (): unknown => {
  const parsed = parseToml(planned.at(-1) ?? '');
  return parsed.ok ? parsed.tree['Settings'] : null;
};

describe('an edit that needs a part of the editor which comes later (ui.md 16, CF-12)', () => {
  it('shows at once, waits for that part and is then made, comments kept', async () => {
    let arrive = (): void => undefined;
    library.fetch = () => new Promise((resolve) => (arrive = resolve));
    await open();
    await enter('200');
    expect(await screen.findByText('changed from 50 GB')).toBeTruthy();
    expect(screen.getByText(/Waiting for a part of the editor/)).toBeTruthy();
    await userEvent.click(review());
    expect(screen.queryByRole('dialog')).toBeNull();
    arrive();
    await waitFor(() => expect(planned.at(-1)).toBe(onDisk.replace('50G', '200G')));
    expect((await keepFree()).value).toBe('200');
    expect(screen.queryByText(/Waiting for a part/)).toBeNull();
  });

  it('is kept when that part cannot be fetched, with the reason and a way to try again', async () => {
    library.fetch = () => Promise.reject(new Error('the server did not hand out a part of the editor'));
    await open();
    await enter('200');
    expect(await screen.findByText(/the server did not hand out a part of the editor/)).toBeTruthy();
    expect((await keepFree()).value).toBe('200');
    library.fetch = () => Promise.resolve();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(lastPlanned()).toEqual({ FreeSpace: '200G' }));
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  });

  it('is taken back by Discard while it waits', async () => {
    library.fetch = () => new Promise(() => undefined);
    await open();
    await enter('200');
    await userEvent.click(await screen.findByRole('button', { name: 'Discard' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Discard all changes' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Discard changes' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /Review and save/ })).toBeNull());
    expect((await keepFree()).value).toBe('50');
  });

  it('CF-20: an export waits as well, and never hands out a file that says something else', async () => {
    library.fetch = () => Promise.reject(new Error('the server did not hand out a part of the editor'));
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Export' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
    expect(await screen.findByText(/Nothing was exported: the server did not hand out/)).toBeTruthy();
    expect(downloads).toEqual([]);
    library.fetch = () => Promise.resolve();
    await userEvent.click(screen.getByRole('button', { name: 'Export' }));
    await waitFor(() => expect(downloads).toHaveLength(1));
    expect(await downloads[0]).toBe(onDisk.replace('[redacted]', ''));
  });
});
