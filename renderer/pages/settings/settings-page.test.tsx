import { EditorView } from '@codemirror/view';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { configFieldList } from '../../../server/config/forms/fields.ts';
import { emptyPlan } from '../../../server/contract/samples.ts';
import { startTexts } from '../../text/i18n.ts';
import { Toaster, TooltipProvider } from '../../ui/index.ts';
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
  ...emptyPlan,
  reloadType: 'live',
  groups: [
    {
      effect: 'now',
      changes: [
        {
          path: 'Settings.FreeSpace',
          before: '50G',
          after: '200G',
          effect: 'now',
          instance: null,
          secret: false,
          label: 'Keep free',
        },
      ],
    },
  ],
};

const saved = { status: 'ok', configReloaded: true, reloadType: 'live', affectedInstances: [], backup: 'copy-1' };
const preview = { compared: 12, differing: 0, changes: [], held: null, truncated: false, notes: [] };

let locks = {};
let disk = { config: onDisk, etag: '"1"' };
let asked: Asked[] = [];
let check: (text: string) => Answer;
let save: () => Answer = () => ({ body: {} });

const unlessClean =
  (answer: Answer) =>
  (text: string): Answer =>
    text === disk.config ? { body: { ...emptyPlan, etag: disk.etag } } : answer;

function answerTo(asking: Asked): Answer {
  if (asking.path.endsWith('/config/toml')) return { body: disk };
  if (asking.path.endsWith('/config/fields'))
    return { body: { fields: configFieldList(), locks, secrets: { 'WebUI.Token': 'bdc2' } } };
  if (asking.path.endsWith('/config/backups')) return { body: { backups: [] } };
  if (asking.path.endsWith('/qbit/categories')) return { body: { categories: [], ready: true } };
  if (asking.path.endsWith('/processes')) return { body: { processes: [] } };
  if (asking.path.endsWith('/status')) return { status: 503, body: { error: 'later', details: '' } };
  if (asking.path.endsWith('/restore')) return { body: saved };
  if (asking.path.endsWith('/config/preview')) return { body: preview };
  const { config: text } = z.object({ config: z.string() }).parse(asking.body);
  return asking.path.endsWith('/config/plan') ? check(text) : save();
}

beforeEach(() => {
  disk = { config: onDisk, etag: '"1"' };
  asked = [];
  locks = {};
  check = unlessClean({ body: fine });
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

function openAt(address: string): void {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[address]}>
        <TooltipProvider>
          <Routes>
            <Route path="/settings/:section?" element={<SettingsPage />} />
          </Routes>
          <Toaster />
        </TooltipProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

async function openPage(): Promise<EditorView> {
  openAt('/settings?view=toml');
  const content = await screen.findByRole('textbox', { name: 'Configuration as TOML' }, { timeout: 8000 });
  const view = EditorView.findFromDOM(content);
  if (view === null) throw new Error('the editor has no view');
  return view;
}

const write = (view: EditorView, text: string): void =>
  act(() => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }));

const changedText = onDisk.replace('50G', '200G');
const saveButton = () => screen.findByRole('button', { name: 'Save and apply' });

