import { z } from 'zod';
import type { UpdateMeta, UpdateState } from '../../contract/index.ts';
import { assetFor } from '../../updates/index.ts';
import { createRateLimiter, limiterKey } from '../auth/rate-limit.ts';
import { fail, redirect, type Answer } from '../http/answer.ts';
import { lenientBoolean, queryOf } from '../http/query.ts';
import { BOTH, route, type Call, type Route } from '../http/route.ts';
import type { Installation, RouteDeps } from './deps.ts';

export const metaQuery = z.object({ force: lenientBoolean });

const forceLimit = { max: 6, windowSeconds: 900 };

type MetaCall = Pick<
  Call<unknown, z.output<typeof metaQuery>, unknown>,
  'query' | 'search' | 'headers' | 'address' | 'access'
>;
export type MetaResult = { ok: true; meta: UpdateMeta } | { ok: false; answer: Answer<never> };

/**
 * Reads the version part of GET /meta (api.md 2.9). Only `force` waits for a look at the releases; without a credential
 * that is allowed six times in a quarter of an hour.
 */
export function createMetaReader(deps: RouteDeps): (call: MetaCall) => Promise<MetaResult> {
  const { services, clock, gate, installation } = deps;
  const limiter = createRateLimiter(clock, forceLimit);
  return async ({ query, search, headers, address, access }) => {
    if (query.force) {
      // A public row has not looked at the caller yet.
      const queryToken = queryOf(search)['token'];
      const proved = access.proved ?? gate.access({ headers, queryToken, allowCookie: true, address }).proved;
      const wait = proved !== null ? null : limiter.attempt(limiterKey(address));
      if (wait !== null) return { ok: false, answer: rateLimited(wait) };
      await services.updates.check();
    }
    return { ok: true, meta: metaOf(services.updates.state(), services.version, installation) };
  };
}

function rateLimited(seconds: number): Answer<never> {
  return fail(429, 'rate_limited', `Try again in ${seconds} s`, {
    body: { message: 'Too many force refresh requests' },
    headers: { 'Retry-After': String(seconds) },
  });
}

function metaOf(state: UpdateState, version: string, installation: Installation): UpdateMeta {
  const { release, channel, repositoryUrl, checkedAt } = state;
  return {
    current_version: version,
    latest_version: latestOf(state),
    changelog: release?.notes ?? '',
    current_version_changelog: state.currentNotes,
    changelog_url: release?.url ?? (repositoryUrl === '' ? '' : `${repositoryUrl}/releases`),
    repository_url: repositoryUrl,
    homepage_url: repositoryUrl,
    update_available: state.available,
    last_checked: checkedAt === null ? null : new Date(checkedAt).toISOString(),
    error: state.error,
    installation_type: installation,
    auto_update_supported: false,
    update_channel: channel,
    nightly_sha: channel === 'nightly' ? (release?.sha ?? null) : null,
    ...downloadOf(state, installation),
    update_state: { in_progress: false, last_result: null, last_error: null, completed_at: null },
  };
}

/** On the nightly channel the commit stands for the version (api.md 2.9). */
function latestOf({ channel, release }: UpdateState): string | null {
  if (release === null) return null;
  return channel === 'nightly' && release.sha !== null ? `nightly-${release.sha.slice(0, 7)}` : release.version;
}

type Download = Pick<
  UpdateMeta,
  'binary_download_url' | 'binary_download_name' | 'binary_download_size' | 'binary_download_error'
>;

const noBinary = 'No binary available for your platform';

function downloadOf({ release, available }: UpdateState, installation: Installation): Download {
  const asset =
    installation === 'binary' && available && release !== null
      ? assetFor(process.platform, process.arch, release.assets)
      : undefined;
  return {
    binary_download_url: asset?.url ?? null,
    binary_download_name: asset?.name ?? null,
    binary_download_size: asset?.size ?? null,
    binary_download_error: asset === null ? noBinary : null,
  };
}

/** Why this kind of installation is not updated from here (supervisor.md 7.5). */
const refusals: Record<Installation, { error: string; details: string }> = {
  source: { error: 'Source builds do not support auto-update.', details: 'Pull the new version and build it.' },
  git: { error: 'Source builds do not support auto-update.', details: 'Pull the new version and build it.' },
  docker: { error: 'Docker installations do not support auto-update.', details: 'Pull the new image.' },
  pip: { error: 'This installation does not support auto-update.', details: 'Install the new version over it.' },
  binary: {
    error: 'This installation does not support auto-update.',
    details: 'Download and install the new version.',
  },
  unknown: { error: 'This installation does not support auto-update.', details: 'Install the new version over it.' },
};

/** What remains of updating where a program does not replace itself: saying why, and the way to the download. */
export function updateRoutes({ services, installation }: RouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/update',
      at: BOTH,
      auth: { scope: 'admin' },
      summary: 'Refused: installations of this kind are not updated from here',
      also: { 409: 'What to do instead is in `details`' },
      handler: () => {
        const { error, details } = refusals[installation];
        return fail(409, error, details);
      },
    }),
    route({
      method: 'GET',
      path: '/download-update',
      at: BOTH,
      auth: { scope: 'read' },
      summary: 'To the file of the newer version for this computer',
      also: {
        302: 'To the file',
        400: 'This installation does not download',
        404: 'There is no newer version, or none for this computer',
      },
      handler: () => {
        if (installation !== 'binary') return fail(400, 'Download only available for binary installations');
        const state = services.updates.state();
        if (!state.available) return fail(404, 'No update available', state.error ?? '');
        const { binary_download_url: url, binary_download_error: error } = downloadOf(state, installation);
        return url === null ? fail(404, error ?? noBinary) : redirect(url);
      },
    }),
  ];
}
