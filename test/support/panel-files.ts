import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const chunk = z.object({
  file: z.string(),
  imports: z.array(z.string()),
  isEntry: z.boolean(),
  modules: z.array(z.string()),
});
type Chunk = z.infer<typeof chunk>;

/** The panel's files as `build/bundle.mjs` notes them. */
export const panelFiles = (): Chunk[] =>
  z.array(chunk).parse(JSON.parse(readFileSync('dist/panel-files.json', 'utf8')));

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
      ([, name = '', file = '']) => [name, `renderer/text/${file}`],
    ),
  );
  const pages = routes.matchAll(/const (\w+)Page = lazy\(\(\) =>\s*withTexts\(\s*import\('\.\.\/([^']+)'\),([^)]*)\)/g);
  return [...pages].map(([, name = '', file = '', names = '']) => ({
    name,
    sources: [`renderer/${file}`, ...[...names.matchAll(/'(\w+)'/g)].map(([, text = '']) => texts.get(text) ?? text)],
  }));
}

/** Files that are loaded for these modules, those they import included. */
export function filesOf(modules: readonly string[], known: readonly Chunk[]): Set<string> {
  const files = new Set<string>();
  const add = (found: Chunk | undefined, what: string): void => {
    if (found === undefined) throw new Error(`the bundle has no ${what}`);
    if (files.has(found.file)) return;
    files.add(found.file);
    for (const next of found.imports)
      add(
        known.find(({ file }) => file === next),
        next,
      );
  };
  for (const name of modules)
    add(
      known.find((one) => one.modules.includes(name)),
      name,
    );
  return files;
}

/** Size of the files in kB, each as a server sends it with gzip. */
export const kilobytes = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join('dist/renderer', file))).length, 0) / 1000;
