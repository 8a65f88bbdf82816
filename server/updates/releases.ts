import { z } from 'zod';
import type { Release, UpdateChannel } from '../contract/index.ts';
import { minorOf, newestFirst, plainVersion } from './version.ts';

/** Where releases are looked up; both throw Error with a reason for people. */
export interface ReleaseFeed {
  readonly repositoryUrl: string;
  /** The newest release of a channel; null when there is none yet. */
  newest(channel: UpdateChannel): Promise<Release | null>;
  /** Release notes of a version, '' when it has none. */
  notesOf(version: string): Promise<string>;
}

export interface GithubOptions {
  /** `owner/name`. */
  repository: string;
  /** Address of the GitHub API. */
  api?: string;
  now: () => number;
  timeoutMs?: number;
}

const githubRelease = z.looseObject({
  tag_name: z.string(),
  body: z.string().nullish(),
  html_url: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  published_at: z.string().nullish(),
  target_commitish: z.string().nullish(),
  assets: z.array(z.looseObject({ name: z.string(), browser_download_url: z.string(), size: z.int() })).optional(),
});
type GithubRelease = z.infer<typeof githubRelease>;

const TIMEOUT_MS = 10_000;
/** A stable release has been out for a week (supervisor.md 7.5). */
const STABLE_AGE_MS = 7 * 86_400_000;
const LONGEST_REASON = 200;

/** Releases of a project on GitHub. Only reads public pages, and only when asked. */
export function createGithubFeed({ repository, api, now, timeoutMs = TIMEOUT_MS }: GithubOptions): ReleaseFeed {
  const base = `${api ?? 'https://api.github.com'}/repos/${repository}`;
  const get = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema> | null> => {
    const response = await ask(`${base}${path}`, timeoutMs);
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(refusal(response.status, await response.text().catch(() => '')));
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new Error('The answer of GitHub has an unknown form');
    return parsed.data;
  };
  return {
    repositoryUrl: `https://github.com/${repository}`,
    async newest(channel) {
      if (channel === 'latest') {
        const found = await get('/releases/latest', githubRelease);
        return found === null ? null : releaseOf(found);
      }
      const list = (await get('/releases?per_page=30', z.array(githubRelease))) ?? [];
      const chosen = channel === 'stable' ? stableOf(list, now()) : nightlyOf(list);
      return chosen === null ? null : releaseOf(chosen);
    },
    async notesOf(version) {
      const found = await get(`/releases/tags/v${encodeURIComponent(version)}`, githubRelease);
      return found?.body ?? '';
    },
  };
}

async function ask(url: string, timeoutMs: number): Promise<Response> {
  const headers = {
    Accept: 'application/vnd.github+json',
    'X-GitHub-Api-Version': '2022-11-28',
    'User-Agent': 'qBitrr-Desktop',
  };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await fetch(url, { headers, signal });
  } catch (cause) {
    if (signal.aborted) throw new Error(`GitHub did not answer within ${timeoutMs / 1000} s`, { cause });
    throw new Error('GitHub cannot be reached. Is this computer online?', { cause });
  }
}

function refusal(status: number, text: string): string {
  if (status === 403 || status === 429) return 'GitHub refuses more questions for now; it is asked again later';
  return `GitHub answered ${status}: ${text}`.slice(0, LONGEST_REASON);
}

/** Releases at least a week old that no later patch of the same minor has replaced (supervisor.md 7.5). */
function stableOf(list: readonly GithubRelease[], now: number): GithubRelease | null {
  const releases = list
    .filter(({ draft, prerelease }) => !draft && !prerelease)
    .toSorted((a, b) => newestFirst(a.tag_name, b.tag_name));
  const isNewestPatch = (release: GithubRelease): boolean =>
    releases.find((other) => minorOf(other.tag_name) === minorOf(release.tag_name)) === release;
  const isOld = ({ published_at: at }: GithubRelease): boolean =>
    typeof at === 'string' && now - Date.parse(at) >= STABLE_AGE_MS;
  return releases.find((release) => isNewestPatch(release) && isOld(release)) ?? null;
}

const nightlyOf = (list: readonly GithubRelease[]): GithubRelease | null =>
  list.find(({ draft, prerelease }) => !draft && prerelease) ?? null;

function releaseOf(found: GithubRelease): Release {
  const { tag_name: tag, body, html_url: url, target_commitish: target, assets = [] } = found;
  return {
    version: plainVersion(tag),
    notes: body ?? '',
    url,
    sha: typeof target === 'string' && /^[0-9a-f]{40}$/.test(target) ? target : null,
    assets: assets.map(({ name, browser_download_url: address, size }) => ({ name, url: address, size })),
  };
}
