import { describe, expect, it } from 'vitest';
import { addressOf, outcomeOf } from './outcome.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });

describe('sign-in answers (ui.md AU-3)', () => {
  it('takes another status for a wrong setup token', async () => {
    expect(await outcomeOf(answer(403, { error: 'Not allowed', details: '' }), 0, 403)).toEqual({ kind: 'wrong' });
  });

  it('tells a wrong token from a limit and from other failures', async () => {
    expect(await outcomeOf(answer(200, { success: true }), 0)).toEqual({ kind: 'ok' });
    expect(await outcomeOf(answer(401, { error: 'unauthorized', details: '' }), 0)).toEqual({ kind: 'wrong' });
    expect(await outcomeOf(answer(429, { error: 'slow down', details: '' }, { 'Retry-After': '40' }), 0)).toEqual({
      kind: 'limited',
      seconds: 40,
    });
    expect(await outcomeOf(answer(500, { error: 'Disk is full', details: 'state.db' }), 0)).toEqual({
      kind: 'other',
      reason: 'Disk is full: state.db',
    });
    expect(await outcomeOf(new Response('<html>', { status: 502 }), 0)).toEqual({ kind: 'other', reason: 'HTTP 502' });
  });
});

describe('the address opened after sign-in', () => {
  it.each([
    ['/torrents?show=held', '/torrents?show=held'],
    ['/torrents?q=f%C3%BCr', '/torrents?q=f%C3%BCr'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?next=/sign-in', '/'],
    [null, '/'],
  ])('%s opens %s', (next, opened) => {
    expect(addressOf(new URLSearchParams(next === null ? {} : { next }))).toEqual({ next: opened, failure: null });
  });

  it.each([
    ['auth_error=1&reason=denied', { next: '/', failure: 'denied' }],
    [`next=${encodeURIComponent('/?auth_error=1&reason=not-allowed')}`, { next: '/', failure: 'not-allowed' }],
    [`next=${encodeURIComponent('/?auth_error=1&reason=<b>')}`, { next: '/', failure: 'refused' }],
    ['auth_error=1&next=%2Flogs', { next: '/logs', failure: 'refused' }],
  ])('%s tells why the provider did not sign in', (query, address) => {
    expect(addressOf(new URLSearchParams(query))).toEqual(address);
  });
});
