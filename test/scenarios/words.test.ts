import { describe, expect, test } from 'vitest';
import { actionKind, decisionCode, gateCheck, torrentCommand } from '../../server/contract/index.ts';
import { torrentRules } from '../../server/engine/torrents/rules/index.ts';
import { torrents } from '../../renderer/text/torrents.ts';

const missing = (wanted: readonly string[], words: object): string[] =>
  wanted.filter((key) => !Object.hasOwn(words, key));

describe('TR-3: nothing the engine decides is without words', () => {
  test('every rule has a name, what it is for, and a sentence', () => {
    expect(
      missing(
        torrentRules.map(({ id }) => id),
        torrents.rule,
      ),
    ).toEqual([]);
    for (const [rule, words] of Object.entries(torrents.rule)) {
      expect(Object.keys(words), rule).toEqual(expect.arrayContaining(['name', 'about']));
      expect(Object.keys(words).length, rule).toBeGreaterThan(2);
    }
  });

  test('no words are left over from a rule that is gone', () => {
    const ids = new Set(torrentRules.map(({ id }) => id));
    expect(Object.keys(torrents.rule).filter((rule) => !ids.has(rule))).toEqual([]);
  });

  test('every decision, action, hold of the safety gate and command has words', () => {
    expect(missing(decisionCode.options, torrents.decision)).toEqual([]);
    expect(missing(actionKind.options, torrents.action)).toEqual([]);
    expect(missing(gateCheck.options, torrents.gate)).toEqual([]);
    expect(missing(torrentCommand.options, torrents.command)).toEqual([]);
  });
});
