import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { configFieldList } from '../../../../server/config/forms/fields.ts';
import { emptyPlan } from '../../../../server/contract/samples.ts';
import { startTexts } from '../../../text/i18n.ts';
import { Toaster, TooltipProvider } from '../../../ui/index.ts';
import SettingsPage from '../index.tsx';
import { exportText } from './export-text.ts';

startTexts();

const onDisk = '# mine\n[WebUI]\nToken = "[redacted]"\n\n[WebUI.OIDC]\nClientSecret = "[redacted]"\n';
const token = 'the-real-token-of-this-server';

type Answer = { status?: number; body: unknown; headers?: Record<string, string> };
const refused = (code: string, error = 'no'): Answer => ({ status: 403, body: { error, details: '', code } });

let locks: Record<string, unknown> = {};
let sent: { path: string; body: unknown }[] = [];
/** What the two routes that show secrets answer. */
let answer: (given: { path?: string; password?: string }) => Answer;
let kept: { name: string; text: Promise<string> }[] = [];

function answerTo(path: string, body: unknown): Answer {
  if (path.endsWith('/config/toml')) return { body: { config: onDisk, etag: '"1"' } };
  if (path.endsWith('/config/fields')) {
    const secrets = { 'WebUI.Token': 'rver', 'WebUI.OIDC.ClientSecret': null };
    return { body: { fields: configFieldList(), locks, secrets } };
  }
  if (path.endsWith('/config/plan')) return { body: emptyPlan };
  if (path.endsWith('/qbit/categories')) return { body: { categories: [], ready: true } };
  if (/\/config\/(reveal|export)$/.test(path)) return answer(body ?? {});
  return { status: 503, body: { error: 'later', details: '' } };
}

beforeEach(() => {
  sent = [];
  kept = [];
  locks = {};
  sessionStorage.clear();
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const asked: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
    sent.push({ path, body: asked });
    const { status = 200, body, headers = {} } = answerTo(path, asked);
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
  });
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    kept.push({ name: '', text: blob instanceof Blob ? blob.text() : Promise.resolve('') });
    return 'blob:x';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    const last = kept.at(-1);
    if (last !== undefined) last.name = this.download;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function open(address = '/settings/WebUI'): Promise<void> {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[address]}>
        <TooltipProvider>
          <Toaster />
          <Routes>
            <Route path="/settings/:section?" element={<SettingsPage />} />
          </Routes>
        </TooltipProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await screen.findByRole('heading', { level: 2, name: /Web access/ });
}

const field = () => screen.getByLabelText<HTMLInputElement>(/^API token/);
const revealButton = () => screen.getByRole('button', { name: 'Reveal API token' });
const asks = () => sent.filter(({ path }) => /\/config\/(reveal|export)$/.test(path)).map(({ body }) => body);
/** Wherever a secret could be left. */
const leftovers = () => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage), document.cookie]);

