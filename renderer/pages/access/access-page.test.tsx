import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceRow, SignInMeta, TokenRow } from '../../../server/contract/index.ts';
import { connection, queryClient } from '../../data/index.ts';
import { startTexts } from '../../text/i18n.ts';
import { Toaster, TooltipProvider } from '../../ui/index.ts';
import AccessPage from './index.tsx';

startTexts();

const device = (over: Partial<DeviceRow>): DeviceRow => ({
  id: 'd1',
  current: false,
  method: 'password',
  user: 'ada',
  createdAt: Date.now() - 86_400_000,
  seenAt: Date.now() - 60_000,
  expiresAt: Date.now() + 86_400_000,
  address: '192.168.1.7',
  browser: 'Firefox',
  system: 'Linux',
  ...over,
});
const token: TokenRow = { id: 't1', name: 'dashboard', scope: 'read', createdAt: Date.now(), lastUsedAt: null };

let meta: SignInMeta;
let devices: DeviceRow[];
let tokens: TokenRow[];
let refuse: Response | null;
const sent: [string, unknown][] = [];

function answer(path: string): unknown {
  if (path === '/web/meta') return meta;
  if (path === '/web/auth/devices') return { devices };
  if (path === '/web/auth/tokens') return { tokens };
  return {};
}

beforeEach(() => {
  meta = { auth_required: true, local_auth_enabled: true, oidc_enabled: false, setup_required: false, url_base: '' };
  devices = [
    device({ id: 'mine', current: true }),
    device({ id: 'phone', browser: 'Chrome', system: 'Android', method: 'token', user: '' }),
    device({ id: 'window', method: 'desktop', user: '', browser: null, system: null, address: '' }),
  ];
  tokens = [token];
  refuse = null;
  sent.length = 0;
  queryClient.clear();
  connection.note({ kind: 'answered' });
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (init.method !== 'POST') return new Response(JSON.stringify(answer(path)));
    sent.push([path, typeof init.body === 'string' ? JSON.parse(init.body) : null]);
    if (refuse !== null) return refuse;
    if (path === '/web/auth/tokens') {
      return new Response(JSON.stringify({ token: 'qbitrr_the-only-time', row: { ...token, id: 't2', name: 'new' } }));
    }
    const signedOut = path.endsWith('others') ? { signedOut: 2 } : { status: 'ok' };
    return new Response(JSON.stringify(/set-password|logout/.test(path) ? { success: true } : signedOut));
  });
});
afterEach(() => vi.unstubAllGlobals());

function openPage(): void {
  render(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <MemoryRouter>
          <AccessPage />
          <Toaster />
        </MemoryRouter>
      </TooltipProvider>
    </QueryClientProvider>,
  );
}

describe('signed-in devices (ui.md AU-4)', () => {
  it('says what each is, how it came in and from where, and which one this is', async () => {
    openPage();
    const section = await screen.findByRole('region', { name: 'Signed-in devices' });
    const [mine, phone, window] = within(section).getAllByRole('listitem');
    expect(mine?.textContent).toMatch(/Firefox on Linux.*this device.*password · ada · 192\.168\.1\.7/);
    expect(phone?.textContent).toMatch(/Chrome on Android.*API token · 192\.168\.1\.7/);
    expect(window?.textContent).toMatch(/Desktop window.*this computer/);
    expect(within(section).queryByRole('button', { name: 'Sign out Firefox on Linux' })).toBeNull();
  });

  it('signs out one, and all others after a question', async () => {
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out Chrome on Android' }));
    expect(await screen.findByText('Signed out: Chrome on Android')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Sign out others' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(sent).toEqual([['/web/auth/devices/phone/sign-out', null]]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sign out others' }));
    expect(await screen.findByText('2 devices were signed out')).toBeTruthy();
    expect(sent[1]).toEqual(['/web/auth/devices/sign-out-others', null]);
  });
});

