import { expect, test } from '@playwright/test';
import { chromiumPath } from '../support/chromium.ts';
import { openDemo } from '../support/demo-page.ts';
import { filesOf, kilobytes, panelFiles, panelPages } from '../support/panel-files.ts';

/** kB of gzipped script (ui.md 16). */
const firstPage = 250;
const furtherPage = 80;
const tomlEditor = 150;

test.describe('what the panel weighs (ui.md 16)', () => {
  const known = panelFiles();
  const entry = ['renderer/main.tsx'];
  const first = filesOf(entry, known);
  const pages = panelPages();
  const beyondFirst = (sources: readonly string[]): number =>
    kilobytes([...filesOf(sources, known)].filter((file) => !first.has(file)));

  test('every page is weighed', () => {
    expect(known.filter(({ isEntry }) => isEntry)).toHaveLength(1);
    expect(pages.map(({ name }) => name)).toEqual(expect.arrayContaining(['Overview', 'Torrents', 'Logs', 'Settings']));
    expect(pages.length).toBeGreaterThan(11);
  });

  test(`the first page is below ${firstPage} kB`, () => {
    const overview = pages.find(({ name }) => name === 'Overview');
    const weight = kilobytes(filesOf([...entry, ...(overview?.sources ?? [])], known));
    test.info().annotations.push({ type: 'kB', description: weight.toFixed(1) });
    expect(weight).toBeLessThan(firstPage);
  });

  for (const { name, sources } of pages) {
    test(`${name} adds less than ${furtherPage} kB`, () => {
      const weight = beyondFirst(sources);
      test.info().annotations.push({ type: 'kB', description: weight.toFixed(1) });
      expect(weight).toBeLessThan(furtherPage);
    });
  }

  test(`the TOML editor adds less than ${tomlEditor} kB to Settings`, () => {
    const settings = pages.find(({ name }) => name === 'Settings')?.sources ?? [];
    const editor = beyondFirst([...settings, 'renderer/pages/settings/toml-editor.tsx']) - beyondFirst(settings);
    test.info().annotations.push({ type: 'kB', description: editor.toFixed(1) });
    expect(editor).toBeLessThan(tomlEditor);
  });

  test('usable within a second on loopback', async () => {
    test.skip(chromiumPath === undefined, 'no Chromium on this machine');
    const demo = await openDemo('budget', { context: { viewport: { width: 1440, height: 900 } } });
    try {
      await expect(demo.page.getByRole('heading', { level: 1 })).toBeVisible();
      const times: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        await demo.page.goto(`${demo.server.base}/ui/`, { waitUntil: 'commit' });
        await expect(demo.page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
        times.push(await demo.page.evaluate(() => performance.now()));
      }
      test.info().annotations.push({ type: 'ms', description: times.map(Math.round).join(', ') });
      // The best of five: what else this machine does is not the panel's.
      expect(Math.min(...times)).toBeLessThan(1000);
    } finally {
      await demo.end();
    }
  });
});
