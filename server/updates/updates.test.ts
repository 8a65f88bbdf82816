import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { UpdateChannel, UpdateState } from '../contract/index.ts';
import { readRepository } from '../host/updates.ts';
import { assetFor } from './assets.ts';
import { UpdateChecker } from './checker.ts';
import { createGithubFeed, type ReleaseFeed } from './releases.ts';
import { isNewer, newestFirst } from './version.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 5, 15);

describe('versions (supervisor.md 7.1)', () => {
  test.each([
    ['1.2.4', '1.2.3', true],
    ['v1.10.0', '1.9.9', true],
    ['1.2.3', '1.2.3', false],
    ['1.2.2', '1.2.3', false],
    ['5.12.12-2', '5.12.12-1', true],
    ['5.12.13-1', '5.12.12-9', true],
    ['5.12.12', '5.12.12-1', false],
    ['1.0.0+abc', '1.0.0', false],
    ['1.0.0', '1.0.0-beta.2', true],
    ['1.0.0-beta.10', '1.0.0-beta.9', true],
    ['1.0.0-beta', '1.0.0', false],
    ['nightly', '1.0.0', true],
    ['nightly', 'nightly', false],
  ])('%s newer than %s: %s', (candidate, current, newer) => {
    expect(isNewer(candidate, current)).toBe(newer);
  });

  test('are sorted the newest first, unreadable ones last', () => {
    const sorted = ['1.0.0', 'what', '1.2.0-beta.1', '1.2.0', '1.10.0'].toSorted(newestFirst);
    expect(sorted).toEqual(['1.10.0', '1.2.0', '1.2.0-beta.1', '1.0.0', 'what']);
  });
});

test('the file for this computer', () => {
  const names = [
    'a-1.0.exe',
    'a-1.0-win.zip',
    'a-1.0.dmg',
    'a-1.0-arm64.dmg',
    'a-1.0.AppImage',
    'a-1.0-arm64.AppImage',
  ];
  const assets = names.map((name) => ({ name, url: `https://x/${name}`, size: 1 }));
  const nameFor = (platform: NodeJS.Platform, arch: string) => assetFor(platform, arch, assets)?.name ?? null;
  expect([
    nameFor('win32', 'x64'),
    nameFor('darwin', 'arm64'),
    nameFor('darwin', 'x64'),
    nameFor('linux', 'x64'),
  ]).toEqual(['a-1.0.exe', 'a-1.0-arm64.dmg', 'a-1.0.dmg', 'a-1.0.AppImage']);
  expect([nameFor('win32', 'arm64'), nameFor('freebsd', 'x64')]).toEqual([null, null]);
});

test('the repository is the one that package.json names, or none', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'qbitrr-repo-'));
  const file = path.join(dir, 'package.json');
  const read = (repository: unknown) => {
    writeFileSync(file, JSON.stringify({ repository }));
    return readRepository(file);
  };
  expect(
    [
      'owner/name',
      'github:owner/name',
      'https://github.com/owner/na.me.git',
      { url: 'git+https://github.com/o/n.git' },
    ].map(read),
  ).toEqual(['owner/name', 'owner/name', 'owner/na.me', 'o/n']);
  expect([read(undefined), read('https://gitlab.com/owner/name'), readRepository(path.join(dir, 'none'))]).toEqual([
    null,
    null,
    null,
  ]);
  rmSync(dir, { recursive: true });
});

