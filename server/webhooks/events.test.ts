import { describe, expect, test } from 'vitest';
import { sampleTorrentRow } from '../contract/samples.ts';
import { webhookEventName } from '../contract/index.ts';
import type { LedgerEvent, StatusBody, TorrentDelta, TorrentRow, WebhookEvent } from '../contract/index.ts';
import { processRow } from '../api/testing/stand-in.ts';
import { CompletionWatch } from './completions.ts';
import { describeEvent } from './describe.ts';
import { webhookEventOf, type ArrLookup } from './from-ledger.ts';
import { HealthWatch } from './health-watch.ts';
import { lifeCycleEvent } from './life-cycle.ts';
import { signature } from './send.ts';
import { render } from './templates.ts';

const at = Date.UTC(2025, 10, 27, 12);
const arrOf: ArrLookup = (name) => (name === 'Radarr-A' ? { type: 'radarr', category: 'movies' } : null);
const ledgerEvent = (more: Partial<Omit<LedgerEvent, 'kind'>> & { kind: string }): LedgerEvent => {
  const kind: LedgerEvent['kind'] = 'verdict';
  const event: LedgerEvent = {
    id: 1,
    at,
    manager: 'Radarr-A',
    instance: 'qBit',
    hash: 'abc',
    name: 'A.Movie',
    decision: 'stalled',
    action: 'remove',
    result: 'ok',
    values: {},
    trail: [],
    message: 'No progress for 15 min',
    ...more,
    kind,
  };
  // Kinds of later versions are mapped already.
  return Object.assign(event, { kind: more.kind });
};

describe('3.11 ledger events become webhook events', () => {
  const removal = {
    hash: 'abc',
    name: 'A.Movie',
    category: 'movies',
    qbitInstance: 'qBit',
    arr: 'Radarr-A',
    action: 'remove',
    decision: 'stalled',
    reason: 'No progress for 15 min',
  };
  const disk = { hash: 'abc', name: 'A.Movie', qbitInstance: 'qBit', reason: 'No progress for 15 min' };

  test.each([
    [
      'import',
      {},
      'import.successful',
      { arr: 'Radarr-A', type: 'radarr', category: 'movies', title: 'A.Movie', hash: 'abc' },
    ],
    ['removal', {}, 'removal.done', { ...removal, filesDeleted: true }],
    [
      'removal',
      { action: 'remove-keep-files' as const },
      'removal.done',
      { ...removal, action: 'remove-keep-files', filesDeleted: false },
    ],
    [
      'removal',
      { manager: 'core', values: { category: 'failed' } },
      'removal.done',
      { ...removal, arr: null, category: 'failed', filesDeleted: true },
    ],
    ['planned', { values: { at } }, 'removal.planned', { ...removal, at: '2025-11-27T12:00:00.000Z' }],
    ['hold', {}, 'disk.hold', disk],
    ['resume', {}, 'disk.release', disk],
    ['budget', { result: 'refused' as const }, 'budget.tripped', { reason: 'No progress for 15 min' }],
  ])('%s %j -> %s', (kind, more, event, data) => {
    const told = webhookEventOf(ledgerEvent({ kind, ...more }), arrOf);
    expect([told?.event, told?.data]).toEqual([event, data]);
  });

  test.each([
    [{ kind: 'import', result: 'failed' as const }],
    [{ kind: 'removal', result: 'failed' as const }],
    [{ kind: 'import', manager: 'core' }],
    [{ kind: 'budget', result: 'info' as const }],
    [{ kind: 'hold', result: 'failed' as const }],
    [{ kind: 'verdict' }],
    [{ kind: 'health' }],
    [{ kind: 'observed' }],
  ])('%j is none', (event) => {
    expect(webhookEventOf(ledgerEvent(event), arrOf)).toBeNull();
  });
});

