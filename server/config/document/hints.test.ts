import { describe, expect, it } from 'vitest';
import { parseToml } from './text.ts';
import { shapeProblem } from './shape.ts';

describe('what helps against a broken file', () => {
  it.each([
    ['A = "C:\\Users\\me"', 'single quotes'],
    ["A = 'it\\'s'", 'double quotes'],
    ['A = True', 'small letters'],
    ['A = yes', 'true or false'],
    ['A = /data/done', 'text needs quotes'],
    ['A =', 'no value behind ='],
    ['A = # later', 'no value behind ='],
    ['Settings:\n  A: 1', 'not by a colon'],
    ['[A]\rB = 1\r', 'line feeds'],
    ['\0\0\0\0\0', 'power cut'],
    ['A = 1\n\0\0\0', 'power cut'],
    ['[\0A\0]\0', 'UTF-16'],
  ])('%j: %s', (text, hint) => {
    const parsed = parseToml(text);
    expect(parsed.ok ? '' : parsed.problem.message).toContain(hint);
  });

  it('what is not recognised keeps the words of the parser alone', () => {
    const parsed = parseToml('A = 1\nA = 2');
    expect(parsed.ok ? '' : parsed.problem.message).not.toContain(';');
  });

  it('whole numbers beyond 2^53 are read, and keep their digits while others change', () => {
    const parsed = parseToml('A = 9223372036854775807\nB = [1_000, 0xffffffffffffffff]\n');
    expect(parsed.ok && parsed.tree).toEqual({ A: Number(2n ** 63n), B: [1000, Number(2n ** 64n)] });
  });

  it('a section we write into that is none is a problem with its line', () => {
    const problem = (text: string) => {
      const parsed = parseToml(text);
      return parsed.ok ? shapeProblem(text, parsed.tree) : null;
    };
    expect(problem('# a\n[[WebUI]]\nPort = 1\n')).toMatchObject({
      line: 2,
      message: expect.stringContaining('[WebUI]'),
    });
    expect(problem('[qBit]\n[Radarr]\n')).toBeNull();
    expect(problem('\n\nSettings = "x"\n')).toMatchObject({ line: 3 });
  });
});
