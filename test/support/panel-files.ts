import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const chunk = z.object({ file: z.string(), isEntry: z.boolean().optional(), imports: z.array(z.string()).optional() });

/** What `build/bundle.mjs` notes of the panel's files, by source. */
export const panelFiles = () =>
  z.record(z.string(), chunk).parse(JSON.parse(readFileSync('dist/panel-files.json', 'utf8')));

/** A page of the panel and the modules its address loads: itself and its texts. */
export interface PanelPage {
  readonly name: string;
  readonly sources: readonly string[];
}

/** The pages as `renderer/shell/routes.tsx` names them. */
export function panelPages(): PanelPage[] {
  const routes = readFileSync('renderer/shell/routes.tsx', 'utf8');
  const texts = new Map(
    [...readFileSync('renderer/text/pages.ts', 'utf8').matchAll(/^ {2}(\w+): async .*import\('\.\/([^']+)'\)/gm)].map(
      ([, name = '', file = '']) => [name, `text/${file}`],
    ),
  );
  const pages = routes.matchAll(/const (\w+)Page = lazy\(\(\) =>\s*withTexts\(\s*import\('\.\.\/([^']+)'\),([^)]*)\)/g);
  return [...pages].map(([, name = '', file = '', names = '']) => ({
    name,
    sources: [file, ...[...names.matchAll(/'(\w+)'/g)].map(([, text = '']) => texts.get(text) ?? text)],
  }));
}

/** Files that are loaded for these modules, those they import included. */
export function filesOf(sources: readonly string[], known = panelFiles()): Set<string> {
  const files = new Set<string>();
  const add = (source: string): void => {
    const found = known[source];
    if (found === undefined) throw new Error(`the bundle has no ${source}`);
    if (files.has(found.file)) return;
    files.add(found.file);
    for (const next of found.imports ?? []) add(next);
  };
  for (const source of sources) add(source);
  return files;
}

/** Size of the files in kB, each as a server sends it with gzip. */
export const kilobytes = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join('dist/renderer', file))).length, 0) / 1000;
