import { describe, expect, it } from 'vitest';
import {
  canAct,
  firstFacts,
  learn,
  lineState,
  versionChanged,
  type LineFacts,
  type LineNews,
} from './connection-state.ts';

const after = (...news: LineNews[]): LineFacts => news.reduce((facts, each) => learn(facts, each, 0), firstFacts);
const open: LineNews = { kind: 'socket', socket: 'open' };
const closed: LineNews = { kind: 'socket', socket: 'closed' };

describe('state of the line (ui.md 4.2)', () => {
  it('is live while frames are young, then slow, then reconnecting: nothing stays green', () => {
    const facts = after(open);
    expect(lineState(facts, 5000)).toBe('live');
    expect(lineState(facts, 5001)).toBe('slow');
    expect(lineState(facts, 15_000)).toBe('slow');
    expect(lineState(facts, 15_001)).toBe('reconnecting');
  });

  it('is reconnecting at once when stream and poll both fail', () => {
    expect(lineState(after(open, closed), 100)).toBe('live');
    expect(lineState(after(open, closed, { kind: 'failed' }), 100)).toBe('reconnecting');
  });

  it('is live by polling alone', () => {
    expect(lineState(after(open, closed, { kind: 'failed' }, { kind: 'answered' }), 100)).toBe('live');
  });

  it('puts signed out before everything, and a 401 is an answer', () => {
    const facts = after({ kind: 'failed' }, { kind: 'online', online: false }, { kind: 'refused' });
    expect(lineState(facts, 0)).toBe('signedOut');
    expect(lineState(learn(facts, { kind: 'signedIn' }, 0), 0)).toBe('offline');
  });

  it('says offline when the device is', () => {
    expect(lineState(after(open, { kind: 'online', online: false }), 0)).toBe('offline');
  });

  it('says starting while the server is up and the engine is not', () => {
    expect(lineState(after(open, { kind: 'ready', ready: false }), 0)).toBe('starting');
  });

  it('does not call a resting page lost', () => {
    expect(lineState(after(open, closed, { kind: 'resting', resting: true }), 60_000)).toBe('live');
  });

  it('forgets tries once the stream is open', () => {
    const facts = after({ kind: 'retry', attempt: 3, nextTryAt: 9 }, open);
    expect(facts).toMatchObject({ attempt: 0, nextTryAt: null });
  });

  it('lets nothing be changed while the server does not answer', () => {
    expect((['live', 'slow', 'starting'] as const).every(canAct)).toBe(true);
    expect((['reconnecting', 'offline', 'signedOut'] as const).some(canAct)).toBe(false);
  });

  it('notices a new build and not a reconnect to the same', () => {
    const facts = after({ kind: 'version', version: '1' }, { kind: 'version', version: '1' });
    expect(versionChanged(facts)).toBe(false);
    expect(versionChanged(learn(facts, { kind: 'version', version: '2' }, 0))).toBe(true);
  });
});
