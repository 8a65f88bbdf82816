import { EditorView } from '@codemirror/view';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startTexts } from '../../text/i18n.ts';
import SettingsPage from './index.tsx';

startTexts();

interface Asked {
  path: string;
  method: string;
  body: unknown;
  ifMatch: string | null;
}
type Answer = { status?: number; body: unknown };

const onDisk = '[Settings]\nFreeSpace = "50G"\n\n[WebUI]\nToken = "[redacted]"\n';
const fine = {
  ok: true,
  problem: null,
  validationErrors: [],
  reloadType: 'live',
  affectedInstances: [],
  changed: ['Settings.FreeSpace'],
};

let disk = { config: onDisk, etag: '"1"' };
let asked: Asked[] = [];
let check: (text: string) => Answer = () => ({ body: fine });
let save: () => Answer = () => ({ body: {} });

function answerTo(asking: Asked): Answer {
  if (asking.path.endsWith('/config/toml')) return { body: disk };
  const { config: text } = z.object({ config: z.string() }).parse(asking.body);
  return asking.path.endsWith('/config/check') ? check(text) : save();
}

beforeEach(() => {
  disk = { config: onDisk, etag: '"1"' };
  asked = [];
  check = () => ({ body: fine });
  sessionStorage.clear();
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const asking = {
      path: input,
      method: init.method ?? 'GET',
      body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
      ifMatch: new Headers(init.headers).get('If-Match'),
    };
    asked.push(asking);
    const { status = 200, body } = answerTo(asking);
    return new Response(JSON.stringify(body), { status });
  });
});
afterEach(() => vi.unstubAllGlobals());

async function openPage(): Promise<EditorView> {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <SettingsPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  const content = await screen.findByRole('textbox', { name: 'Configuration as TOML' }, { timeout: 8000 });
  const view = EditorView.findFromDOM(content);
  if (view === null) throw new Error('the editor has no view');
  return view;
}

const write = (view: EditorView, text: string): void =>
  act(() => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }));

const changedText = onDisk.replace('50G', '200G');
const saveButton = () => screen.findByRole('button', { name: 'Save and apply' });

async function review(view: EditorView): Promise<void> {
  write(view, changedText);
  await screen.findByText('1 change, applies now');
  await userEvent.click(screen.getByRole('button', { name: /Review and save/ }));
}

describe('settings as TOML (ui.md 6.8)', () => {
  it('CF-19: shows the redacted file and says what [redacted] means', async () => {
    const view = await openPage();
    expect(view.state.doc.toString()).toBe(onDisk);
    expect(screen.getByText(/the stored value stays/)).toBeTruthy();
  });

  it('CF-17: broken TOML shows its line and column, and the problem leads there', async () => {
    check = () => ({
      body: {
        ...fine,
        ok: false,
        problem: { line: 2, column: 13, message: 'unfinished string' },
        reloadType: null,
        changed: [],
      },
    });
    const view = await openPage();
    write(view, '[Settings]\nFreeSpace = "50G\n');
    const problem = await screen.findByRole('button', { name: /Line 2, column 13.*unfinished string/ });
    await userEvent.click(problem);
    expect(view.state.doc.lineAt(view.state.selection.main.from).number).toBe(2);
    expect(screen.getByRole('button', { name: /Review and save/ }).getAttribute('aria-disabled')).toBe('true');
  });

  it('CF-13: reviews keys, values and the effect, saves with If-Match and tells what restarts', async () => {
    save = () => {
      disk = { config: changedText, etag: '"2"' };
      return {
        body: { status: 'ok', configReloaded: true, reloadType: 'single_arr', affectedInstances: ['Radarr-4K'] },
      };
    };
    await review(await openPage());
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('Settings.FreeSpace')).toBeTruthy();
    expect(within(dialog).getByText('"50G"')).toBeTruthy();
    expect(within(dialog).getByText('"200G"')).toBeTruthy();
    expect(within(dialog).getByText(/After saving: applies now/)).toBeTruthy();
    await userEvent.click(await saveButton());
    await screen.findByText('No changes');
    const posted = asked.find((one) => one.method === 'POST' && one.path.endsWith('/config'));
    expect(posted).toMatchObject({ body: { config: changedText }, ifMatch: '"1"' });
    expect(sessionStorage.length).toBe(0);
  });

  it('keeps the text and says why when a save is refused', async () => {
    save = () => ({
      status: 400,
      body: {
        error: 'Configuration validation failed',
        details: '',
        validationErrors: [{ path: 'Settings.FreeSpace', message: 'too much' }],
      },
    });
    const view = await openPage();
    await review(view);
    await userEvent.click(await saveButton());
    await screen.findByText(/Not saved, your text is still here/);
    expect(screen.getByText('too much', { exact: false })).toBeTruthy();
    expect(view.state.doc.toString()).toBe(changedText);
    expect(sessionStorage.getItem('settings.toml.draft')).toContain('200G');
  });

  it('CF-12: a file changed on disk (412) is put up for decision, nothing typed is lost', async () => {
    save = () => {
      disk = { config: '[Settings]\nFreeSpace = "1G"\n', etag: '"9"' };
      return { status: 412, body: { error: 'Configuration changed since it was read', details: '' } };
    };
    const view = await openPage();
    await review(view);
    await userEvent.click(await saveButton());
    await screen.findByText('The configuration changed on disk');
    expect(view.state.doc.toString()).toBe(changedText);
    await userEvent.click(screen.getByRole('button', { name: 'Keep my text' }));
    await waitFor(() => expect(screen.queryByText('The configuration changed on disk')).toBeNull());
    save = () => ({ body: { status: 'ok', configReloaded: false, reloadType: 'none', affectedInstances: [] } });
    await screen.findByText('1 change, applies now');
    await userEvent.click(screen.getByRole('button', { name: /Review and save/ }));
    await userEvent.click(await saveButton());
    await waitFor(() => expect(asked.at(-1)?.path.endsWith('/config/toml')).toBe(true));
    expect(asked.filter((one) => one.path.endsWith('/config')).at(-1)?.ifMatch).toBe('"9"');
  });

  it('Ctrl S opens the review', async () => {
    const view = await openPage();
    write(view, changedText);
    await screen.findByText('1 change, applies now');
    await userEvent.keyboard('{Control>}s{/Control}');
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('brings a draft back after a reload of the tab', async () => {
    const draft = { base: { text: onDisk, etag: '"1"' }, text: changedText, disk: null };
    sessionStorage.setItem('settings.toml.draft', JSON.stringify(draft));
    const view = await openPage();
    expect(view.state.doc.toString()).toBe(changedText);
    await screen.findByText('1 change, applies now');
  });
});
