import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { images } from './chromium.ts';

/**
 * What every look of every page has to be (ui.md AX-8, AX-9): without a violation, and no wider than the window. Colours that are on their
 * way to another theme are waited for. `picture` names the file that is kept where pictures are wanted, null keeps none.
 */
export async function seemly(page: Page, picture: string | null): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  if (images && picture !== null) await page.screenshot({ path: path.join(images, `${picture}.png`) });
  // CodeMirror draws its own lines, whose colours are those of the theme's tokens.
  const { violations } = await new AxeBuilder({ page }).exclude('.cm-editor').analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  // The page scrolls inside its frame, so a line that is too long shows there.
  const tooWide = await page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll('main')].map(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
      ),
    ),
  );
  expect({ picture, found, tooWide: Math.max(0, tooWide) }).toEqual({ picture, found: [], tooWide: 0 });
}

/** Themes and sizes every page is looked at in: theme, width, height. */
export const looks = [
  ['dark', 1440, 900],
  ['light', 1440, 900],
  ['dark', 390, 844],
  ['light', 390, 844],
  ['dark', 320, 640],
] as const;