describe('GitHub', () => {
  let github: Server;
  let answers: Map<string, { status: number; body: unknown } | 'hang'>;
  let asked: string[];
  let feed: ReleaseFeed;
  beforeEach(async () => {
    [answers, asked] = [new Map(), []];
    github = createServer((request, response) => {
      const url = request.url ?? '';
      asked.push(url);
      const answer = answers.get(url) ?? { status: 404, body: { message: 'Not Found' } };
      if (answer === 'hang') return;
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => {
      github.listen(0, '127.0.0.1', resolve);
    });
    const address = github.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    feed = createGithubFeed({ repository: 'o/n', api: `http://127.0.0.1:${port}`, now: () => now, timeoutMs: 100 });
  });
  afterEach(async () => {
    github.closeAllConnections();
    await new Promise<void>((resolve) => {
      github.close(() => resolve());
    });
  });

  const release = (tag: string, more: Record<string, unknown> = {}) => ({
    tag_name: tag,
    body: `Notes of ${tag}`,
    html_url: `https://github.com/o/n/releases/${tag}`,
    draft: false,
    prerelease: false,
    published_at: new Date(now - 30 * day).toISOString(),
    target_commitish: 'master',
    assets: [{ name: 'a.exe', browser_download_url: 'https://x/a.exe', size: 5 }],
    ...more,
  });
  const list = (...releases: unknown[]) =>
    answers.set('/repos/o/n/releases?per_page=30', { status: 200, body: releases });

  test('latest is the release GitHub calls so', async () => {
    answers.set('/repos/o/n/releases/latest', { status: 200, body: release('v1.2.0') });
    expect(await feed.newest('latest')).toEqual({
      version: '1.2.0',
      notes: 'Notes of v1.2.0',
      url: 'https://github.com/o/n/releases/v1.2.0',
      sha: null,
      assets: [{ name: 'a.exe', url: 'https://x/a.exe', size: 5 }],
    });
  });

  test('stable has been out for a week and no later patch has replaced it', async () => {
    const young = { published_at: new Date(now - 2 * day).toISOString() };
    list(
      release('v1.4.0', young),
      release('v1.3.1', young),
      release('v1.3.0'),
      release('v1.2.5', { prerelease: true }),
      release('v1.2.4'),
      release('v1.2.3'),
    );
    expect(await feed.newest('stable')).toMatchObject({ version: '1.2.4' });
    list(release('v1.4.0', young));
    expect(await feed.newest('stable')).toBeNull();
  });

  test('nightly is the newest pre-release with its commit', async () => {
    list(release('v1.4.0'), release('v1.5.0-beta.1', { prerelease: true, target_commitish: 'a'.repeat(40) }));
    expect(await feed.newest('nightly')).toMatchObject({ version: '1.5.0-beta.1', sha: 'a'.repeat(40) });
  });

  test('no release yet, and a version without notes, are no errors', async () => {
    expect([await feed.newest('latest'), await feed.newest('stable'), await feed.notesOf('1.0.0')]).toEqual([
      null,
      null,
      '',
    ]);
    expect(asked.at(-1)).toBe('/repos/o/n/releases/tags/v1.0.0');
  });

  test.each([
    [{ status: 403, body: {} }, 'refuses more questions'],
    [{ status: 500, body: { message: 'x'.repeat(500) } }, 'GitHub answered 500'],
    [{ status: 200, body: { other: true } }, 'unknown form'],
    ['hang' as const, 'did not answer within 0.1 s'],
  ])('S77: trouble has a reason of at most 200 characters: %#', async (answer, reason) => {
    answers.set('/repos/o/n/releases/latest', answer);
    const error = await feed.newest('latest').catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toContain(reason);
    expect(String(error).length).toBeLessThanOrEqual(220);
  });
});

describe('the checker (api.md 2.9)', () => {
  let monotonic = 0;
  let channel: UpdateChannel = 'latest';
  const told: UpdateState[] = [];
  const newest = vi.fn<ReleaseFeed['newest']>();
  const checkerOf = (feed: ReleaseFeed | null) =>
    new UpdateChecker({
      clock: { now: () => now + monotonic, monotonic: () => monotonic },
      currentVersion: '1.0.0',
      channel: () => channel,
      feed,
      onAvailable: (state) => told.push(state),
    });
  const feed: ReleaseFeed = { repositoryUrl: 'https://github.com/o/n', newest, notesOf: () => Promise.resolve('mine') };
  const release = (version: string) => ({ version, notes: 'new', url: 'u', sha: null, assets: [] });
  beforeEach(() => {
    monotonic = 0;
    channel = 'latest';
    told.splice(0);
    newest.mockReset();
  });

  test('asks when it is asked, keeps the answer an hour, tells of each version once', async () => {
    newest.mockResolvedValue(release('1.1.0'));
    const checker = checkerOf(feed);
    expect(newest).not.toHaveBeenCalled();
    expect(checker.state()).toMatchObject({ release: null, checkedAt: null });
    await vi.waitFor(() =>
      expect(checker.state()).toMatchObject({ available: true, currentNotes: 'mine', checkedAt: now }),
    );
    monotonic += 3_599_000;
    checker.state();
    expect(newest).toHaveBeenCalledTimes(1);
    monotonic += 1000;
    checker.state();
    await vi.waitFor(() => expect(newest).toHaveBeenCalledTimes(2));
    await checker.check();
    expect(told.map((state) => state.release?.version)).toEqual(['1.1.0']);
  });

  test('S77: an error is kept five minutes, with what was known before, and nobody is told', async () => {
    newest.mockResolvedValueOnce(release('1.1.0')).mockRejectedValue(new Error('GitHub cannot be reached'));
    const checker = checkerOf(feed);
    await checker.check();
    await checker.check();
    expect(checker.state()).toMatchObject({ error: 'GitHub cannot be reached', release: { version: '1.1.0' } });
    monotonic += 299_000;
    checker.state();
    expect(newest).toHaveBeenCalledTimes(2);
    monotonic += 1000;
    checker.state();
    expect(newest).toHaveBeenCalledTimes(3);
    expect(told).toHaveLength(1);
  });

  test('one look at a time; another channel is looked at once', async () => {
    newest.mockResolvedValue(release('0.9.0'));
    const checker = checkerOf(feed);
    await Promise.all([checker.check(), checker.check()]);
    expect([newest.mock.calls, checker.state().available, told]).toEqual([[['latest']], false, []]);
    channel = 'nightly';
    checker.state();
    await vi.waitFor(() => expect(checker.state().channel).toBe('nightly'));
  });

  test('a build without a repository asks nobody', async () => {
    const checker = checkerOf(null);
    await checker.check();
    expect(checker.state()).toMatchObject({ error: expect.stringContaining('does not say where'), repositoryUrl: '' });
  });
});
