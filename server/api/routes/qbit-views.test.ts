import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startHarness, type Harness } from '../testing/harness.ts';

let server: Harness;
beforeAll(async () => {
  server = await startHarness();
});
afterAll(() => server.stop());

test('2.7, conflict 17: categories, overview and distribution under both prefixes', async () => {
  for (const prefix of ['/api', '/web']) {
    expect((await server.authed(`${prefix}/qbit/categories`)).body).toEqual({ categories: [], ready: true });
    expect((await server.authed(`${prefix}/torrents/distribution`)).body).toEqual({
      distribution: { 'radarr-movies': { qBit: 1 } },
    });
    expect((await server.authed(`${prefix}/qbit/overview`)).body).toMatchObject({ instances: ['qBit'] });
  }
});

test('2.7 instance: absent, empty or all = every client', async () => {
  const asked = vi.spyOn(server.services.qbit, 'overview');
  for (const query of ['', '?instance=', '?instance=ALL', '?instance=qBit-box&instance=x']) {
    await server.authed(`/api/qbit/overview${query}`);
  }
  expect(asked.mock.calls).toEqual([[null], [null], [null], ['qBit-box']]);
});
