import { fail, scenarios } from './run.ts';
import type { TorrentSpec, World } from './world.ts';

const lists = {
  'Radarr-A.Torrent.FolderExclusionRegex': ['\\bextras?\\b', '\\bsamples?\\b'],
  'Radarr-A.Torrent.FileNameExclusionRegex': ['\\bsample\\b', '\\btrailer\\b'],
  'Radarr-A.Torrent.FileExtensionAllowlist': ['.mp4', '.mkv', '.srt', '.!qB', '.parts'],
};
const none = {
  'Radarr-A.Torrent.FolderExclusionRegex': [],
  'Radarr-A.Torrent.FileNameExclusionRegex': [],
  'Radarr-A.Torrent.FileExtensionAllowlist': [],
};
const caseSensitive = { 'Radarr-A.Torrent.CaseSensitiveMatches': true };
const hitAndRun = {
  'Radarr-A.Torrent.Trackers': [{ URI: 't.other.org', HitAndRunMode: 'and', MinSeedRatio: 1, MinSeedingTimeDays: 4 }],
};
const rules = (...more: Record<string, unknown>[]) => ({ config: Object.assign({}, lists, ...more) });

const td =
  (files: string[], spec: TorrentSpec = {}) =>
  (world: World) => {
    world.add({ progress: 0.5, availability: 2.5, checked: false, files, ...spec });
    world.queue();
  };
const sc040 = ['M/M.mkv', 'M/Extras/e.mkv', 'M/Sample/M.mkv', 'M/M-sample.mkv', 'M/M.nfo', 'M/M.srt'];

scenarios('files (torrents.md 9.2)', [
  {
    id: 'SC040 F3 F4 F5 F7 A5',
    says: 'folders, names and extensions',
    world: rules(),
    given: td(sc040),
    calls: ['prio(A,[1,2,3,4])'],
  },
  {
    id: 'SC041 F6 Q30',
    says: 'nothing wanted remains',
    world: rules(),
    given: td(['M/setup.exe', 'M/readme.txt']),
    calls: fail(),
  },
  { id: 'SC042 F6', says: 'a single unwanted file', world: rules(), given: td(['M.exe']), calls: fail() },
  {
    id: 'SC043 F2',
    says: 'the owner deselected the film, the rest is unwanted',
    world: rules(),
    given: td(['M/M.mkv p0', 'M/a.exe']),
    calls: fail(),
  },
  {
    id: 'SC044 F2 Q30',
    says: 'whatever the order of the files',
    world: rules(),
    given: td(['M/a.exe', 'M/M.mkv p0']),
    calls: fail(),
  },
  {
    id: 'SC045 F8',
    says: 'all deselected by the owner: nothing, and not looked at again',
    world: rules(),
    given: td(['M/a.exe p0', 'M/M.mkv p0']),
    calls: [[], 5, []],
  },
  { id: 'SC046 F1', says: 'no files yet: looked at again later', world: rules(), given: td([]), calls: [] },
  { id: 'SC047 F11', says: 'case does not matter by default', world: rules(), given: td(['M/M.MKV']), calls: [] },
  {
    id: 'SC048 F11',
    says: 'case matters when told',
    world: rules(caseSensitive),
    given: td(['M/M.MKV', 'M/M.mkv']),
    calls: ['prio(A,[0])'],
  },
  {
    id: 'SC049 F12 Q28',
    says: 'folders are compared as written',
    world: rules(caseSensitive, { 'Radarr-A.Torrent.FolderExclusionRegex': ['Extras'] }),
    given: td(['M/Extras/M.mkv', 'M/m.mkv']),
    calls: ['prio(A,[0])'],
  },
  {
    id: 'SC050 F12 F13 Q28',
    says: 'a folder of other case is another folder',
    world: rules(caseSensitive, { 'Radarr-A.Torrent.FolderExclusionRegex': ['extras'] }),
    given: td(['M/EXTRAS/M.mkv', 'M/m.mkv']),
    calls: [],
  },
  {
    id: 'SC051 F10',
    says: 'names are searched with their extension',
    world: rules({ 'Radarr-A.Torrent.FileNameExclusionRegex': ['mkv$'] }),
    given: td(['M/M.mkv', 'M/m.mp4']),
    calls: ['prio(A,[0])'],
  },
  {
    id: 'SC052 F14 F16 Q28',
    says: 'extensions are compared whole; none fails a list',
    world: rules({ 'Radarr-A.Torrent.FileExtensionAllowlist': ['.avi'] }),
    given: td(['M/M.avif', 'M/m.avi', 'M/noext']),
    calls: ['prio(A,[0,2])'],
  },
  {
    id: 'SC053 F4',
    says: 'an empty match is none',
    world: rules({ 'Radarr-A.Torrent.FileNameExclusionRegex': ['x*'] }),
    given: td(['M/M.mkv']),
    calls: [],
  },
  {
    id: 'SC054 Q28',
    says: 'the shipped pattern for NCOP works',
    world: rules({ 'Radarr-A.Torrent.FileNameExclusionRegex': ['\\bncop\\\\d+?\\b'] }),
    given: td(['M/NCOP1.mkv', 'M/m.mp4']),
    calls: ['prio(A,[0])'],
  },
  {
    id: 'SC055 F6 Q30',
    says: 'hit-and-run keeps it, so its files are deselected instead',
    world: rules(hitAndRun),
    given: td(['M/setup.exe', 'M/readme.txt'], { ratio: 0.1 }),
    calls: ['prio(A,[0,1])'],
  },
  {
    id: 'SC056 F15 F17 Q28',
    says: 'an entry without dot is the same as with one',
    world: rules({ 'Radarr-A.Torrent.FileExtensionAllowlist': ['mkv'] }),
    given: td(['M/M.mkv', 'M/a.exe']),
    calls: ['prio(A,[1])'],
  },
  {
    id: 'SC057 F8 Q33',
    says: 'they are applied once',
    world: rules(),
    given: td(sc040),
    calls: [['prio(A,[1,2,3,4])'], 5, []],
  },
  {
    id: 'SC058 N5',
    says: 'whatever the age',
    world: rules(),
    given: td(['M/a.exe', 'M/M.mkv'], { state: 'stalledDL', added: 60 }),
    calls: ['prio(A,[0])'],
  },
  {
    id: 'F18',
    says: 'unfinished names are never unwanted',
    world: rules(none, { 'Radarr-A.Torrent.FileExtensionAllowlist': ['.mkv'] }),
    given: td(['M/M.mkv', 'M/x.!qB', 'M/y.parts']),
    calls: [],
  },
]);
