import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveFromServer } from '../../server/contract/index.ts';
import type { LineNews } from './connection-state.ts';
import { LiveLine, waitBefore, type SocketEvents } from './live.ts';

class FakeServer {
  readonly sockets: { sent: string[]; closed: boolean; events: SocketEvents }[] = [];
  readonly news: LineNews[] = [];
  readonly frames: LiveFromServer[] = [];
  readonly line = new LiveLine({
    open: (events) => {
      const socket = { sent: [] as string[], closed: false, events };
      this.sockets.push(socket);
      return {
        send: (text) => socket.sent.push(text),
        close: () => {
          socket.closed = true;
        },
      };
    },
    onFrame: (frame) => this.frames.push(frame),
    note: (news) => this.news.push(news),
    now: () => Date.now(),
    random: () => 0.5,
  });

  get last() {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('nothing was opened');
    return socket;
  }

  say(frame: unknown): void {
    this.last.events.message(JSON.stringify(frame));
  }

  greet(): void {
    this.say({ type: 'hello', version: '1.0.0', topics: ['processes', 'logs', 'status'] });
  }
}

describe('the live stream (api.md 3.10)', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks for the topics of the open pages, each once, after the greeting', () => {
    const server = new FakeServer();
    server.line.want(['status']);
    server.line.want(['processes', 'status']);
    server.line.start();
    expect(server.last.sent).toEqual([]);
    server.greet();
    expect(server.last.sent.map((text) => JSON.parse(text) as unknown)).toEqual([
      { type: 'subscribe', topics: ['status', 'processes'] },
    ]);
    server.line.stop();
  });

  it('drops a topic when the last page that wanted it is gone', () => {
    const server = new FakeServer();
    server.line.start();
    server.greet();
    const first = server.line.want(['logs']);
    const second = server.line.want(['logs']);
    first();
    expect(server.last.sent.at(-1)).toBe('{"type":"subscribe","topics":["logs"]}');
    second();
    expect(server.last.sent.at(-1)).toBe('{"type":"subscribe","topics":[]}');
    server.line.stop();
  });

  it('passes on frames it knows and leaves the others', () => {
    const server = new FakeServer();
    server.line.start();
    server.greet();
    server.say({ type: 'pong' });
    server.say({ type: 'brand-new', data: 1 });
    server.last.events.message('not json');
    expect(server.frames.map((frame) => frame.type)).toEqual(['hello', 'pong']);
    server.line.stop();
  });

  it('tries again after 1, 2, 4 s and tells when', () => {
    const server = new FakeServer();
    server.line.start();
    for (const wait of [1000, 2000, 4000]) {
      server.last.events.closed(1006);
      expect(server.news.at(-1)).toMatchObject({ kind: 'retry', nextTryAt: Date.now() + wait });
      const before = server.sockets.length;
      vi.advanceTimersByTime(wait - 1);
      expect(server.sockets).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(server.sockets).toHaveLength(before + 1);
    }
    server.line.stop();
  });

  it('tries at once when asked, and only then', () => {
    const server = new FakeServer();
    server.line.start();
    server.line.retryNow();
    expect(server.sockets).toHaveLength(1);
    server.last.events.closed(1006);
    server.line.retryNow();
    expect(server.sockets).toHaveLength(2);
    server.line.stop();
  });

  it('takes a server that does not greet for lost', () => {
    const server = new FakeServer();
    server.line.start();
    vi.advanceTimersByTime(8000);
    expect(server.last.closed).toBe(true);
    expect(server.news.at(-1)).toMatchObject({ kind: 'retry', attempt: 1 });
    server.line.stop();
  });

  it('says signed out on close 4401', () => {
    const server = new FakeServer();
    server.line.start();
    server.last.events.closed(4401);
    expect(server.news).toContainEqual({ kind: 'refused' });
    server.line.stop();
  });

  it('opens nothing after stop', () => {
    const server = new FakeServer();
    server.line.start();
    server.last.events.closed(1006);
    server.line.stop();
    vi.advanceTimersByTime(60_000);
    expect(server.sockets).toHaveLength(1);
  });

  it('may be stopped again by whoever hears that it stopped', () => {
    const server = new FakeServer();
    server.line.start();
    const heard = vi.spyOn(server.news, 'push').mockImplementation(() => {
      server.line.stop();
      return 0;
    });
    server.line.stop();
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('spreads tries by a fifth and ends at 30 s', () => {
    expect(waitBefore(1, 0)).toBe(800);
    expect(waitBefore(1, 1)).toBe(1200);
    expect(waitBefore(40, 0.5)).toBe(30_000);
  });
});