describe('3.11 torrent.completed', () => {
  const row = (change: Partial<TorrentRow>): TorrentRow =>
    sampleTorrentRow({ hash: 'a', manager: 'Radarr-A', progress: 0.5, completedAt: null, ...change });
  const delta = (...changed: TorrentRow[]): TorrentDelta => ({ full: false, changed, removed: [], total: 1 });
  const done = { progress: 1, completedAt: at };

  test('once, when an incomplete torrent is complete', () => {
    const watch = new CompletionWatch(at);
    expect(watch.take(delta(row({})))).toEqual([]);
    expect(watch.take(delta(row(done)))).toMatchObject([
      { event: 'torrent.completed', source: 'Radarr-A', data: { hash: 'a', arr: 'Radarr-A', qbitInstance: 'qBit' } },
    ]);
    expect(watch.take(delta(row(done)))).toEqual([]);
  });

  test('what was complete before is no news, what came and finished between two looks is', () => {
    const watch = new CompletionWatch(at);
    expect(watch.take(delta(row({ ...done, completedAt: at - 1 })))).toEqual([]);
    expect(watch.take(delta(row({ ...done, hash: 'b', manager: 'core' })))).toMatchObject([
      { data: { hash: 'b', arr: null } },
    ]);
  });

  test('a new table tells nothing twice; a torrent that came back is told again', () => {
    const watch = new CompletionWatch(at);
    watch.take(delta(row(done)));
    expect(watch.take({ ...delta(row(done)), full: true })).toEqual([]);
    watch.take({ full: false, changed: [], removed: [{ instance: 'qBit', hash: 'a' }], total: 0 });
    watch.take(delta(row({})));
    expect(watch.take(delta(row(done)))).toHaveLength(1);
  });
});

describe('3.11 health.failed', () => {
  const status = (state: 'up' | 'down' | 'unknown', lastError: string | null = null) => {
    const arr: StatusBody['arrs'][0] = {
      category: 'movies',
      name: 'Radarr-A',
      type: 'radarr',
      alive: true,
      reachable: null,
      state,
      version: null,
      lastError,
    };
    return { qbitInstances: {}, arrs: [arr] };
  };

  test('once per outage; the next outage is told again', () => {
    const watch = new HealthWatch();
    expect(watch.take(status('unknown'))).toEqual([]);
    expect(watch.take(status('down', 'refused'))).toEqual([
      { event: 'health.failed', source: 'Radarr-A', data: { check: 'arr', target: 'Radarr-A', message: 'refused' } },
    ]);
    expect(watch.take(status('down', 'timeout'))).toEqual([]);
    expect(watch.take(status('up'))).toEqual([]);
    expect(watch.take(status('down'))).toHaveLength(1);
    expect(watch.take({ qbitInstances: {}, arrs: [] })).toEqual([]);
    expect(watch.take(status('down'))).toHaveLength(1);
  });

  test('a loop that came back, one that gave up, a process that is silent', () => {
    const rows = [processRow({ category: 'movies', name: 'Radarr-A', kind: 'torrent', pid: 12 })];
    const unit = { category: 'movies', kind: 'torrent' as const };
    const told = { manager: 'Radarr-A', unit, name: 'Radarr-A', message: 'm' };
    expect(lifeCycleEvent({ ...told, type: 'process.restarted' }, rows)).toEqual({
      event: 'process.restarted',
      source: 'Radarr-A',
      data: { name: 'Radarr-A', category: 'movies', kind: 'torrent', pid: 12, reason: 'crash' },
    });
    expect(lifeCycleEvent({ ...told, type: 'health.failed' }, rows)?.data).toEqual({
      check: 'process',
      target: 'Radarr-A torrent',
      message: 'm',
    });
    expect(lifeCycleEvent({ ...told, type: 'health.unresponsive', unit: null }, [])?.data).toMatchObject({
      target: 'Radarr-A',
    });
  });
});

const envelope = {
  id: '5f0c2b1e-7d1a-4f7e-9a53-0c1f1a2b3c4d',
  timestamp: '2025-11-27T12:00:00.000Z',
  version: '1.2.3',
  source: 'Radarr-A',
};
const removed: WebhookEvent = {
  ...envelope,
  event: 'removal.done',
  data: {
    hash: 'abc',
    name: 'A "quoted" <Mövie> & more',
    category: 'movies',
    qbitInstance: 'qBit',
    arr: null,
    action: 'remove',
    decision: 'stalled',
    reason: 'No progress for 15 min',
    filesDeleted: true,
  },
};
const message = 'A "quoted" <Mövie> & more. No progress for 15 min';

