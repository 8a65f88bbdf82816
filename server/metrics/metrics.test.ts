import { beforeEach, describe, expect, test } from 'vitest';
import { sampleTorrentRow } from '../contract/samples.ts';
import type { LedgerEvent } from '../contract/index.ts';
import { createStandIn, processRow } from '../api/testing/stand-in.ts';
import { Metrics } from './index.ts';

const rows = [
  processRow({ kind: 'torrent', work: [3, 4, 5], restarts: { used: 1, allowed: 5, windowSeconds: 600, total: 7 } }),
  processRow({ kind: 'torrent', owner: 'core', name: 'Failed', category: 'failed', alive: false, status: 'failed' }),
];
const event = (more: Partial<LedgerEvent>): LedgerEvent => ({
  id: 1,
  at: 1,
  kind: 'verdict',
  manager: 'Radarr-A',
  instance: 'qBit',
  hash: 'a',
  name: 'A',
  decision: 'stalled',
  action: 'remove',
  result: 'info',
  values: {},
  trail: [],
  message: '',
  ...more,
});

let metrics: Metrics;
beforeEach(() => {
  const { services } = createStandIn();
  metrics = new Metrics({
    version: '1.2.3',
    rows: () => [
      { ...rows[0]!, memoryBytes: 1024, queueCount: 2 },
      { ...rows[1]!, queueCount: 5, metricType: 'category' },
    ],
    status: () => services.status(),
    torrents: () => ['stalled', 'stalled', 'seeding'].map((_, index) => sampleTorrentRow({ hash: `h${index}` })),
    webhooks: () => [{ name: 'Say "hi"', waiting: 3 }],
  });
});

const lines = async (start: string): Promise<string[]> =>
  (await metrics.text({ liveClients: 2 })).split('\n').filter((line) => line.startsWith(start));

describe('GET /metrics', () => {
  test('loops: state, passes, restarts; asked twice they are not counted twice', async () => {
    await metrics.text({ liveClients: 0 });
    const radarr = 'name="Radarr-Movies",category="radarr-movies",kind="torrent"';
    expect(await lines('qbitrr_loop_')).toEqual(
      expect.arrayContaining([
        `qbitrr_loop_state{${radarr},state="running"} 1`,
        `qbitrr_loop_state{${radarr},state="failed"} 0`,
        'qbitrr_loop_state{name="Failed",category="failed",kind="torrent",state="failed"} 1',
        `qbitrr_loop_passes{${radarr}} 12`,
        `qbitrr_loop_restarts_total{${radarr}} 7`,
      ]),
    );
  });

  test('verdicts by decision and manager, actions by kind and result', async () => {
    metrics.take(event({}));
    metrics.take(event({}));
    metrics.take(event({ kind: 'removal', result: 'ok' }));
    metrics.take(event({ kind: 'action', result: 'refused', action: 'import' }));
    metrics.take(event({ kind: 'health', action: null, decision: null }));
    expect(await lines('qbitrr_verdicts_total')).toEqual([
      'qbitrr_verdicts_total{manager="Radarr-A",decision="stalled"} 2',
    ]);
    expect(await lines('qbitrr_actions_total')).toEqual([
      'qbitrr_actions_total{manager="Radarr-A",action="remove",result="ok"} 1',
      'qbitrr_actions_total{manager="Radarr-A",action="import",result="refused"} 1',
    ]);
  });

  test('searches are there from the start, at zero', async () => {
    expect(await lines('qbitrr_searches_total')).toEqual(
      ['searched', 'grabbed', 'nothing_found', 'failed'].map(
        (outcome) => `qbitrr_searches_total{outcome="${outcome}"} 0`,
      ),
    );
  });

  test('request times by route and class of status', async () => {
    metrics.observe({ method: 'GET', route: '/api/logs/:name', status: 204, seconds: 0.003 });
    metrics.observe({ method: 'GET', route: '/api/logs/:name', status: 404, seconds: 3 });
    const found = await lines('qbitrr_http_request_duration_seconds');
    const labels = 'method="GET",route="/api/logs/:name"';
    expect(found).toContain(`qbitrr_http_request_duration_seconds_bucket{le="0.005",${labels},status="2xx"} 1`);
    expect(found).toContain(`qbitrr_http_request_duration_seconds_count{${labels},status="4xx"} 1`);
  });

  test('torrents, remotes, memory, queues and clients as they are now; names are escaped', async () => {
    expect(await lines('qbitrr_torrents')).toEqual([expect.stringMatching(/^qbitrr_torrents\{.*\} 3$/)]);
    expect(await lines('qbitrr_remote_up')).toEqual([
      'qbitrr_remote_up{kind="qbit",name="qBit"} 1',
      'qbitrr_remote_up{kind="arr",name="Radarr-Movies"} 1',
    ]);
    expect(await lines('qbitrr_queue')).toEqual([
      'qbitrr_queue{queue="arr",name="Radarr-Movies"} 2',
      'qbitrr_queue{queue="webhook",name="Say \\"hi\\""} 3',
    ]);
    expect(await lines('qbitrr_memory_bytes')).toEqual([
      expect.stringMatching(/^qbitrr_memory_bytes\{process="host"\} [1-9]\d+$/),
      'qbitrr_memory_bytes{process="Radarr-Movies"} 1024',
    ]);
    expect(await lines('qbitrr_websocket_clients')).toEqual(['qbitrr_websocket_clients 2']);
    expect(await lines('qbitrr_info')).toEqual(['qbitrr_info{version="1.2.3"} 1']);
  });
});