async function review(view: EditorView, text = changedText): Promise<void> {
  write(view, text);
  await screen.findByText('applies now 1', { exact: false });
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
      },
    });
    const view = await openPage();
    write(view, '[Settings]\nFreeSpace = "50G\n');
    const problem = await screen.findByRole('button', { name: /Line 2, column 13.*unfinished string/ });
    await userEvent.click(problem);
    expect(view.state.doc.lineAt(view.state.selection.main.from).number).toBe(2);
    await userEvent.click(screen.getByRole('button', { name: /Review and save/ }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('CF-13: reviews keys, values and the effect, saves with If-Match and tells what restarts', async () => {
    save = () => {
      disk = { config: disk.config.replace('50G', '200G'), etag: '"2"' };
      return {
        body: { status: 'ok', configReloaded: true, reloadType: 'single_arr', affectedInstances: ['Radarr-4K'] },
      };
    };
    const text = `${onDisk}[Radarr-4K]\nManaged = true\n`;
    disk = { config: text, etag: '"1"' };
    check = unlessClean({ body: { ...fine, restarts: ['Radarr-4K'] } });
    await review(await openPage(), text.replace('50G', '200G'));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getAllByRole('listitem')[0]?.textContent).toContain('Settings.FreeSpace');
    expect(within(dialog).getByText('50 GB')).toBeTruthy();
    expect(within(dialog).getByText('200 GB')).toBeTruthy();
    expect(within(dialog).getByText('applies now')).toBeTruthy();
    expect(await within(dialog).findByText(/12 torrents were compared: nothing would/)).toBeTruthy();
    await userEvent.click(await saveButton());
    await screen.findByText('Saved. Radarr-4K is restarting.');
    await waitFor(() => expect(screen.queryByRole('button', { name: /Review and save/ })).toBeNull());
    const posted = asked.find((one) => one.method === 'POST' && one.path.endsWith('/config'));
    expect(posted).toMatchObject({ body: { config: text.replace('50G', '200G') }, ifMatch: '"1"' });
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
    await screen.findByText('applies now 1', { exact: false });
    await userEvent.click(screen.getByRole('button', { name: /Review and save/ }));
    await userEvent.click(await saveButton());
    const saves = () => asked.filter((one) => one.path.endsWith('/web/config'));
    await waitFor(() => expect(saves()).toHaveLength(2));
    expect(saves().at(-1)?.ifMatch).toBe('"9"');
  });

  it.each([false, true])('CF-13: a search history is cleared only with consent (%s)', async (agrees) => {
    check = unlessClean({ body: { ...fine, resetsSearch: ['Radarr-4K'] } });
    save = () => ({ body: saved });
    await review(await openPage());
    const consent = await screen.findByRole('checkbox', { name: 'Clear the search history of Radarr-4K' });
    if (agrees) await userEvent.click(consent);
    await userEvent.click(await saveButton());
    const sent = () => asked.find((one) => one.path.endsWith('/web/config'));
    await waitFor(() => expect(sent()).toBeTruthy());
    expect(sent()?.body).toEqual({ config: changedText, ...(agrees && { clearSearchHistory: true }) });
  });

  it('CF-13: consent given in a review that was left does not count for the next one', async () => {
    check = unlessClean({ body: { ...fine, resetsSearch: ['Radarr-4K'] } });
    await review(await openPage());
    await userEvent.click(await screen.findByRole('checkbox', { name: /Clear the search history/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await userEvent.click(screen.getByRole('button', { name: /Review and save/ }));
    const consent = await screen.findByRole('checkbox', { name: /Clear the search history/ });
    expect(consent.getAttribute('aria-checked')).toBe('false');
  });

  it('Ctrl S opens the review', async () => {
    const view = await openPage();
    write(view, changedText);
    await screen.findByText('applies now 1', { exact: false });
    await userEvent.keyboard('{Control>}s{/Control}');
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('brings a draft back after a reload of the tab', async () => {
    const draft = { base: { text: onDisk, etag: '"1"' }, text: changedText, disk: null };
    sessionStorage.setItem('settings.toml.draft', JSON.stringify(draft));
    const view = await openPage();
    expect(view.state.doc.toString()).toBe(changedText);
    await screen.findByText('applies now 1', { exact: false });
  });
});

describe('settings as a form (ui.md 6.8)', () => {
  const open = async (address: string): Promise<void> => {
    openAt(address);
    await screen.findByRole('navigation', { name: 'Sections' });
  };

  it('CF-18: an edit in the form is an edit of the text, comments kept, and back', async () => {
    disk = { config: `# mine\n${onDisk}`, etag: '"1"' };
    await open('/settings');
    const field = await screen.findByRole('textbox', { name: /Keep free/ });
    await userEvent.clear(field);
    await userEvent.type(field, '200');
    expect(await screen.findByText('changed from 50 GB')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'TOML' }));
    const content = await screen.findByRole('textbox', { name: 'Configuration as TOML' }, { timeout: 8000 });
    const view = EditorView.findFromDOM(content);
    expect(view?.state.doc.toString()).toBe(`# mine\n${changedText}`);
    act(() =>
      view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: changedText.replace('200', '300') } }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Form' }));
    const again = await screen.findByRole('textbox', { name: /Keep free/ });
    expect(again).toHaveProperty('value', '300');
  });

  it('CF-18: the form waits while the text does not parse, and leads to the place', async () => {
    const view = await openPage();
    write(view, '[Settings]\nFreeSpace = "50G\n');
    await userEvent.click(screen.getByRole('button', { name: 'Form' }));
    expect(await screen.findByText(/Mend it before you go on/)).toBeTruthy();
    expect(view.state.doc.lineAt(view.state.selection.main.from).number).toBe(2);
  });

  it('CF-6: finds by another word, marks the hit and edits where it is found', async () => {
    await open('/settings');
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search settings' }), 'disk guard');
    expect(await screen.findByText(/^\d settings? found$/)).toBeTruthy();
    expect(screen.getByRole('textbox', { name: /Keep free/ })).toBeTruthy();
  });

  it('CF-5: a link opens the section, shows an advanced row and puts the focus into it', async () => {
    disk = { config: `${onDisk}\n[Radarr-4K]\nManaged = true\nURI = "http://h:1"\n`, etag: '"1"' };
    await open('/settings#Radarr-4K.Torrent.MaximumDeletablePercentage');
    const field = await screen.findByRole('textbox', { name: /percent|deletable|share/i });
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it('CF-5: a key an environment variable decides cannot be changed here, and its name is said', async () => {
    locks = { 'Settings.FreeSpace': { variable: 'QBITRR_SETTINGS_FREE_SPACE', value: '80G' } };
    await open('/settings');
    expect(await screen.findByText('QBITRR_SETTINGS_FREE_SPACE decides this while it is set: 80 GB.')).toBeTruthy();
    expect(screen.getByRole('textbox', { name: /Keep free/ }).hasAttribute('disabled')).toBe(true);
  });

  it('CF-11: a stored secret is told by its last letters, replaced by typing, and kept when that is taken back', async () => {
    await open('/settings/WebUI');
    const field = await screen.findByPlaceholderText('Stored, ends bdc2. Type to replace it.');
    await userEvent.type(field, 'a-new-token');
    expect(field.getAttribute('type')).toBe('password');
    expect(sessionStorage.getItem('settings.toml.draft')).not.toContain('a-new-token');
    await userEvent.clear(field);
    await waitFor(() => expect(screen.queryByRole('button', { name: /Review and save/ })).toBeNull());
  });

  it('CF-7: the summary follows what is typed, and a sentence leads to its field', async () => {
    await open('/settings');
    const field = await screen.findByRole('textbox', { name: /Keep free/ });
    await userEvent.clear(field);
    await userEvent.type(field, '75');
    const [sentence] = await screen.findAllByRole('button', { name: /Downloads pause when less than 75 GB/ });
    await userEvent.click(screen.getByRole('link', { name: /General/ }));
    if (sentence) await userEvent.click(sentence);
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it('CF-8: adds an instance under a name that says its kind, and takes a deletion back', async () => {
    await open('/settings');
    await userEvent.click(screen.getByRole('button', { name: 'Add Radarr' }));
    const dialog = await screen.findByRole('dialog');
    const name = within(dialog).getByRole('textbox', { name: 'Name' });
    await userEvent.clear(name);
    await userEvent.type(name, 'Films');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add' }));
    expect(within(dialog).getByText('The name has to begin with Radarr')).toBeTruthy();
    await userEvent.clear(name);
    await userEvent.type(name, 'Radarr-Films{Enter}');
    expect(await screen.findByRole('heading', { name: 'Radarr-Films' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Actions for Radarr-Films' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Radarr-Films' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: /Radarr-Films/ })).toBeNull());
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('link', { name: /Radarr-Films/ })).toBeTruthy();
  });

  it('CF-14: after a save the configuration from before can be put back, unless somebody saved after it', async () => {
    save = () => {
      disk = { config: changedText, etag: '"2"' };
      return { body: saved };
    };
    await review(await openPage());
    await userEvent.click(await saveButton());
    await userEvent.click(await screen.findByRole('button', { name: 'Undo this save' }));
    const undone = () => asked.find(({ path }) => path.endsWith('/config/backups/copy-1/restore'));
    await waitFor(() => expect(undone()).toBeTruthy());
    expect(undone()?.ifMatch).toBe('"2"');
  });
});
