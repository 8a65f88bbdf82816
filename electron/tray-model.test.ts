import { describe, expect, it } from 'vitest';
import type { ProcessRow, StatusBody } from '../server/contract/index.ts';
import { trayModel } from './tray-model.ts';

const row = (change: Partial<ProcessRow> = {}): ProcessRow => ({
  category: 'radarr',
  name: 'Radarr-1080',
  kind: 'torrent',
  pid: 1,
  alive: true,
  status: 'running',
  uptime: 5,
  owner: 'radarr',
  address: null,
  doing: null,
  nextRunAt: null,
  restarts: { used: 0, allowed: 5, windowSeconds: 300, total: 0 },
  lastExit: null,
  lastError: null,
  memoryBytes: null,
  cpuPercent: null,
  work: [],
  ...change,
});
const stopped = row({ alive: false, status: 'stopped', pid: null });
const status: StatusBody = {
  qbit: { alive: true, host: null, port: null, version: null, state: 'up', lastError: null, since: null },
  qbitInstances: {},
  arrs: [],
  ready: true,
  webui: { LiveArr: true, Theme: 'Dark', ViewDensity: 'Comfortable' },
  mode: 'normal',
  observeOnly: false,
  uptime: 1,
  dataPath: 'x',
  version: '0',
  configIssues: [],
  attention: [],
  transfer: { dlspeed: 0, upspeed: 0, torrents: 0 },
  disk: null,
};
const trouble = (message: string): StatusBody['attention'][0] => ({
  id: message,
  kind: 'remote-down',
  severity: 'attention',
  message,
  subject: 's',
  since: 0,
  release: null,
});
const labels = (model: ReturnType<typeof trayModel>) =>
  model.items.map((item) => (item.kind === 'separator' ? '-' : item.label));
const enabled = (model: ReturnType<typeof trayModel>) =>
  model.items.flatMap((item) => (item.kind === 'command' && item.enabled ? [item.label] : []));

describe('the tray (ui.md 8)', () => {
  it('says first what is going on and offers the verbs that make sense', () => {
    const model = trayModel([row(), row()], status);
    expect(labels(model)).toEqual([
      'Running, 2 of 2 workers',
      '-',
      'Open control panel',
      'Open logs',
      '-',
      'Start all',
      'Stop all',
      'Restart all',
      '-',
      'Quit',
    ]);
    expect(enabled(model)).toEqual(['Open control panel', 'Open logs', 'Stop all', 'Restart all', 'Quit']);
    expect(model).toMatchObject({ icon: 'running', tooltip: 'Running, 2 of 2 workers' });
  });

  it('offers Start all when something is stopped', () => {
    expect(enabled(trayModel([row(), stopped], status))).toContain('Start all');
    const all = trayModel([stopped], status);
    expect(all.icon).toBe('stopped');
    expect(enabled(all)).not.toContain('Stop all');
  });

  it('shows at most three attention items and puts the first into a short tooltip', () => {
    const long = 'x'.repeat(300);
    const model = trayModel([row()], { ...status, attention: [long, 'b', 'c', 'd'].map(trouble) });
    expect(labels(model).filter((label) => label.startsWith('!'))).toHaveLength(3);
    expect(model.icon).toBe('attention');
    expect(model.tooltip.length).toBeLessThan(128);
  });

  it.each([
    ['failed', row({ alive: false, status: 'failed' }), {}],
    ['working', row({ alive: false, status: 'starting' }), {}],
    ['observing', row(), { observeOnly: true }],
  ] as const)('has the icon %s', (icon, worker, change) => {
    expect(trayModel([worker], { ...status, ...change }).icon).toBe(icon);
  });
});