describe('signing out', () => {
  it('AU-4: ends the session and leaves the page', async () => {
    const assign = vi.spyOn(window.location, 'assign').mockReturnValue();
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    await vi.waitFor(() => expect(assign).toHaveBeenCalledWith('/ui/sign-in'));
    expect(sent).toEqual([['/web/logout', null]]);
    assign.mockRestore();
  });

  it('is not offered in the desktop window, which would sign itself in again', async () => {
    devices = [device({ id: 'window', method: 'desktop', current: true })];
    openPage();
    expect(await screen.findByText('this device')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sign out' })).toBeNull();
  });
});

describe('API tokens', () => {
  it('a new one is shown once, with what it may do said before', async () => {
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'New token' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/No settings, nothing that changes anything/)).toBeTruthy();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Make token' }));
    expect(await within(dialog).findByText('Type a name.')).toBeTruthy();
    await userEvent.type(within(dialog).getByLabelText('Name'), 'phone widget');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Make token' }));
    expect(await screen.findByText('qbitrr_the-only-time')).toBeTruthy();
    expect(sent).toEqual([['/web/auth/tokens', { name: 'phone widget', scope: 'read' }]]);
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByText('qbitrr_the-only-time')).toBeNull();
  });

  it('a refused one says why, with the name still there', async () => {
    refuse = new Response(JSON.stringify({ error: 'A token of this name exists', details: '' }), { status: 409 });
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'New token' }));
    await userEvent.type(await screen.findByLabelText('Name'), 'dashboard');
    await userEvent.click(screen.getByRole('button', { name: 'Make token' }));
    expect(await screen.findByText('A token of this name exists')).toBeTruthy();
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'dashboard');
  });

  it('is revoked after a question', async () => {
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke dashboard' }));
    const dialog = await screen.findByRole('alertdialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Revoke' }));
    expect(await screen.findByText('Revoked: dashboard')).toBeTruthy();
    expect(sent).toEqual([['/web/auth/tokens/t1/revoke', null]]);
  });

  it('cannot be made on an open server, which is said', async () => {
    meta = { ...meta, auth_required: false };
    devices = [];
    openPage();
    expect(await screen.findByText(/Authentication is switched off/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'New token' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('the password', () => {
  it('AU-2: is set without a setup token, after both fields agree', async () => {
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'Change password' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByLabelText('User name')).toHaveProperty('value', 'ada');
    await userEvent.type(within(dialog).getByLabelText('New password'), 'correct horse');
    await userEvent.type(within(dialog).getByLabelText('New password again'), 'correct hors');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save password' }));
    expect(await within(dialog).findByText('The two passwords differ.')).toBeTruthy();
    expect(sent).toEqual([]);
    await userEvent.type(within(dialog).getByLabelText('New password again'), 'e');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save password' }));
    expect(await screen.findByText('Password saved')).toBeTruthy();
    expect(sent).toEqual([['/web/auth/set-password', { username: 'ada', password: 'correct horse' }]]);
  });

  it('says when it could not be saved', async () => {
    refuse = new Response(JSON.stringify({ error: 'Failed to save configuration', details: '' }), { status: 500 });
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'Change password' }));
    await userEvent.type(await screen.findByLabelText('New password'), 'correct horse');
    await userEvent.type(screen.getByLabelText('New password again'), 'correct horse');
    await userEvent.click(screen.getByRole('button', { name: 'Save password' }));
    expect(await screen.findByText('The password was not saved: Failed to save configuration')).toBeTruthy();
  });
});

describe('trouble', () => {
  it('names what could not be read, and reads again', async () => {
    const good = fetch;
    vi.stubGlobal(
      'fetch',
      async () => new Response(JSON.stringify({ error: 'Internal Server Error', details: '' }), { status: 500 }),
    );
    openPage();
    expect(await screen.findByText('Sign-in settings could not be read')).toBeTruthy();
    vi.stubGlobal('fetch', good);
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('dashboard')).toBeTruthy();
  });
});
