import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactToml, restoreToml } from '../secrets/text.ts';
import { restoreChanges } from '../secrets/tree.ts';
import { generateDefault } from '../template.ts';
import { diffTrees, withChange, withChanges, type Tree } from '../tree.ts';
import { editToml } from './edit.ts';
import { lineOf, parseToml } from './text.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../../test/fixtures/config/${name}`, import.meta.url), 'utf8');
const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.tree;
};
const names = ['old.toml', 'unicode.toml', 'crlf.toml', 'full.toml'];

describe('document', () => {
  it('S4: a syntax error has line and column', () => {
    expect(parseToml('[A]\nb = \n')).toMatchObject({ ok: false, problem: { line: 2 } });
  });

  it.each(names)('%s: no change keeps every byte', (name) => {
    const text = fixture(name);
    expect(editToml(text, treeOf(text))).toEqual({ ok: true, text });
  });

  it('keeps byte order mark, CRLF and comments around an edit', () => {
    const text = fixture('crlf.toml');
    const wanted = withChange(treeOf(text), { path: ['Settings', 'LoopSleepTimer'], value: 9 });
    expect(editToml(text, wanted)).toEqual({ ok: true, text: text.replace('= 5 #', '= 9 #') });
  });

  it('random edits keep the comments and say exactly what was wanted', () => {
    const text = generateDefault({ token: 'x' });
    const comments = text.split('\n').filter((line) => line.startsWith('#'));
    const edit = fc.record({
      path: fc.constantFrom(
        ['Settings', 'LoopSleepTimer'],
        ['Radarr-4K', 'URI'],
        ['Radarr-4K', 'EntrySearch', 'New Key'],
        ['qBit-X', 'CategorySeeding', 'MaxUploadRatio'],
        ['Sonarr-TV', 'Torrent', 'FileExtensionAllowlist'],
        ['WebUI', 'Token'],
      ),
      value: fc.oneof(fc.integer(), fc.boolean(), fc.string({ unit: 'grapheme' }), fc.array(fc.string())),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const wanted = edits.reduce(withChange, treeOf(text));
        const edited = editToml(text, wanted);
        expect(edited.ok).toBe(true);
        if (!edited.ok) return;
        expect(diffTrees(wanted, treeOf(edited.text))).toEqual([]);
        expect(edited.text.split('\n').filter((line) => line.startsWith('#'))).toEqual(comments);
      }),
      { numRuns: 25 },
    );
  });

  it('finds the line of a key, or of its table', () => {
    const text = fixture('old.toml');
    expect(lineOf(text, 'Settings.Port')).toBe(7);
    expect(lineOf(text, 'Radarr_4K.Torrent.FileExtensionAllowlist')).toBe(31);
    expect(lineOf(text, 'qBit.SkipTLSVerify')).toBe(11);
    expect(lineOf(text, 'Nothing.Here')).toBeNull();
    expect(lineOf('[Sonarr]\n["Sonarr.TV"]\na = 1\nURI = "u"\n', 'Sonarr.TV.URI')).toBe(4);
    expect(lineOf('a = """\nb = 1\n"""\nb = 2\n', 'b')).toBe(4);
  });
});

describe('redaction of text (config.md 11, api.md 3.6)', () => {
  it.each(names)('%s: no secret stays, every comment does, and the way back is the identity', (name) => {
    const text = fixture(name);
    const shown = redactToml(text, treeOf(text));
    for (const secret of ['hunter2', '0123456789abcdef', 't0ken', 'wörd', 'tracker-secret', 'old-token', '"secret"']) {
      expect(shown).not.toContain(secret);
    }
    expect(shown.match(/#.*/g)).toEqual(text.match(/#.*/g));
    const back = restoreToml(shown, treeOf(text));
    expect(back.ok && diffTrees(treeOf(text), back.tree)).toEqual([]);
    expect(back.ok && diffTrees(treeOf(text), treeOf(back.text))).toEqual([]);
  });

  it('any secret comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (password, key) => {
        const stored: Tree = { qBit: { Password: password, Host: 'h' }, A: { T: [{ apikey: key }, { x: 1 }] } };
        const edited = editToml('# c\n', stored);
        expect(edited.ok).toBe(true);
        if (!edited.ok) return;
        const back = restoreToml(redactToml(edited.text, stored), stored);
        expect(back.ok && back.tree).toEqual(stored);
      }),
      { numRuns: 40 },
    );
  });

  it('S47: a renamed section takes its secret along; without a source the key is dropped', () => {
    const stored: Tree = { 'Radarr-A': { APIKey: 'k1' } };
    const renamed = restoreToml('["Radarr-B"]\nAPIKey = "[redacted]"\n', stored);
    expect(renamed.ok && renamed.tree).toEqual({ 'Radarr-B': { APIKey: 'k1' } });
    const unknown = restoreToml('[Radarr-A]\nAPIKey="k1"\n[New]\nURI="u"\nAPIKey = "[redacted]"\n', stored);
    expect(unknown.ok && unknown.tree).toEqual({ 'Radarr-A': { APIKey: 'k1' }, New: { URI: 'u' } });
  });

  it('S47: two sections renamed at once keep their own secrets', () => {
    const stored: Tree = {
      'Radarr-A': { URI: 'http://a', APIKey: 'key-a', Category: 'a' },
      'Radarr-B': { URI: 'http://b', APIKey: 'key-b', Category: 'b' },
    };
    const wanted = {
      'Radarr-B2': { URI: 'http://b', APIKey: 'key-b', Category: 'b' },
      'Radarr-A2': { URI: 'http://a', APIKey: 'key-a', Category: 'a' },
    };
    const text =
      '[Radarr-B2]\nURI = "http://b"\nAPIKey = "[redacted]"\nCategory = "b"\n[Radarr-A2]\nURI = "http://a"\nAPIKey = "[redacted]"\nCategory = "a"\n';
    const restored = restoreToml(text, stored);
    expect(restored.ok && restored.tree).toEqual(wanted);
    const changes = ['A', 'B'].flatMap((name) => [
      { path: [`Radarr-${name}`], value: null },
      { path: [`Radarr-${name === 'A' ? 'B' : 'A'}2`, 'APIKey'], value: '[redacted]' },
      { path: [`Radarr-${name}2`, 'URI'], value: `http://${name.toLowerCase()}` },
    ]);
    const after = withChanges(stored, restoreChanges(changes, stored));
    expect(after).toMatchObject({ 'Radarr-A2': { APIKey: 'key-a' }, 'Radarr-B2': { APIKey: 'key-b' } });
  });
});
