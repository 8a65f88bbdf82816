import { describe, expect, it } from 'vitest';
import { outcomeOf, retryAfterSeconds, safeNext } from './outcome.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });

describe('sign-in answers (ui.md AU-3)', () => {
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
  it('reads Retry-After as seconds or as a date', () => {
    expect(retryAfterSeconds('12', 0)).toBe(12);
    expect(retryAfterSeconds('Thu, 01 Jan 1970 00:01:30 GMT', 60_000)).toBe(30);
    expect(retryAfterSeconds('soon', 0)).toBe(60);
    expect(retryAfterSeconds(null, 0)).toBe(60);
  });
});

describe('the address opened after sign-in', () => {
  it.each([
    ['/torrents?show=held', '/torrents?show=held'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?next=/sign-in', '/'],
    [null, '/'],
  ])('%s opens %s', (next, opened) => {
    expect(safeNext(next)).toBe(opened);
  });
});
