import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logSearchBody, logSummary, logWindow } from '../../contract/index.ts';
import { createLogHub, type LogHub } from '../../logs/index.ts';
import { searchThread } from '../../logs/testing/thread.ts';
import { startHarness, type Harness } from '../testing/harness.ts';

const at = new Date(2025, 10, 27, 12, 0, 0).getTime();
const secret = 'hunter2hunter2';

let dir: string;
let hub: LogHub;
let server: Harness;
beforeAll(async () => {
  dir = path.join(mkdtempSync(path.join(tmpdir(), 'qbitrr-search-')), 'logs');
  mkdirSync(dir);
  hub = createLogHub({
    dir,
    clock: { now: () => at + 123, monotonic: () => 0 },
    level: 'INFO',
    secrets: [secret],
    queries: { thread: await searchThread(), seconds: 1 },
  });
  server = await startHarness({}, {}, { logs: hub });
});
afterAll(async () => {
  await server.stop();
  await hub.close();
  rmSync(path.dirname(dir), { recursive: true, force: true });
});

const put = (name: string, text: string, age = 0): void => {
  writeFileSync(path.join(dir, name), text);
  utimesSync(path.join(dir, name), new Date(at - age), new Date(at - age));
};
const search = async (tail: string) => {
  const reply = await server.authed(`/api/logs/${tail}`);
  return { reply, body: logSearchBody.safeParse(reply.body).data };
};
const found = (body: Awaited<ReturnType<typeof search>>['body']) =>
  body?.matches.map(({ file, line, text }) => [file, line, text]);

// Windows and overlay file systems give numbers of up to 53 bits.
test.each(['2', '9007199254740990', '99999999999999999999'])(
  '2.5 an identity of any size that is not that of the file means that it was rotated: %s',
  async (inode) => {
    put('Turned.log', 'new\n');
    const reply = await server.authed(`/web/logs/Turned.log?since_bytes=0&inode=${inode}`);
    expect(reply.body).toMatchObject({ rotated: true, content: 'new' });
  },
);

