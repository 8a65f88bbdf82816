import { fail, scenarios } from './run.ts';
import { IGN, IMP, SEED, STL, begin } from './names.ts';
import type { TorrentSpec, World } from './world.ts';

const td =
  (spec: TorrentSpec = {}) =>
  (world: World) => {
    world.add({ progress: 0.5, availability: 2.5, eta: 3600, ...spec });
    world.queue();
  };
const stalled = (inactive: number, spec: TorrentSpec = {}) => td({ state: 'stalledDL', inactive, ...spec });
const tagged = { tags: [SEED, STL] };
const torrent = (key: string, value: unknown) => ({ [`Radarr-A.Torrent.${key}`]: value });
const using = (...settings: Record<string, unknown>[]) => ({ config: Object.assign({}, ...settings) });
const metadata = (state: 'metaDL' | 'forcedMetaDL', added: number, spec: TorrentSpec = {}) =>
  td({ state, progress: 0, added, inactive: 0, files: [], ...spec });
const day = 86_400;
const eta3600 = torrent('MaximumETA', 3600);
const slowGoes = torrent('DoNotRemoveSlow', false);
const hitAndRun = torrent('Trackers', [
  { URI: 't.other.org', HitAndRunMode: 'and', MinSeedRatio: 1, MinSeedingTimeDays: 4 },
]);
const near = { progress: 0.995 };

scenarios('stalled downloads (torrents.md 9.3)', [
  { id: 'SC060 T4 P5', says: 'within the delay: tagged', given: stalled(300), calls: ['+STL'] },
  { id: 'SC061 T5', says: 'tagged already: nothing', given: stalled(600, tagged), calls: [] },
  {
    id: 'SC062 D08 T3 T11 A7 A75 A77',
    says: 'past the delay: removed, blocklisted, searched',
    given: stalled(960, tagged),
    calls: fail(),
  },
  { id: 'SC063 T3', says: 'the tag is not needed', given: stalled(960), calls: fail() },
  {
    id: 'SC064 A77',
    says: 'without ReSearch nothing is searched',
    world: using({ 'Radarr-A.ReSearch': false }),
    given: stalled(960, tagged),
    calls: ['del(A)', 'Q(77,true,true)'],
  },
  {
    id: 'SC065 A75',
    says: 'not in the queue: only removed',
    given: (world) => void world.add({ progress: 0.5, state: 'stalledDL', inactive: 960, ...tagged }),
    calls: ['del(A)'],
  },
  {
    id: 'SC066 A76',
    says: 'the queue entry is gone already: forgotten, no search',
    given: (world) => {
      stalled(960, tagged)(world);
      world.arr.fault(/^DELETE/, '404', 1);
    },
    calls: ['del(A)', 'Q(77,true,true)!'],
  },
  {
    id: 'SC067 T1 T12 Q20',
    says: 'a delay of -1 never removes',
    world: using(torrent('StalledDelay', -1)),
    given: stalled(100),
    calls: [[], 100, [], day, []],
  },
  {
    id: 'SC069 Q20',
    says: 'a delay of 0 tags and never removes',
    world: using(torrent('StalledDelay', 0)),
    given: stalled(day),
    calls: [['+STL'], day, []],
  },
  {
    id: 'SC070',
    says: 'a delay with a suffix',
    world: using(torrent('StalledDelay', '1h')),
    given: stalled(3000, tagged),
    calls: [],
  },
  { id: 'SC071 T2', says: 'a young one is not judged', given: stalled(100, { added: 100 }), calls: [] },
  {
    id: 'SC072 T4',
    says: 'ReSearchStalled searches elsewhere and keeps the torrent',
    world: using(torrent('ReSearchStalled', true)),
    given: stalled(300),
    calls: [['+STL', 'Q(77,false,true)', 'cmd(MoviesSearch [5])'], 5, []],
  },
  {
    id: 'SC073 T4',
    says: 'the same without ReSearch only blocklists',
    world: using(torrent('ReSearchStalled', true), { 'Radarr-A.ReSearch': false }),
    given: stalled(300),
    calls: ['+STL', 'Q(77,false,true)'],
  },
  { id: 'SC074 T6', says: 'progress takes the tag away', given: td(tagged), calls: ['-STL'] },
  {
    id: 'SC075 T4',
    says: 'a poor swarm makes a candidate',
    given: td({ availability: 0.4, inactive: 30 }),
    calls: ['+STL'],
  },
  {
    id: 'SC076 D19a Q4',
    says: 'a poor swarm without a byte for the delay: removed',
    given: td({ availability: 0.4, inactive: 1000 }),
    calls: fail(),
  },
  {
    id: 'SC077 T20 Q4',
    says: 'nearly complete: protected',
    given: td({ availability: 0.4, inactive: 1000, ...near }),
    calls: [],
  },
  { id: 'SC078 N7', says: 'metadata within the delay', given: metadata('metaDL', 600, tagged), calls: [] },
  { id: 'SC079 T10', says: 'metadata past the delay', given: metadata('metaDL', 960), calls: fail() },
  {
    id: 'SC080 Q20',
    says: 'metadata with a delay of -1 is never removed',
    world: using(torrent('StalledDelay', -1)),
    given: metadata('forcedMetaDL', 100),
    calls: [[], 100, []],
  },
  { id: 'SC082 Q19', says: 'ignored metadata', given: metadata('metaDL', 9600, { tags: [IGN] }), calls: [] },
  {
    id: 'SC093 Q15',
    says: 'a season pack: one entry deleted, every episode searched',
    world: { type: 'sonarr' },
    given: (world) => {
      world.add({ progress: 0.5, state: 'stalledDL', inactive: 960, ...tagged });
      world.queue({
        media: [
          { id: 1, title: 'One', parentTitle: 'Show' },
          { id: 2, title: 'Two', parentTitle: 'Show', episodeNumber: 2 },
        ],
      });
    },
    calls: ['del(A)', 'Q(77,true,true)', 'cmd(EpisodeSearch [1,2])'],
  },
  {
    id: 'SC094 Q38',
    says: 'in smart mode too only the affected episodes are searched',
    world: { type: 'sonarr', config: { 'Sonarr-A.EntrySearch.SearchBySeries': 'smart' } },
    given: (world) => {
      world.add({ progress: 0.5, state: 'stalledDL', inactive: 960, ...tagged });
      world.queue({
        media: [
          { id: 1, title: 'One', parentTitle: 'Show' },
          { id: 2, title: 'Two', parentTitle: 'Show', episodeNumber: 2 },
        ],
      });
    },
    calls: ['del(A)', 'Q(77,true,true)', 'cmd(EpisodeSearch [1,2])'],
  },
  {
    id: 'SC095 T6',
    says: 'a finished torrent loses the tag',
    given: (world) =>
      void world.add({ progress: 1, state: 'stalledUP', completed: 3600, tags: [SEED, IMP, STL], seedingTime: 3600 }),
    calls: ['-STL'],
  },
]);

