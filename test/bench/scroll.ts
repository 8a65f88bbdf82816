import type { Page } from '@playwright/test';
import { z } from 'zod';
import { until } from '../lab/until.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { judged, measured } from './figure.ts';
import type { Figure } from './figure.ts';
import { stackToken, withStack } from './stack.ts';

const torrentCount = 10_000;
const turnsOfTheWheel = 240;
const jumps = 20;
/** Milliseconds a task may last before a person sees it (ui.md TR-8). */
const longestTask = 50;

const trace = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds of the thread's own time, so that what else the computer does is left out. */
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.unknown().optional() }).optional(),
    }),
  ),
});

/** TR-8: the longest task of the page's main thread while its table of 10,000 torrents is scrolled, turned by wheel and by jumps. */
export function scrollFigures(dataDir: string): Promise<Figure[]> {
  const name = 'scroll_longest_task_ms';
  if (chromiumPath === undefined)
    return Promise.resolve([measured(name, null, 'ms', 'there is no Chromium on this machine')]);
  return withStack(dataDir, torrentCount, async ({ server, qbit }) => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(`${server.base}/ui/torrents?group=none`);
      await page.locator('input[name="password"]').first().fill(stackToken);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('table', { name: /\b10.?000\b/ }).waitFor();
      await page
        .getByRole('link', { name: /^Some\.Title\./ })
        .first()
        .waitFor();
      // Rows change while they are looked at, as they do with an owner's.
      const changing = setInterval(() => touch(qbit.state, 20), 1000);
      try {
        await browser.startTracing(page, {
          categories: [
            'disabled-by-default-devtools.timeline',
            'toplevel',
            'devtools.timeline',
            'disabled-by-default-blink.debug',
          ],
        });
        await scroll(page);
        const tasks = tasksOf((await browser.stopTracing()).toString('utf8'));
        const note = `10,000 torrents, ${turnsOfTheWheel} turns of the wheel and ${jumps} jumps, ${tasks.length} tasks`;
        return [judged(measured(name, Math.max(...tasks), 'ms', note), { most: longestTask })];
      } finally {
        clearInterval(changing);
      }
    } finally {
      await browser.close();
    }
  });
}

async function scroll(page: Page): Promise<void> {
  await page.mouse.move(700, 600);
  for (let turn = 0; turn < turnsOfTheWheel; turn += 1) {
    await page.mouse.wheel(0, turn % 3 === 0 ? 1200 : 240);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  for (let jump = 1; jump <= jumps; jump += 1) {
    await page.evaluate(
      (share) => {
        const scroller = document.querySelector('[role=table]')?.parentElement;
        if (scroller) scroller.scrollTop = scroller.scrollHeight * share;
      },
      ((jump * 7) % jumps) / jumps,
    );
    await until('the rows are there', () =>
      page
        .getByRole('link', { name: /^Some\.Title\./ })
        .first()
        .isVisible(),
    );
  }
}

/** Lengths of the main thread's tasks, milliseconds. */
function tasksOf(text: string): number[] {
  const { traceEvents } = trace.parse(JSON.parse(text));
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid}/${tid}`))
    .map(({ tdur }) => (tdur ?? 0) / 1000);
}

let touched = 0;

function touch(state: { patchTorrent(hash: string, change: { uploaded: number }): void }, count: number): void {
  for (let index = 0; index < count; index += 1) {
    touched = (touched + 397) % torrentCount;
    state.patchTorrent(touched.toString(16).padStart(40, '0'), { uploaded: touched * 1000 });
  }
}
