import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Clock } from '../contract/index.ts';
import type { LogHub } from '../logs/index.ts';
import { UpdateChecker, createGithubFeed } from '../updates/index.ts';
import type { Webhooks } from '../webhooks/index.ts';
import type { Workspace } from './workspace.ts';

/** Long after a start; then once a day, for the notice only (supervisor.md 7.5). */
const FIRST_LOOK_MS = 600_000;
const LOOK_EVERY_MS = 86_400_000;

/** A checker that tells log and webhooks of each newer version once, its next look (unix ms, null = nowhere to look), and the end of its looking. */
export function startUpdates(input: {
  version: string;
  clock: Clock;
  logs: LogHub;
  webhooks: Webhooks;
  workspace: () => Workspace;
}): { checker: UpdateChecker; nextLook: () => number | null; stop(): void } {
  const { version, clock, logs, webhooks, workspace } = input;
  const repository = readRepository(path.join(import.meta.dirname, '../../package.json'));
  const checker = new UpdateChecker({
    clock,
    currentVersion: version,
    channel: () => workspace().resolved.updateChannel,
    feed: repository === null ? null : createGithubFeed({ repository, now: () => clock.now() }),
    onAvailable: ({ release }) => {
      if (release === null) return;
      logs.logger('Main').notice(`Version ${release.version} is available, this is ${version}: ${release.url}`);
      const data = { current: version, latest: release.version, url: release.url };
      webhooks.emit({ event: 'update.available', source: 'Main', data });
    },
  });
  let nextLook = clock.now() + FIRST_LOOK_MS;
  const startedAt = clock.now();
  const look = (): void => {
    const looks = Math.floor((clock.now() - startedAt) / LOOK_EVERY_MS) + 1;
    nextLook = startedAt + looks * LOOK_EVERY_MS;
    void checker.check();
  };
  const first = setTimeout(look, FIRST_LOOK_MS);
  const daily = setInterval(look, LOOK_EVERY_MS);
  first.unref();
  daily.unref();
  return {
    checker,
    nextLook: () => (repository === null ? null : nextLook),
    stop: () => {
      clearTimeout(first);
      clearInterval(daily);
    },
  };
}

const withRepository = z.object({ repository: z.union([z.string(), z.object({ url: z.string() })]) });

/** `owner/name` of the GitHub project that package.json names; null without one, so that nobody else's is ever asked. */
export function readRepository(file: string): string | null {
  try {
    const { repository } = withRepository.parse(JSON.parse(readFileSync(file, 'utf8')));
    const url = typeof repository === 'string' ? repository : repository.url;
    return /(?:^|github(?:\.com)?[:/])([\w.-]+\/[\w-]+(?:\.[\w-]+)*?)(?:\.git)?$/.exec(url)?.[1] ?? null;
  } catch {
    return null;
  }
}
