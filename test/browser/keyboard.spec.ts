import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { chromiumPath } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import type { DemoPage } from '../support/demo-page.ts';

interface Stop {
  name: string;
  /** Is there a ring, and is the element on screen and in front? */
  ring: boolean;
  seen: boolean;
  /** The same element as one met before. */
  again: boolean;
}

/** What Tab came to. The ring may be drawn by the frame around a field. */
const stopAt = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return null;
    const ringed = (element: Element | null): boolean => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || ringed(element.parentElement);
    };
    const box = at.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2];
    const front = document.elementFromPoint(x, y);
    const again = at.dataset['tabbed'] === 'yes';
    at.dataset['tabbed'] = 'yes';
    return {
      name: `${at.tagName.toLowerCase()} ${at.getAttribute('aria-label') ?? at.id ?? ''} ${at.textContent?.slice(0, 40) ?? ''}`,
      ring: ringed(at) || at.matches('input[type=range]'),
      seen:
        front !== null && (at.contains(front) || front.contains(at) || front.closest('label')?.contains(at) === true),
      again,
    };
  });

test.describe('Tab through every page (ui.md AX-2)', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  let demo: DemoPage;
  let page: Page;

  test.beforeAll(async () => {
    demo = await openDemo('keyboard', { context: { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } });
    ({ page } = demo);
  });
  test.afterAll(() => demo?.end());

  for (const route of [
    '/',
    '/torrents?group=none&show=ignored',
    '/activity',
    '/processes',
    '/logs',
    '/settings',
    '/settings/Radarr-1080',
    '/settings?view=toml',
    '/settings/backups',
    '/settings/access',
    '/settings/folders',
    '/settings/import',
  ]) {
    test(`${route}: each stop is seen and ringed, and the last one leads out`, async () => {
      await page.goto(`${demo.server.base}/ui${route}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      const stops: Stop[] = [];
      for (let tab = 0; tab < 250; tab += 1) {
        await page.keyboard.press('Tab');
        const stop = await stopAt(page);
        if (stop === null || stop.again) break;
        stops.push(stop);
      }
      expect(stops.length).toBeGreaterThan(5);
      expect(stops.length).toBeLessThan(250);
      expect(stops.filter(({ ring, seen }) => !ring || !seen)).toEqual([]);
    });
  }

  test('motion: with less of it wanted, nothing moves', async () => {
    await page.goto(`${demo.server.base}/ui/torrents`);
    await page.locator('[role=row]:has(a) a').first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
          const longest = (value: string): number => Math.max(...value.split(',').map(parseFloat));
          return longest(transitionDuration) > 0.01 || (animationName !== 'none' && longest(animationDuration) > 0.01);
        })
        .map(({ className }) => className),
    );
    expect(moving).toEqual([]);
  });
});
