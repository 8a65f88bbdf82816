import { z } from 'zod';
import { readJson } from '../../clients/http.ts';
import { LoginGate } from '../../clients/qbittorrent/login-gate.ts';
import { QbitSession } from '../../clients/qbittorrent/session.ts';
import { readVersion } from '../../clients/qbittorrent/version.ts';
import type { Clock, ConnectionResult, QbitInstance } from '../../contract/index.ts';
import { categoryPath } from '../values/words.ts';
import { clockSkew, failed, passed } from './result.ts';

/** Signs in once, reads version and categories; one try each, so that a wrong password does not lead to a ban. */
export async function testQbittorrent(
  instance: QbitInstance,
  category: string | null,
  clock: Clock,
): Promise<ConnectionResult> {
  const session = new QbitSession(instance, {
    gate: new LoginGate(() => clock.monotonic()),
    onReset: () => undefined,
  });
  const started = clock.monotonic();
  try {
    const first = await session.get('app/version');
    const latencyMs = Math.round(clock.monotonic() - started);
    const second = await session.get('app/webapiVersion');
    const { app } = readVersion(instance.name, first.response.text, second.response.text);
    const { call, response } = await session.get('torrents/categories');
    const categories = Object.keys(readJson(call, response, z.record(z.string(), z.unknown())));
    const categoryFound =
      category === null ? null : categories.some((one) => categoryPath(one, '') === categoryPath(category, ''));
    const warnings =
      categoryFound === false ? [`It has no category "${category}" yet; it is made when it is needed.`] : [];
    return passed({
      message: `qBittorrent ${app} answered.`,
      latencyMs,
      version: app,
      clockSkewSeconds: clockSkew(first.response.headers, clock),
      categories,
      categoryFound,
      warnings,
    });
  } catch (error) {
    return failed(error, 'qBittorrent');
  }
}