describe('CF-11: revealing a stored secret', () => {
  it('in the desktop window shows it at once, in its field, and hides it on request', async () => {
    answer = () => ({ body: { path: 'WebUI.Token', value: token } });
    await open();
    expect(field().value).toBe('');
    await userEvent.click(revealButton());
    await waitFor(() => expect(field().value).toBe(token));
    expect(asks()).toEqual([{ path: 'WebUI.Token' }]);
    expect([field().type, field().readOnly]).toEqual(['text', true]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('Hides itself after 30 seconds.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Hide API token' }));
    expect(field().value).toBe('');
    expect(document.body.innerHTML).not.toContain(token);
  });

  it('hides it by itself after 30 seconds and remembers nothing', async () => {
    answer = () => ({ body: { path: 'WebUI.Token', value: token } });
    await open();
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await userEvent.click(revealButton());
    await waitFor(() => expect(field().value).toBe(token));
    act(() => void vi.advanceTimersByTime(25_000));
    expect(field().value).toBe(token);
    act(() => void vi.advanceTimersByTime(6000));
    expect(field().value).toBe('');
    await userEvent.click(revealButton());
    await waitFor(() => expect(asks()).toHaveLength(2));
  });

  it('is no change: there is no draft, and nothing is left in the browser', async () => {
    answer = () => ({ body: { path: 'WebUI.Token', value: token } });
    await open();
    await userEvent.click(revealButton());
    await waitFor(() => expect(field().value).toBe(token));
    await userEvent.type(field(), 'x');
    expect(field().value).toBe(token);
    expect(screen.queryByRole('button', { name: /Review and save/ })).toBeNull();
    expect(leftovers()).not.toContain(token);
    expect(
      sent
        .filter(({ path }) => path.endsWith('/config/plan'))
        .every(({ body }) => !JSON.stringify(body).includes(token)),
    ).toBe(true);
  });

  it('in a browser asks for the password and says when it is wrong', async () => {
    answer = ({ password }) =>
      password === undefined
        ? refused('PASSWORD_REQUIRED')
        : password === 'correct horse'
          ? { body: { path: 'WebUI.Token', value: token } }
          : refused('PASSWORD_WRONG');
    await open();
    await userEvent.click(revealButton());
    const dialog = await screen.findByRole('dialog', { name: 'Reveal API token' });
    const password = within(dialog).getByLabelText<HTMLInputElement>('Password');
    expect([password.type, password.autocomplete]).toEqual(['password', 'current-password']);
    await waitFor(() => expect(document.activeElement).toBe(password));
    await userEvent.type(password, 'wrong horse{Enter}');
    expect(await within(dialog).findByText('This password is not right.')).toBeTruthy();
    expect(password.getAttribute('aria-invalid')).toBe('true');
    await userEvent.clear(password);
    await userEvent.type(password, 'correct horse');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Reveal' }));
    await waitFor(() => expect(field().value).toBe(token));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(leftovers()).not.toContain('correct horse');
  });

  it('counts down while too many were wrong, and sends nothing meanwhile', async () => {
    answer = ({ password }) =>
      password === undefined
        ? refused('PASSWORD_REQUIRED')
        : { status: 429, body: { error: 'Too many login attempts.', details: '' }, headers: { 'Retry-After': '40' } };
    await open();
    await userEvent.click(revealButton());
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByLabelText('Password'), 'guess{Enter}');
    expect(await within(dialog).findByText(/^Too many attempts\. Try again in (40|39) s\.$/)).toBeTruthy();
    await userEvent.keyboard('{Enter}');
    expect(asks()).toHaveLength(2);
    vi.useFakeTimers({ shouldAdvanceTime: true, now: Date.now() + 41_000 });
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(asks()).toHaveLength(3));
  });

  it('without a password says what to do', async () => {
    answer = () => refused('PASSWORD_NOT_SET');
    await open();
    await userEvent.click(revealButton());
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/Set a password, or look in config\.toml on the computer itself/)).toBeTruthy();
    expect(within(dialog).getByRole('link', { name: 'Set password' }).getAttribute('href')).toBe('/settings/access');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('an answer that comes after the dialog was closed is not shown', async () => {
    let late: (() => void) | null = null;
    answer = ({ password }) => (password === undefined ? refused('PASSWORD_REQUIRED') : { body: {} });
    await open();
    await userEvent.click(revealButton());
    const dialog = await screen.findByRole('dialog');
    vi.stubGlobal('fetch', () => {
      const response = new Response(JSON.stringify({ path: 'WebUI.Token', value: token }));
      return new Promise((resolve) => {
        late = () => resolve(response);
      });
    });
    await userEvent.type(within(dialog).getByLabelText('Password'), 'correct horse{Enter}');
    await waitFor(() => expect(late).not.toBeNull());
    await userEvent.keyboard('{Escape}');
    await act(async () => late?.());
    expect(document.body.innerHTML).not.toContain(token);
    expect(field().value).toBe('');
  });

  it('is offered where something is stored and may be told, and nowhere else', async () => {
    answer = () => refused('PASSWORD_REQUIRED');
    await open();
    expect(screen.queryByRole('button', { name: 'Reveal Client secret' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Reveal Password fingerprint' })).toBeNull();
    await userEvent.type(field(), 'typed anew');
    expect(screen.queryByRole('button', { name: 'Reveal API token' })).toBeNull();
  });

  it('anything else that goes wrong is told', async () => {
    answer = () => ({ status: 404, body: { error: 'Nothing is stored there', details: '' } });
    await open();
    await userEvent.click(revealButton());
    expect((await screen.findAllByText('Nothing is stored there')).length).toBeGreaterThan(0);
  });
});

describe('CF-20: exporting', () => {
  const start = async () => {
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Export' }));
    return screen.findByRole('dialog', { name: 'Export config.toml' });
  };
  const go = (dialog: HTMLElement) => userEvent.click(within(dialog).getByRole('button', { name: 'Export' }));

  it('leaves secrets out unless asked, and needs nobody for that', async () => {
    const dialog = await start();
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'Without secrets' }).checked).toBe(true);
    await go(dialog);
    expect(kept.map(({ name }) => name)).toEqual(['config.toml']);
    expect(await kept[0]?.text).toBe(onDisk.replace(/(ClientSecret = ).*/, '$1""'));
    expect(asks()).toEqual([]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('with secrets warns in so many words, and asks for the password where the server does', async () => {
    const full = onDisk.replace('[redacted]', token);
    answer = ({ password }) => (password === 'correct horse' ? { body: full } : refused('PASSWORD_REQUIRED'));
    const dialog = await start();
    await userEvent.click(within(dialog).getByRole('radio', { name: 'With secrets' }));
    expect(within(dialog).getByText(/for everybody to read/)).toBeTruthy();
    await go(dialog);
    await userEvent.type(await within(dialog).findByLabelText('Password'), 'correct horse');
    await go(dialog);
    await waitFor(() => expect(kept).toHaveLength(1));
    expect(await kept[0]?.text).toBe(full);
    expect(asks()).toEqual([{}, { password: 'correct horse' }]);
    expect(leftovers()).not.toContain(token);
  });

  it('in the desktop window hands the file out at once', async () => {
    answer = () => ({ body: onDisk.replace('[redacted]', token) });
    const dialog = await start();
    await userEvent.click(within(dialog).getByRole('radio', { name: 'With secrets' }));
    await go(dialog);
    await waitFor(() => expect(kept).toHaveLength(1));
    expect(asks()).toEqual([{}]);
  });

  it('takes the file as it is saved: a secret typed into the form is no part of it', async () => {
    await open();
    await userEvent.type(field(), 'typed and not saved');
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Export' }));
    const dialog = await screen.findByRole('dialog', { name: 'Export config.toml' });
    expect(within(dialog).getByText('Changes that are not saved yet are not part of the file.')).toBeTruthy();
    await go(dialog);
    expect(await kept[0]?.text).not.toContain('typed and not saved');
  });

  it('says "nothing" only where nothing was stored, and keeps comments', async () => {
    const masked = '[qBit] # here\nPassword = "[redacted]"\nApiKey = "[redacted]" # none\n';
    expect(await exportText(masked, { 'qBit.Password': '', 'qBit.ApiKey': null })).toBe(
      '[qBit] # here\nPassword = "[redacted]"\nApiKey = "" # none\n',
    );
    expect(await exportText('broken = ', { 'qBit.ApiKey': null })).toBe('broken = ');
  });
});
