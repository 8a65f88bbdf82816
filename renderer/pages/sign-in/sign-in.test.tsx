import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SignInMeta } from '../../../server/contract/index.ts';
import { live, queryClient } from '../../data/index.ts';
import { startTexts } from '../../text/i18n.ts';
import SignInPage from './index.tsx';

startTexts();
/** A stream that never opens. */
class SilentSocket {
  addEventListener(): void {}
  send(): void {}
  close(): void {}
}

beforeEach(() => {
  vi.stubGlobal('WebSocket', SilentSocket);
  queryClient.clear();
});
afterEach(() => {
  live.stop();
  vi.unstubAllGlobals();
});

const locked: SignInMeta = {
  auth_required: true,
  local_auth_enabled: false,
  oidc_enabled: false,
  setup_required: false,
  url_base: '',
};
const sent: [string, unknown][] = [];

interface Opening {
  meta?: Partial<SignInMeta>;
  address?: string;
}

/** The page on a server that answers sign-in routes with `answer`. */
function openPage(answer: (path: string) => Response, { meta = {}, address = '/sign-in' }: Opening = {}): void {
  sent.length = 0;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (path === '/web/meta') return new Response(JSON.stringify({ ...locked, ...meta }));
    // After a sign-in the panel also reads what it shows.
    if (init.method === 'POST') sent.push([path, typeof init.body === 'string' ? JSON.parse(init.body) : null]);
    return answer(path);
  });
  render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter initialEntries={[address]}>
        <Routes>
          <Route path="/sign-in" element={<SignInPage />} />
          <Route path="*" element={<p>somewhere else</p>} />
          <Route path="/torrents" element={<p>the torrents</p>} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const failure = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ error: 'no', details: '' }), { status, headers });
const done = (): Response => new Response('{"success":true}');

async function paste(token: string): Promise<HTMLElement> {
  const field = await screen.findByLabelText('API token');
  await userEvent.click(field);
  await userEvent.paste(token);
  await userEvent.keyboard('{Enter}');
  return field;
}

describe('sign-in with the token (ui.md 6.10)', () => {
  it('AU-3: opens the original address after a pasted token was taken', async () => {
    openPage(done, { address: '/sign-in?next=%2Ftorrents%3Fshow%3Dheld' });
    await paste('  secret \n');
    expect(await screen.findByText('the torrents')).toBeTruthy();
    expect(sent[0]).toEqual(['/web/session', { token: 'secret' }]);
  });

  it('AU-3: keeps a wrong token in the field and says where the right one is', async () => {
    openPage(() => failure(401));
    const field = await paste('wrong');
    expect(await screen.findByText(/This token is not right/)).toBeTruthy();
    expect(field).toHaveProperty('value', 'wrong');
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });

  it('AU-3: counts down after too many attempts and does not send meanwhile', async () => {
    openPage(() => failure(429, { 'Retry-After': '40' }));
    await paste('wrong');
    expect(await screen.findByText(/Too many attempts. Try again in (40|39) s/)).toBeTruthy();
    await userEvent.keyboard('{Enter}');
    expect(sent).toHaveLength(1);
  });

  it('says when the server does not answer', async () => {
    openPage(() => {
      throw new TypeError('connection refused');
    });
    await paste('token');
    expect(await screen.findByText(/The server did not answer/)).toBeTruthy();
  });

  it('explains a sign-in link that was used or is too old (design.md 10)', () => {
    openPage(() => failure(401), { address: '/sign-in?link=expired' });
    expect(screen.getByText('This sign-in link no longer works')).toBeTruthy();
  });

  it('lets password managers fill it', async () => {
    openPage(() => failure(401));
    expect((await screen.findByLabelText('API token')).getAttribute('autocomplete')).toBe('current-password');
  });
});

describe('sign-in with a password', () => {
  const withPassword = { meta: { local_auth_enabled: true } };

  it('AU-1: asks for name and password first and keeps the token at hand', async () => {
    openPage(done, withPassword);
    await userEvent.type(await screen.findByLabelText('User name'), ' ada ');
    await userEvent.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    expect(await screen.findByText('somewhere else')).toBeTruthy();
    expect(sent).toEqual([['/web/login', { username: 'ada', password: 'correct horse' }]]);
  });

  it('AU-3: names both when they do not fit, and keeps what was typed', async () => {
    openPage(() => failure(401), withPassword);
    await userEvent.type(await screen.findByLabelText('User name'), 'ada');
    await userEvent.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    expect(await screen.findByText('User name or password is not right.')).toBeTruthy();
    expect(screen.getByLabelText('Password')).toHaveProperty('value', 'wrong');
    expect(screen.getByText('Use the API token instead')).toBeTruthy();
  });

  it('sends nothing while a field is empty', async () => {
    openPage(done, withPassword);
    await userEvent.type(await screen.findByLabelText('User name'), 'ada{Enter}');
    expect(await screen.findByText('Type user name and password first.')).toBeTruthy();
    expect(sent).toEqual([]);
  });
});

describe('sign-in through a provider', () => {
  it('AU-1: is a plain link that comes back to the address the reader wanted', async () => {
    openPage(done, { meta: { oidc_enabled: true }, address: '/sign-in?next=%2Flogs' });
    const link = await screen.findByRole('link', { name: 'Continue with your identity provider' });
    expect(link.getAttribute('href')).toBe('/web/auth/oidc/challenge?next=%2Flogs');
  });

  it('AU-3: says why it failed', () => {
    openPage(done, {
      meta: { oidc_enabled: true },
      address: `/sign-in?next=${encodeURIComponent('/?auth_error=1&reason=denied')}`,
    });
    expect(screen.getByRole('alert').textContent).toContain('It said no, or you cancelled');
  });
});

describe('set-up', () => {
  const fresh = { meta: { setup_required: true } };

  async function setUp(token: string): Promise<void> {
    await userEvent.click(await screen.findByText('Set a user name and password'));
    await userEvent.type(screen.getByLabelText('User name'), 'ada');
    await userEvent.type(screen.getByLabelText('New password'), 'correct horse');
    await userEvent.type(screen.getByLabelText('Setup token'), `${token}{Enter}`);
  }

  it('AU-2: from a browser it takes the setup token, and signs in at once', async () => {
    openPage(done, fresh);
    await setUp('setup');
    expect(await screen.findByText('somewhere else')).toBeTruthy();
    const login = { username: 'ada', password: 'correct horse' };
    expect(sent).toEqual([
      ['/web/auth/set-password', { ...login, setupToken: 'setup' }],
      ['/web/login', login],
    ]);
  });

  it('AU-2: says where the right setup token is', async () => {
    openPage(() => failure(403), fresh);
    await setUp('guess');
    expect(await screen.findByText(/This setup token is not right. Compare it with Token/)).toBeTruthy();
    expect(sent).toHaveLength(1);
  });
});

describe('the server', () => {
  it('AU-1: a retry view while it does not answer', async () => {
    vi.stubGlobal('fetch', async () => new Response('no', { status: 500 }));
    render(
      <QueryClientProvider client={queryClient}>
        <MemoryRouter initialEntries={['/sign-in']}>
          <SignInPage />
        </MemoryRouter>
      </QueryClientProvider>,
    );
    expect(await screen.findByText('The server does not answer')).toBeTruthy();
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(locked)));
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByLabelText('API token')).toBeTruthy();
  });

  it('an open server asks nobody', async () => {
    openPage(done, { meta: { auth_required: false }, address: '/sign-in?next=%2Ftorrents' });
    expect(await screen.findByText('the torrents')).toBeTruthy();
  });
});
