import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { live } from '../../data/index.ts';
import { startTexts } from '../../text/i18n.ts';
import SignInPage from './index.tsx';

startTexts();
/** A stream that never opens. */
class SilentSocket {
  addEventListener(): void {}
  send(): void {}
  close(): void {}
}

beforeEach(() => vi.stubGlobal('WebSocket', SilentSocket));
afterEach(() => {
  live.stop();
  vi.unstubAllGlobals();
});

const sent: unknown[] = [];

function openPage(answer: () => Response, address = '/sign-in'): void {
  sent.length = 0;
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    sent.push(typeof init.body === 'string' ? JSON.parse(init.body) : null);
    return answer();
  });
  render(
    <MemoryRouter initialEntries={[address]}>
      <Routes>
        <Route path="/sign-in" element={<SignInPage />} />
        <Route path="*" element={<p>somewhere else</p>} />
        <Route path="/torrents" element={<p>the torrents</p>} />
      </Routes>
    </MemoryRouter>,
  );
}

const failure = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ error: 'no', details: '' }), { status, headers });

async function paste(token: string): Promise<HTMLElement> {
  const field = screen.getByLabelText('API token');
  await userEvent.click(field);
  await userEvent.paste(token);
  await userEvent.keyboard('{Enter}');
  return field;
}

describe('sign-in (ui.md 6.10)', () => {
  it('AU-3: opens the original address after a pasted token was taken', async () => {
    openPage(() => new Response('{"success":true}'), '/sign-in?next=%2Ftorrents%3Fshow%3Dheld');
    await paste('  secret \n');
    expect(await screen.findByText('the torrents')).toBeTruthy();
    expect(sent[0]).toEqual({ token: 'secret' });
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
    openPage(() => failure(401), '/sign-in?link=expired');
    expect(screen.getByText('This sign-in link no longer works')).toBeTruthy();
  });

  it('lets password managers fill it', () => {
    openPage(() => failure(401));
    expect(screen.getByLabelText('API token').getAttribute('autocomplete')).toBe('current-password');
  });
});
