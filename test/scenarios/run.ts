import { describe, expect, it } from 'vitest';
import type { FakeQbitRelease } from '../../server/sandbox/qbittorrent/index.ts';
import { World } from './world.ts';
import type { WorldOptions } from './world.ts';

/** One row of torrents.md 9: what is given, and the calls that must follow. */
export interface Scenario {
  /** `SC001`, with fixes it depends on: `SC067 Q20`. */
  id: string;
  /** What the row says, in a few words. */
  says: string;
  world?: Omit<WorldOptions, 'release'>;
  given: (world: World) => void;
  /** Calls of the first pass, or of each pass in turn; a number before a list lets that many seconds go by first. */
  calls: string[] | (number | string[])[];
  /** More to look at after the last pass. */
  also?: (world: World) => void | Promise<void>;
}

const releases: FakeQbitRelease[] = ['4.5.2', '5.1.4'];

function isList(calls: Scenario['calls']): calls is string[] {
  return calls.every((step) => typeof step === 'string');
}

/** Runs every scenario against both dialects of qBittorrent. */
export function scenarios(title: string, rows: readonly Scenario[]): void {
  describe.each(releases)(`${title}, qBittorrent %s`, (release) => {
    it.each(rows.map((row) => [`${row.id}: ${row.says}`, row] as const))('%s', async (_, row) => {
      const world = await World.create({ ...row.world, release });
      try {
        row.given(world);
        const steps = isList(row.calls) ? [row.calls] : row.calls;
        for (const step of steps) {
          if (typeof step === 'number') world.wait(step);
          else if (typeof step !== 'string') expect(await world.pass()).toEqual(step);
        }
        await row.also?.(world);
        expect(world.violations()).toEqual([]);
      } finally {
        await world.close();
      }
    });
  });
}

/** `FAIL` of torrents.md 9: removed with files, blocklisted, searched again. */
export function fail(queueId = 77): string[] {
  return ['del(A)', `Q(${queueId},true,true)`, 'cmd(MoviesSearch [5])'];
}
