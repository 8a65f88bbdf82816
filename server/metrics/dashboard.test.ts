import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createStandIn, processRow } from '../api/testing/stand-in.ts';
import { Metrics } from './index.ts';

const dashboard = z.looseObject({
  __inputs: z.array(z.looseObject({ name: z.literal('DS_PROMETHEUS'), pluginId: z.literal('prometheus') })),
  schemaVersion: z.int(),
  uid: z.string(),
  panels: z.array(
    z.looseObject({
      id: z.int(),
      title: z.string(),
      gridPos: z.object({ x: z.int().min(0), y: z.int().min(0), w: z.int().max(24), h: z.int() }),
      targets: z.array(z.looseObject({ expr: z.string(), refId: z.string() })).min(1),
    }),
  ),
});

const file = path.resolve(import.meta.dirname, '../../docs/grafana/qbitrr.json');

test('the Grafana dashboard asks only for figures there are, and its panels do not overlap', async () => {
  const { panels } = dashboard.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { services } = createStandIn();
  const metrics = new Metrics({
    version: '1',
    rows: () => [processRow()],
    status: () => services.status(),
    torrents: () => [],
    webhooks: () => [],
  });
  const names = new Set(
    [...(await metrics.text({ liveClients: 0 })).matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name),
  );
  const asked = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => expr.match(/qbitrr_\w+/g) ?? []));
  expect(asked.filter((name) => !names.has(name.replace(/_bucket$/, '')))).toEqual([]);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const [index, { gridPos: a }] of panels.entries()) {
    for (const { gridPos: b } of panels.slice(index + 1)) {
      expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true);
    }
  }
});
