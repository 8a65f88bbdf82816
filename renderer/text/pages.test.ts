import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogues } from './index.ts';
import { pageTexts } from './pages.ts';

const core = new Set(['common', 'shell']);
const routes = readFileSync('renderer/shell/routes.tsx', 'utf8');
const pages = [
  ...routes.matchAll(/const (\w+)Page = lazy\(\(\) =>\s*withTexts\(\s*import\('\.\.\/([^']+)'\),([^)]*)\)/g),
].map(([, name = '', file = '', names = '']) => ({
  name,
  file: path.join('renderer', file),
  named: new Set([...names.matchAll(/'(\w+)'/g)].map(([, text]) => text)),
}));

/** Namespaces that a module and what it imports of the pages ask for. */
function spokenBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  const asked = [...source.matchAll(/useTranslation\(([^)]*)\)/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/'(\w+)'/g)].map(([, name = '']) => name),
  );
  const prefixed = [...source.matchAll(/\bt\([^)]*?['"`](\w+):\w/g)].map(([, name = '']) => name);
  const imported = [...source.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)]
    .map(([, to = '']) => path.join(path.dirname(file), to))
    .filter((to) => to.startsWith('renderer/pages/'));
  return new Set([...asked, ...prefixed, ...imported.flatMap((to) => [...spokenBy(to, seen)])]);
}

describe('texts of pages (ui.md I1)', () => {
  it('every text is the core or can be loaded', () => {
    expect(new Set([...Object.keys(pageTexts), ...core])).toEqual(new Set(Object.keys(catalogues)));
    expect(pages.length).toBe(routes.match(/lazy\(/g)?.length);
  });

  it.each(pages)('$name loads all it speaks', ({ file, named }) => {
    const missing = [...spokenBy(file)].filter((name) => !core.has(name) && !named.has(name));
    expect(missing).toEqual([]);
  });
});
