import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const folders = ['server', 'electron', 'renderer', 'test'];

/** Row ids that stand in any text of a test file, which is where titles are. */
function rowsInTests(): Set<string> {
  const files = folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.join(root, folder, file),
      ),
    )
    .filter((file) => /\.(test|spec)\.tsx?$/.test(file));
  const texts = files.flatMap(
    (file) => readFileSync(file, 'utf8').match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [],
  );
  return new Set(texts.flatMap((text) => text.match(/\b[A-Z]+\d+[a-z]?\b/g) ?? []));
}

const lists = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.txt'));

it.each(lists)('every row of %s is named by a test', (file) => {
  const lines = readFileSync(path.join(import.meta.dirname, file), 'utf8').split('\n');
  const rows = lines
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(' ').filter((row) => row !== ''));
  const named = rowsInTests();
  expect(rows.filter((row) => !named.has(row))).toEqual([]);
});