describe('3.11 forms', () => {
  test('json is the event itself', () => {
    expect(JSON.parse(render(removed, 'json').body)).toEqual(removed);
  });

  test('discord, slack, gotify and apprise get what they read', () => {
    expect(JSON.parse(render(removed, 'discord').body)).toEqual({
      embeds: [
        {
          title: 'Removed with its files',
          description: message,
          color: 0xf0c551,
          timestamp: envelope.timestamp,
          footer: { text: 'Radarr-A' },
        },
      ],
      allowed_mentions: { parse: [] },
    });
    const slack = render(removed, 'slack').body;
    expect(slack).toContain('A \\"quoted\\" &lt;Mövie&gt; &amp; more');
    expect(JSON.parse(slack)).toMatchObject({ blocks: [{ type: 'section' }, { type: 'context' }] });
    expect(JSON.parse(render(removed, 'gotify').body)).toEqual({
      title: 'Removed with its files',
      message,
      priority: 5,
    });
    expect(JSON.parse(render(removed, 'apprise').body)).toEqual({
      title: 'Removed with its files',
      body: message,
      type: 'warning',
    });
  });

  test('ntfy gets plain text, its title in a header that holds ASCII only', () => {
    const health: WebhookEvent = {
      ...envelope,
      event: 'health.failed',
      data: { check: 'arr', target: 'Radarr-Größe', message: 'connection refused' },
    };
    const { body, headers } = render(health, 'ntfy');
    expect([body, headers['Priority'], headers['Tags']]).toEqual(['connection refused', '4', 'rotating_light']);
    expect(headers['Title']).toBe(`=?UTF-8?B?${Buffer.from('Radarr-Größe failed').toString('base64')}?=`);
  });

  test('own text: placeholders of envelope, words and data; unknown ones stay; JSON is escaped', () => {
    expect(render(removed, { text: '{event} from {source}: {data.name} ({arr}) {nothing} {title}' })).toEqual({
      body: 'removal.done from Radarr-A: A "quoted" <Mövie> & more () {nothing} Removed with its files',
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    });
    const own = render(removed, { text: ' {"text": "{message}", "files": {filesDeleted}}' });
    expect([JSON.parse(own.body), own.headers['Content-Type']]).toEqual([
      { text: message, files: true },
      'application/json',
    ]);
  });

  test('every event has words', () => {
    const samples: WebhookEvent[] = [
      removed,
      { ...envelope, event: 'webhook.test', data: { message: 'x' } },
      { ...envelope, event: 'update.available', data: { current: '1', latest: '2', url: 'u' } },
      { ...envelope, event: 'budget.tripped', data: { reason: 'x' } },
      { ...envelope, event: 'disk.hold', data: { hash: null, name: null, qbitInstance: null, reason: 'x' } },
      { ...envelope, event: 'disk.release', data: { hash: null, name: 'n', qbitInstance: null, reason: 'x' } },
      { ...envelope, event: 'health.failed', data: { check: 'arr', target: 't', message: 'm' } },
      {
        ...envelope,
        event: 'process.restarted',
        data: { name: 'n', category: 'c', kind: 'torrent', pid: null, reason: 'crash' },
      },
      {
        ...envelope,
        event: 'import.successful',
        data: { arr: 'a', type: 'radarr', category: 'c', title: 't', hash: null },
      },
      {
        ...envelope,
        event: 'torrent.completed',
        data: { hash: 'h', name: 'n', category: 'c', qbitInstance: 'q', arr: null, size: 1 },
      },
      { ...envelope, event: 'removal.planned', data: { ...removed.data, at: null } },
    ];
    expect(new Set(samples.map(({ event }) => event))).toEqual(new Set([...webhookEventName.options, 'webhook.test']));
    for (const sample of samples) expect(describeEvent(sample).title).not.toBe('');
  });

  test('the signature is the HMAC-SHA256 of the body (RFC 4231, case 2)', () => {
    expect(signature('what do ya want for nothing?', 'Jefe')).toBe(
      'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});
