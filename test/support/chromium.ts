import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';

/** The Chromium of this machine, undefined where there is none. */
export const chromiumPath = [process.env['QBITRR_TEST_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (file) => file !== undefined && existsSync(file),
);

/** Where pictures of the panel are to be put, undefined when none are wanted. */
export const images = process.env['QBITRR_SCREENSHOTS'];

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
