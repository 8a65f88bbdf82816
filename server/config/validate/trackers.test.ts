import { expect, it } from 'vitest';
import { parseToml } from '../document/text.ts';
import { corpusFile } from '../testing/corpus.ts';
import type { Tree } from '../tree.ts';
import { validate } from './index.ts';
import { warningsOf } from './warnings.ts';

const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.tree;
};
const warned = (text: string): string[] =>
  warningsOf(treeOf(text))
    .filter(({ path }) => path.endsWith('Trackers'))
    .map(({ path, message }) => `${path}: ${message}`);

it('config.md 17, 1: entries without a usable URI are named, in both kinds of section', () => {
  const text = `
[[qBit.Trackers]]
Name = "First"
URI = "https://tracker.example/announce"
[[qBit.Trackers]]
Name = "Nowhere"
URI = "  "
[[qBit-Two.Trackers]]
Priority = 5
[[Radarr.Torrent.Trackers]]
Name = "Pseudo"
URI = "** [DHT] **"
[[Radarr.Torrent.Trackers]]
URI = 5
`;
  expect(warned(text)).toEqual([
    'qBit.Trackers: Entry 2 "Nowhere" has no URI that names a tracker, so it does nothing',
    'qBit-Two.Trackers: Entry 1 has no URI that names a tracker, so it does nothing',
    'Radarr.Torrent.Trackers: Entry 1 "Pseudo" has no URI that names a tracker, so it does nothing',
    'Radarr.Torrent.Trackers: Entry 2 has no URI that names a tracker, so it does nothing',
  ]);
  // The reference saves and loads such entries, and so do files that have them.
  const tree = treeOf(text);
  const changes = [{ path: ['qBit', 'Trackers'], value: [{ Name: 'x', URI: '' }] }];
  expect(validate(changes, tree, tree, { wholeDocument: false })).toEqual([]);
  expect(validate(changes, tree, tree, { wholeDocument: true })).toEqual([]);
});

it('config.md 17, 1: of equal URIs in one list the last one counts; blanks and a final slash make no difference', () => {
  const list = (section: string, ...uris: string[]): string =>
    uris.map((uri, at) => `[[${section}]]\nName = "T${at + 1}"\nURI = "${uri}"\n`).join('');
  expect(warned(list('qBit.Trackers', 'https://a/x', 'https://b', ' https://a/x/ ', 'https://a/x'))).toEqual([
    'qBit.Trackers: Entry 1 "T1" has the same URI as entry 4 "T4", whose settings count',
    'qBit.Trackers: Entry 3 "T3" has the same URI as entry 4 "T4", whose settings count',
  ]);
  // An Arr that has an entry of qBittorrent as its own says something else on purpose.
  expect(
    warned(list('qBit.Trackers', 'https://a') + list('Radarr.Torrent.Trackers', 'https://a', 'https://A')),
  ).toEqual([]);
});

it.each(['full.toml', 'template-all.toml'])('%s has no such entry', (name) => {
  expect(warned(corpusFile(name))).toEqual([]);
});