scenarios('slow downloads and the percentage rule (torrents.md 9.3)', [
  {
    id: 'SC083 D13 T21 Q4',
    says: 'below the percentage the percentage rule is out',
    world: using(eta3600),
    given: td({ inactive: 4000 }),
    calls: [],
  },
  {
    id: 'SC084 D13 T20 T24 Q4',
    says: 'nearly complete and idle for longer than MaximumETA',
    world: using(eta3600),
    given: td({ inactive: 4000, eta: 100, ...near }),
    calls: fail(),
  },
  {
    id: 'SC085 D18 T22 Q4',
    says: 'too slow',
    world: using(eta3600, slowGoes),
    given: td({ eta: 99_999 }),
    calls: fail(),
  },
  {
    id: 'SC086 Q4',
    says: 'nearly complete and active: not too slow',
    world: using(eta3600, slowGoes),
    given: td({ eta: 99_999, ...near }),
    calls: [],
  },
  { id: 'SC087 T24', says: 'DoNotRemoveSlow', world: using(eta3600), given: td({ eta: 99_999 }), calls: [] },
  {
    id: 'SC087 T22',
    says: 'young',
    world: using(eta3600, slowGoes),
    given: td({ eta: 99_999, added: 100 }),
    calls: [],
  },
  {
    id: 'SC089 Q4',
    says: 'a tracker with a shorter limit, nearly complete and active',
    world: using(slowGoes, torrent('Trackers', [{ URI: 't.other.org', MaximumETA: 600 }])),
    given: td({ eta: 700, ...near }),
    calls: [],
  },
  {
    id: 'T23',
    says: 'the limit of the tracker counts',
    world: using(slowGoes, torrent('Trackers', [{ URI: 't.other.org', MaximumETA: 600 }])),
    given: td({ eta: 700 }),
    calls: fail(),
  },
  {
    id: 'SC090 T22',
    says: 'exactly the limit is not too slow',
    world: using(slowGoes, torrent('Trackers', [{ URI: 't.other.org', MaximumETA: 700 }])),
    given: td({ eta: 700 }),
    calls: [],
  },
  {
    id: 'SC091 H6 Q8',
    says: 'hit-and-run keeps an unfinished download, and says so with its tag',
    world: using(hitAndRun),
    given: stalled(2000, { ratio: 0.2 }),
    calls: [['+HNR'], 5, []],
  },
  {
    id: 'SC092 H5',
    says: 'too little downloaded to owe anything',
    world: using(hitAndRun),
    given: stalled(2000, { progress: 0.05 }),
    calls: fail(),
  },
  {
    id: 'T10 T11',
    says: 'downtime of qBittorrent does not count as stalled time',
    given: (world) => {
      stalled(960)(world);
      world.remembers('qBit', 'A', 'activeSince', String(begin - 60));
    },
    calls: ['+STL'],
  },
]);