describe('2.5 GET /logs/{name}/search', () => {
  beforeAll(() => {
    put('Main.log', 'a\nBoom 1\nb\nboom 2\nc\nd\ne\n');
    put('Main.log.1', 'z\nboom old\n', 1000);
    put('Main.log.old', 'boom oldest\r\n', 5000);
    put('Other.log', 'boom elsewhere\n');
  });

  test('the named file, then its siblings newest first, with context', async () => {
    for (const prefix of ['api', 'web']) {
      const reply = await server.authed(`/${prefix}/logs/Main.log/search?q=%20boom%20`);
      expect(reply.body).toEqual({
        query: 'boom',
        truncated: false,
        files_searched: ['Main.log', 'Main.log.1', 'Main.log.old'],
        matches: [
          { file: 'Main.log', line: 2, text: 'Boom 1', context_before: ['a'], context_after: ['b', 'boom 2'] },
          { file: 'Main.log', line: 4, text: 'boom 2', context_before: ['Boom 1', 'b'], context_after: ['c', 'd'] },
          { file: 'Main.log.1', line: 2, text: 'boom old', context_before: ['z'], context_after: [] },
          { file: 'Main.log.old', line: 1, text: 'boom oldest', context_before: [], context_after: [] },
        ],
      });
    }
  });

  test.each([
    ['q=boom&case=1&include_rotated=0', [['Main.log', 4, 'boom 2']]],
    ['q=boom&case=yes&include_rotated=False&context=0&max_matches=1', [['Main.log', 2, 'Boom 1']]],
    [
      'q=^boom%20\\d%2B$&regex=True&include_rotated=false',
      [
        ['Main.log', 2, 'Boom 1'],
        ['Main.log', 4, 'boom 2'],
      ],
    ],
    ['q=^boom&regex=on', []],
  ])('%s', async (query, expected) => {
    expect(found((await search(`Main.log/search?${query}`)).body)).toEqual(expected);
  });

  test('limits: max_matches cuts and says so, 0 is the default, context is at most 10', async () => {
    put('Many.log', Array.from({ length: 3000 }, (_, line) => `hit ${line}`).join('\n'));
    const counts: [string, number, boolean][] = [
      ['max_matches=3', 3, true],
      ['max_matches=0', 200, true],
      ['max_matches=x', 200, true],
      ['max_matches=-5', 1, true],
      ['max_matches=9999', 1000, true],
    ];
    for (const [query, count, truncated] of counts) {
      const { body } = await search(`Many.log/search?q=hit&${query}`);
      expect([body?.matches.length, body?.truncated]).toEqual([count, truncated]);
    }
    const { body } = await search('Many.log/search?q=hit%201500&context=99');
    expect([body?.matches[0]?.context_before.length, body?.matches[0]?.context_after.length]).toEqual([10, 10]);
  });

  test('a file of the name may be gone while its siblings are there', async () => {
    put('Gone.log.1', 'boom\n');
    expect((await search('Gone.log/search?q=boom')).body?.files_searched).toEqual(['Gone.log.1']);
    expect((await search('Gone.log/search?q=boom&include_rotated=0')).reply.status).toBe(404);
  });

  test.each([
    ['Main.log/search', 400, 'query is required'],
    ['Main.log/search?q=%20', 400, 'query is required'],
    [`Main.log/search?regex=1&q=${'a'.repeat(257)}`, 400, 'regex pattern too long'],
    ['Main.log/search?regex=1&q=(', 400, 'invalid regex: Unterminated group'],
    ['Nope.log/search?q=x', 404, 'not found'],
    ['..%2Fconfig.toml/search?q=x', 404, 'Not Found'],
    ['%2e%2e/search?q=x', 404, 'not found'],
    ['./search?q=x', 404, 'not found'],
    ['a%20b.log/search?q=x', 404, 'not found'],
  ])('%s -> %i %s', async (address, status, error) => {
    const { reply } = await search(address);
    expect([reply.status, reply.error]).toEqual([status, error]);
    expect(reply.body).toHaveProperty('details');
  });

  test('S70: a pattern that never ends is stopped at the deadline, what was found stands, other routes answer meanwhile', async () => {
    put('Long.log', `begin\n${'a'.repeat(5000)}!\n`);
    const hanging = search('Long.log/search?regex=1&q=begin|(a%2B)%2B$');
    let ended = false;
    void hanging.finally(() => {
      ended = true;
    });
    const plain = await search('Main.log/search?q=boom');
    expect(plain.body?.matches).toHaveLength(4);
    for (const address of [
      '/api/health',
      '/api/processes',
      '/api/logs/query?text=boom',
      '/api/logs/query?regex=1&text=b',
    ]) {
      expect((await server.authed(address)).status).toBe(200);
    }
    expect(ended).toBe(false);
    const { body } = await hanging;
    expect([found(body), body?.truncated, body?.files_searched]).toEqual([
      [['Long.log', 1, 'begin']],
      true,
      ['Long.log'],
    ]);
    expect(found((await search('Main.log/search?regex=1&q=^boom&include_rotated=0')).body)).toHaveLength(2);
  });
});

describe('LG-3, LG-5 GET /logs/query', () => {
  beforeAll(async () => {
    for (let line = 0; line < 20; line += 1) hub.logger('Radarr-A').info(`line ${line}`);
    hub.logger('Sonarr-B').error('refused\n  at connect');
  });

  test('what was just written is there; windows and counts go together', async () => {
    const window = logWindow.parse((await server.authed('/web/logs/query?source=radarr-a&text=line&limit=5')).body);
    expect(window.entries.map(({ message }) => message)).toEqual([
      'line 15',
      'line 16',
      'line 17',
      'line 18',
      'line 19',
    ]);
    expect(new Set(window.entries.map(({ timestamp }) => Date.parse(timestamp)))).toEqual(new Set([at + 123]));
    const older = await server.authed(`/web/logs/query?source=radarr-a&text=line&before=${window.older}`);
    expect(logWindow.parse(older.body).entries).toHaveLength(15);
    const summary = logSummary.parse((await server.authed('/web/logs/query/summary?levels=error')).body);
    expect(summary).toMatchObject({ total: 1, counts: { ERROR: 1 }, sources: expect.arrayContaining(['Radarr-A']) });
  });

  test.each([
    ['text=(&regex=1', 'text', 'invalid regex: Unterminated group'],
    ['text=a&exclude=[&regex=1', 'exclude', 'invalid regex: Unterminated character class'],
    [`exclude=${'b'.repeat(257)}&regex=1`, 'exclude', 'regex pattern too long'],
  ])('a bad pattern names its field: %s', async (query, field, error) => {
    for (const address of ['/web/logs/query', '/web/logs/query/summary']) {
      const reply = await server.authed(`${address}?${query}`);
      expect([reply.status, reply.body]).toEqual([400, expect.objectContaining({ error, field })]);
    }
  });

  test('a marked text that holds a secret is masked with its marks', async () => {
    hub.setSecrets(['line 7']);
    const reply = await server.authed('/web/logs/query?source=Radarr-A&text=line%207&context=1&limit=500');
    const { entries } = logWindow.parse(reply.body);
    hub.setSecrets([secret]);
    expect(entries.map(({ message }) => message)).toEqual(expect.arrayContaining(['line 6', '[redacted]', 'line 8']));
    expect(entries.every(({ marks }) => marks.length === 0)).toBe(true);
  });

  test('values that make no sense are as if absent', async () => {
    const reply = await server.authed('/web/logs/query?limit=0&before=nonsense&since=x&levels=loud');
    expect([reply.status, logWindow.parse(reply.body).entries.length]).toEqual([200, 1]);
  });
});

