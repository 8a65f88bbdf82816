import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { launchChromium } from './chromium.ts';
import { listen } from './quiet.ts';
import { ServerProcess } from './server-process.ts';

/** The built program over its sandbox, and a browser that is signed in to it. */
export interface DemoPage {
  /** A suite that ends it itself puts its successor here. */
  server: ServerProcess;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly dataDir: string;
  /** Ends both and removes the data folder. @throws Error when an answer or a frame was not as documented, or the console not empty */
  end(): Promise<void>;
}

interface DemoOptions {
  context: BrowserContextOptions;
  env?: Record<string, string>;
  /** Called with the data folder before the start. */
  prepare?: (dataDir: string) => void;
}

/** Starts both, the page on its first route. `name` is part of the data folder's. */
export async function openDemo(name: string, { context: options, env = {}, prepare }: DemoOptions): Promise<DemoPage> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), `qbitrr-${name}-`));
  prepare?.(dataDir);
  const server = await ServerProcess.start({ dataDir, args: ['--demo', '--port', '0'], env });
  let browser: Browser | null = null;
  const end = async (last: ServerProcess): Promise<void> => {
    await browser?.close();
    await last.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    browser = await launchChromium();
    const context = await browser.newContext(options);
    const check = listen(context);
    const page = await context.newPage();
    await page.goto(server.signInLink);
    const demo: DemoPage = { server, context, page, dataDir, end: () => end(demo.server).then(check) };
    return demo;
  } catch (error) {
    await end(server);
    throw error;
  }
}
