import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusFile, corpusNames, editTree, randomEdit, type RandomEdit } from '../testing/corpus.ts';
import type { Tree } from '../tree.ts';
import { editToml } from './edit.ts';
import { parseToml } from './text.ts';

const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(`${parsed.problem.line}: ${parsed.problem.message}`);
  return parsed.tree;
};

/** Comments found without our own scanner: in these files none contains a quote that would open a string. */
function commentsOf(text: string): string[] {
  const strings = /"""[^]*?"""+|'''[^]*?'''+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|(#[^\r\n]*)/g;
  return [...text.matchAll(strings)].flatMap((match) => match[1] ?? []);
}

function counts(comments: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const comment of comments) found.set(comment, (found.get(comment) ?? 0) + 1);
  return found;
}

describe('the corpus of configuration files', () => {
  it('has at least 40 files', () => expect(corpusNames.length).toBeGreaterThanOrEqual(40));

  it.each(corpusNames)(
    '%s: 200 random edits say what was wanted and keep every comment',
    (name) => {
      const text = corpusFile(name);
      const comments = [...counts(commentsOf(text))];
      const isWindows = text.includes('\r\n');
      const survive = (edits: readonly RandomEdit[]): void => {
        let now = text;
        for (const edit of edits) {
          const wanted = editTree(treeOf(now), edit);
          const edited = editToml(now, wanted);
          if (!edited.ok) throw new Error(`${JSON.stringify(edit)}: ${edited.error}\n${now}`);
          expect(treeOf(edited.text)).toEqual(wanted);
          const left = counts(commentsOf(edited.text));
          expect(comments.filter(([comment, count]) => (left.get(comment) ?? 0) < count)).toEqual([]);
          now = edited.text;
        }
        if (isWindows) expect(now.replaceAll('\r\n', '')).not.toContain('\n');
        expect(now.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
      };
      const edits = fc.array(randomEdit, { minLength: 200, maxLength: 200 });
      fc.assert(fc.property(edits, survive), { seed: 20_261_125, numRuns: 1, endOnFailure: true });
    },
    60_000,
  );
});