describe('LG-8 POST /loglevel', () => {
  test('for some minutes: in force at once, not saved, over by itself', async () => {
    const reply = await server.post('/api/loglevel', { level: 'debug', minutes: 15 });
    expect([reply.status, reply.body]).toEqual([
      200,
      { status: 'ok', level: 'DEBUG', saved: false, overriddenByEnv: false, until: at + 123 + 900_000 },
    ]);
    expect([hub.level(), server.calls.filter(([what]) => what === 'changes')]).toEqual(['DEBUG', []]);
    const back = await server.post('/api/loglevel', { level: 'INFO' });
    expect(back.body).toMatchObject({ level: 'INFO', saved: true, until: null });
    expect(hub.level()).toBe('INFO');
  });

  test('a part of a minute ends at a whole second', async () => {
    const reply = await server.post('/api/loglevel', { level: 'DEBUG', minutes: 1.0000000020345055 });
    expect([reply.status, reply.body]).toEqual([200, expect.objectContaining({ until: at + 123 + 60_000 })]);
    await server.post('/api/loglevel', { level: 'INFO' });
  });

  test.each([0, -1, 1441, 'x', null])('minutes %j is refused', async (minutes) => {
    const reply = await server.post('/api/loglevel', { level: 'DEBUG', minutes });
    expect([reply.status, reply.error]).toEqual([400, 'minutes must be a number from 1 to 1440']);
    expect(hub.level()).toBe('INFO');
  });
});

describe('S69, LG-11 nothing leaves with a secret in it', () => {
  const line = `[2025-11-27 12:00:00] INFO    : qBitrr.Main             : login with ${secret} done`;

  test('S69: file, tail, window, delta, search and download are masked; the file on disk stays as it is', async () => {
    put('Old.log', `first\n${line}\nlast\n`);
    const addresses = [
      '/api/logs/Old.log',
      '/api/logs/Old.log?format=json',
      '/api/logs/Old.log?around_line=2',
      '/api/logs/Old.log?since_bytes=0',
      '/api/logs/Old.log/search?q=login',
      '/api/logs/Old.log/download',
    ];
    for (const address of addresses) {
      const reply = await server.authed(address);
      expect([address, reply.status]).toEqual([address, 200]);
      expect(reply.text).not.toContain(secret);
      expect(reply.text).toContain('[redacted]');
    }
    expect(readFileSync(path.join(dir, 'Old.log'), 'utf8')).toContain(secret);
    const part = await server.authed('/api/logs/Old.log/download', { headers: { Range: 'bytes=0-4' } });
    expect([part.status, part.text]).toEqual([206, 'first']);
    const tag = part.headers.etag ?? '';
    expect((await server.authed('/api/logs/Old.log/download', { headers: { 'If-None-Match': tag } })).status).toBe(304);
  });

  test('6.6: plain text is cut to its newest 50 MiB, from a line on', async () => {
    const row = `${'x'.repeat(1023)}\n`;
    put('Big.log', `${row.repeat(52 * 1024)}the end\n`);
    const { text } = await server.authed('/api/logs/Big.log');
    expect(text.length).toBeLessThanOrEqual(50 * 1024 * 1024);
    expect([text.startsWith(row), text.endsWith('the end\n')]).toEqual([true, true]);
  });
});
