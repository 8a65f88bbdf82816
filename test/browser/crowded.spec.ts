import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { processesBody } from '../../server/contract/index.ts';
import { chromiumPath } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import type { DemoPage } from '../support/demo-page.ts';
import { seemly } from '../support/seemly.ts';

const long = `${'A'.repeat(40)}.שלום.עולם.🎬.${'Very.Long.Name.'.repeat(16)}`;

/** Every name of a torrent in an answer becomes a long one, in two directions. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === 'name' && typeof one === 'string' ? long : renamed(one)]),
  );
}

test.describe('more and longer than usual (ui.md AX-8, 14)', () => {
  test.skip(chromiumPath === undefined, 'no Chromium on this machine');
  let demo: DemoPage;
  let page: Page;

  test.beforeAll(async () => {
    demo = await openDemo('crowded', { context: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' } });
    ({ page } = demo);
    // Without the stream pages ask, and what they are answered can be changed on the way.
    await demo.context.routeWebSocket(/\/web\/ws/, (socket) => socket.close());
  });
  test.afterEach(() => page.unrouteAll({ behavior: 'wait' }));
  test.afterAll(() => demo?.end());

  const open = async (route: string) => {
    await page.goto(`${demo.server.base}/ui${route}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  };
  const processes = (change: (rows: readonly object[]) => readonly object[]) =>
    page.route(/\/web\/processes$/, async (route) => {
      const response = await route.fetch();
      const body = processesBody.parse(await response.json());
      await route.fulfill({ response, json: { ...body, processes: change(body.processes) } });
    });

  for (const width of [1440, 390, 320]) {
    test(`30 instances with long names fit ${width} px`, async () => {
      await processes(([first]) =>
        Array.from({ length: 30 }, (_, at) => ({
          ...first,
          name: `Radarr-${at} ${'unusually long name '.repeat(4)}`,
          category: `r${at}`,
        })),
      );
      await page.setViewportSize({ width, height: 900 });
      for (const route of ['/processes', '/']) {
        await open(route);
        await expect(page.getByText(/^Radarr-29 /).first()).toBeAttached();
        await seemly(page, `crowded${route.replace('/', '-')}-${width}`);
      }
    });

    test(`names of 300 characters in two directions fit ${width} px`, async () => {
      await page.route(/\/web\/(torrents|activity|overview)/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: renamed(await response.json()) });
      });
      await page.setViewportSize({ width, height: 900 });
      for (const route of ['/torrents', '/activity', '/']) {
        await open(route);
        await expect(page.getByText(/שלום/).first()).toBeAttached();
        await seemly(page, `long${route.replace('/', '-')}-${width}`);
      }
    });
  }

  test('a name that is cut says itself in full when pointed at', async () => {
    await page.route(/\/web\/torrents/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: renamed(await response.json()) });
    });
    await page.setViewportSize({ width: 1440, height: 900 });
    await open('/torrents');
    const name = page.getByText(/^A+\.שלום/).first();
    await name.hover();
    await expect(name).toHaveAttribute('title', long);
  });

  test('without an instance the pages say what they will show', async () => {
    await processes(() => []);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const route of ['/processes', '/']) {
      await open(route);
      await expect(page.getByText(/No app is configured yet|No process is configured/).first()).toBeVisible();
      await seemly(page, `none${route.replace('/', '-')}-390`);
    }
  });
});
