import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusFile, corpusNames, editTree, randomEdit, removedEntry, type RandomEdit } from '../testing/corpus.ts';
import { getAt, sameValue, type Tree } from '../tree.ts';
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

/** What of `expected` is not in `found`, each as often as it is missing. */
function missing(expected: readonly string[], found: readonly string[]): string[] {
  const left = [...found];
  return expected.filter((comment) => {
    const at = left.indexOf(comment);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Comments of the `[[...]]` blocks that hold the entry an edit takes out: these alone may go with it. */
function mayGo(text: string, edit: RandomEdit): string[] {
  const gone = removedEntry(treeOf(text), edit);
  if (gone === null) return [];
  return text.split(/^(?=[ \t]*\[)/m).flatMap((block) => {
    const parsed = parseToml(block);
    const held = parsed.ok ? getAt(parsed.tree, gone.path) : null;
    const isGone = /^[ \t]*\[\[/.test(block) && Array.isArray(held) && sameValue(held[0], gone.entry);
    return isGone ? commentsOf(block) : [];
  });
}

describe('the corpus of configuration files', () => {
  it('has at least 40 files', () => expect(corpusNames.length).toBeGreaterThanOrEqual(40));

  it.each(corpusNames)(
    '%s: 200 random edits say what was wanted and keep every comment but those in an entry taken out',
    (name) => {
      const text = corpusFile(name);
      const isWindows = text.includes('\r\n');
      const survive = (edits: readonly RandomEdit[]): void => {
        let now = text;
        let comments = commentsOf(text);
        for (const edit of edits) {
          const wanted = editTree(treeOf(now), edit);
          const edited = editToml(now, wanted);
          if (!edited.ok) throw new Error(`${JSON.stringify(edit)}: ${edited.error}\n${now}`);
          expect(treeOf(edited.text)).toEqual(wanted);
          const left = commentsOf(edited.text);
          expect(missing(missing(comments, left), mayGo(now, edit)), JSON.stringify(edit)).toEqual([]);
          comments = left;
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
