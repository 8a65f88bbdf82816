import { existsSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import type { ArrType } from '../../server/contract/index.ts';
import { fail, scenarios } from './run.ts';
import type { Scenario } from './run.ts';
import { IGN, IMP, SEED } from './names.ts';
import { World } from './world.ts';
import type { TorrentSpec } from './world.ts';

const movie = '/downloads/radarr/Movie.2020';
const scan = (path = movie, mode = 'Auto', command = 'DownloadedMoviesScan', id = 'A') =>
  `cmd(${command} ${path} ${id} ${mode})`;
const torrent = (key: string, value: unknown) => ({ [`Radarr-A.Torrent.${key}`]: value });
const entrySearch = (key: string) => ({ [`Radarr-A.EntrySearch.${key}`]: true });
const using = (...settings: Record<string, unknown>[]) => ({ config: Object.assign({}, ...settings) });
const finished: TorrentSpec = { progress: 1, state: 'stalledUP', completed: 3600, seedingTime: 3600, checked: false };

/** `TC` with its data on the disk. */
const tc =
  (spec: TorrentSpec = {}) =>
  (world: World) => {
    const files = spec.files ?? ['Movie.2020/a.mkv', 'Movie.2020/b.srt'];
    world.add({ ...finished, ...spec, files });
    for (const file of files) world.lay(`/downloads/radarr/${file}`);
  };
const blocked = { status: 'completed', trackedDownloadState: 'importPending', trackedDownloadStatus: 'warning' };
const message = (text: string) => ({
  ...blocked,
  statusMessages: [{ title: 'Movie.2020', messages: [text] }],
});
const notAnUpgrade = message('Not an upgrade for existing movie file(s)');

scenarios('finished downloads (torrents.md 9.5)', [
  { id: 'SC160 D16 N2 Q1 A6 A61 A65', says: 'scanned and tagged', given: tc(), calls: [scan(), '+IMP'] },
  { id: 'SC161', says: 'imported before: nothing', given: tc({ tags: [SEED, IMP] }), calls: [] },
  {
    id: 'SC162 Q1 Q18',
    says: 'completed 30 s ago: only once it has settled for 60 s',
    given: tc({ completed: 30, seedingTime: 30 }),
    calls: [[], 31, [scan(), '+IMP']],
  },
  {
    id: 'SC163 D17',
    says: 'completed 30 s ago, a removal mode whose limits are not met: nothing',
    world: using({ 'Radarr-A.Torrent.SeedingMode.RemoveTorrent': 3, 'Radarr-A.Torrent.SeedingMode.MaxUploadRatio': 2 }),
    given: tc({ completed: 30, seedingTime: 30, checked: true }),
    calls: [],
  },
  {
    id: 'SC164 Q12',
    says: 'a single file is scanned by its own path, never its folder',
    given: tc({ name: 'Single.mkv', files: ['Single.mkv'] }),
    calls: [scan('/downloads/radarr/Single.mkv'), '+IMP'],
  },
  {
    id: 'SC165 A63 Q12',
    says: 'two single files in one folder: a scan each',
    given: (world) => {
      tc({ name: 'One.mkv', files: ['One.mkv'] })(world);
      tc({ id: 'B', name: 'Two.mkv', files: ['Two.mkv'] })(world);
    },
    calls: [
      scan('/downloads/radarr/One.mkv'),
      '+IMP',
      scan('/downloads/radarr/Two.mkv', 'Auto', 'DownloadedMoviesScan', 'B'),
      '+IMP(B)',
    ],
  },
  {
    id: 'SC166 A62',
    says: 'nothing at its path: no scan, no tag; tried again after the age limit',
    given: (world) => void world.add({ ...finished, files: ['Movie.2020/a.mkv', 'Movie.2020/b.srt'] }),
    calls: [[], 60, [], 130, []],
    also: async (world) => {
      expect(world.row()).toMatchObject({ decision: 'import_blocked' });
      world.lay(`${movie}/a.mkv`);
      world.wait(200);
      expect(await world.pass()).toEqual([scan(), '+IMP']);
    },
  },
  {
    id: 'SC167',
    says: 'import mode Hardlink is sent as Auto',
    world: using({ 'Radarr-A.importMode': 'Hardlink' }),
    given: tc(),
    calls: [scan(), '+IMP'],
  },
  {
    id: 'SC167',
    says: 'import mode Copy is sent as it is',
    world: using({ 'Radarr-A.importMode': 'Copy' }),
    given: tc(),
    calls: [scan(movie, 'Copy'), '+IMP'],
  },
  {
    id: 'SC169',
    says: 'the scan fails: no tag; sent again later',
    given: (world) => {
      tc()(world);
      world.arr.fault(/^POST \/command/, '500', 3);
    },
    calls: [[`${scan()}!`], 300, [`${scan()}!`], 300, [`${scan()}!`], 300, [scan(), '+IMP']],
  },
  {
    id: 'SC171 D14',
    says: 'sent and checked before: nothing',
    given: (world) => {
      tc({ checked: true })(world);
      world.remembers('qBit', 'A', 'sent', '1799999000');
    },
    calls: [],
  },
  {
    id: 'SC172 Q1 Q2',
    says: 'finished and stopped: scanned',
    given: tc({ state: 'stoppedUP' }),
    calls: [scan(), '+IMP'],
  },
]);

const others: [ArrType, string, string][] = [
  ['sonarr', 'Sonarr-A', 'DownloadedEpisodesScan'],
  ['lidarr', 'Lidarr-A', 'DownloadedAlbumsScan'],
  ['readarr', 'Readarr-A', 'DownloadedBooksScan'],
];
scenarios(
  'the scan command of each Arr (torrents.md 9.5)',
  others.map(([type, , command]): Scenario => ({
    id: 'SC170',
    says: `${type} gets ${command}`,
    world: { type },
    given: tc(),
    calls: [scan(movie, 'Auto', command), '+IMP'],
  })),
);

const goal = {
  'Radarr-A.Torrent.SeedingMode.RemoveTorrent': 1,
  'Radarr-A.Torrent.SeedingMode.MaxUploadRatio': 1,
};
scenarios('finished and seeded enough at once (torrents.md Q1, Q9)', [
  {
    id: 'D02 Q1',
    says: 'never removed before it was handed over',
    world: using(goal),
    given: tc({ ratio: 2, state: 'uploading' }),
    calls: [['-SEED', scan(), '+IMP'], 5, ['del(A)']],
  },
  {
    id: 'D02 Q9',
    says: 'stays while the Arr works on the scan, also when it cannot say; goes afterwards',
    world: { ...using(goal), commandLife: 'manual' },
    given: tc({ ratio: 2, state: 'uploading' }),
    calls: [['-SEED', scan(), '+IMP'], 5, [], 60, []],
    also: async (world) => {
      world.arr.fault(/^GET \/command/, '500', 1);
      world.wait(60);
      expect(await world.pass()).toEqual([]);
      world.arr.commands.end('completed');
      world.wait(60);
      expect(await world.pass()).toEqual(['del(A)']);
    },
  },
  {
    id: 'D02 Q9',
    says: 'an Arr that has just started does not list everything yet',
    world: using(goal),
    given: (world) => {
      tc({ ratio: 2, state: 'uploading', tags: [SEED, IMP] })(world);
      // The make-believe server tells the time of this computer in its answers.
      world.arr.state.startedAt = Date.now() - 15_000;
    },
    calls: [['-SEED'], 30, [], 40, ['del(A)']],
  },
  {
    id: 'D02 A62',
    says: 'what lies nowhere was looked for and cannot be handed over',
    world: using(goal),
    given: (world) => void world.add({ ...finished, ratio: 2, state: 'uploading' }),
    calls: ['-SEED', 'del(A)'],
  },
]);

scenarios('leftovers of imported downloads (torrents.md 9.5)', [
  {
    id: 'SC173 Q11 A8 F30 F32 F33 F35',
    says: 'AutoDelete: after the import only this folder loses what is not allowed',
    world: using(torrent('AutoDelete', true), torrent('FileExtensionAllowlist', ['.mkv'])),
    given: (world) => {
      tc({ files: ['Movie.2020/M.mkv', 'Movie.2020/N.mkv'] })(world);
      world.queue();
      world.lay(`${movie}/x.nfo`);
      world.lay('/downloads/radarr/Foreign/y.nfo');
    },
    calls: [[scan(), '+IMP']],
    also: async (world) => {
      const left = () => world.laidFiles();
      expect(left()).toContain('radarr/Movie.2020/x.nfo');
      world.wait(700);
      expect(await world.pass()).toEqual([]);
      expect(left()).toEqual(['radarr/Foreign/y.nfo', 'radarr/Movie.2020/M.mkv', 'radarr/Movie.2020/N.mkv']);
    },
  },
  {
    id: 'F31 F34 F37',
    says: 'bad files and empty folders go one by one; what the torrent seeds stays whatever its kind',
    world: using(torrent('AutoDelete', true), torrent('FileExtensionAllowlist', ['.mkv'])),
    given: (world) => {
      tc({ files: ['Movie.2020/M.mkv', 'Movie.2020/seeded.nfo'] })(world);
      world.queue();
      world.lay(`${movie}/Extras/deep/y.txt`);
    },
    calls: [[scan(), '+IMP'], 700, []],
    also: (world) => {
      expect(world.laidFiles()).toEqual(['radarr/Movie.2020/M.mkv', 'radarr/Movie.2020/seeded.nfo']);
      expect(existsSync(`${world.folder}/radarr/Movie.2020/Extras`)).toBe(false);
    },
  },
  {
    id: 'F31 Q11',
    says: 'not confirmed by the history of the Arr: nothing is deleted',
    world: using(torrent('AutoDelete', true), torrent('FileExtensionAllowlist', ['.mkv'])),
    given: (world) => {
      tc({ files: ['Movie.2020/M.mkv', 'Movie.2020/N.mkv'] })(world);
      world.lay(`${movie}/x.nfo`);
    },
    calls: [[scan(), '+IMP'], 700, [], 700, []],
    also: (world) => {
      expect(world.laidFiles()).toContain('radarr/Movie.2020/x.nfo');
    },
  },
  {
    id: 'SC174 Q11 F36',
    says: 'AutoDelete and nothing of an allowed kind: blocklisted by its queue id and removed, not imported',
    world: using(torrent('AutoDelete', true), torrent('FileExtensionAllowlist', ['.mkv'])),
    given: (world) => {
      tc({ files: ['Movie.2020/x.exe'] })(world);
      world.queue();
    },
    calls: fail(),
  },
  {
    id: 'SC175 Q11',
    says: 'AutoDelete: a single file stays',
    world: using(torrent('AutoDelete', true), torrent('FileExtensionAllowlist', ['.mkv'])),
    given: (world) => {
      tc({ name: 'Single.mkv', files: ['Single.mkv'] })(world);
      world.queue();
    },
    calls: [[scan('/downloads/radarr/Single.mkv'), '+IMP'], 700, []],
    also: (world) => {
      expect(world.arr.state.queue).toEqual([]);
      expect(existsSync(`${world.folder}/radarr/Single.mkv`)).toBe(true);
    },
  },
]);

const stored = (fileScore: number, min: number, score: number, spec: TorrentSpec = {}) =>
  ((world: World) => {
    world.arr.state.minFormatScores.set(4, min);
    const file = fileScore < 0 ? {} : { hasFile: true, fileScore };
    world.add({ progress: 0.5, availability: 2.5, eta: 3600, ...spec });
    world.queue({ media: [{ id: 5, title: 'Movie', qualityProfileId: 4, ...file }], customFormatScore: score });
    if (spec.progress === 1) world.lay(`${movie}/a.mkv`);
  }) satisfies Scenario['given'];
const unmet = using(entrySearch('CustomFormatUnmetSearch'));
const forced = using(entrySearch('CustomFormatUnmetSearch'), entrySearch('ForceMinimumCustomFormat'));

scenarios('queue entries in trouble (torrents.md 9.5)', [
  {
    id: 'SC176 B3 B6',
    says: 'a message of the list: removed, blocklisted, searched',
    given: (world) => {
      tc({ tags: [SEED, IMP] })(world);
      world.queue(notAnUpgrade);
    },
    calls: fail(),
  },
  {
    id: 'SC177',
    says: 'more text after the message: nothing',
    given: (world) => {
      tc({ tags: [SEED, IMP] })(world);
      world.queue(message('Not an upgrade for existing movie file(s). Existing quality: Bluray'));
    },
    calls: [],
  },
  {
    id: 'SC178 Q19',
    says: 'ignored: nothing',
    given: (world) => {
      tc({ tags: [IGN, IMP] })(world);
      world.queue(notAnUpgrade);
    },
    calls: [],
  },
  {
    id: 'SC179 D05',
    says: 'the grab scores less than the file: removed',
    world: unmet,
    given: stored(50, 100, 10),
    calls: fail(),
  },
  {
    id: 'SC180',
    says: 'the grab scores more than the file: nothing',
    world: unmet,
    given: stored(50, 100, 60),
    calls: [],
  },
  { id: 'SC181', says: 'at or above the minimum: nothing', world: forced, given: stored(50, 5, 10), calls: [] },
  {
    id: 'SC182 Q10',
    says: 'below the minimum without a file: removed',
    world: forced,
    given: stored(-1, 100, 10),
    calls: fail(),
  },
  {
    id: 'SC183 Q10',
    says: 'imported already: nothing',
    world: unmet,
    given: stored(50, 100, 10, { ...finished, state: 'uploading', tags: [SEED, IMP] }),
    calls: [],
  },
]);

it('A6: many at once are handed over newest first, ten in a pass', async () => {
  const world = await World.create({ release: '5.1.4' });
  onTestFinished(() => world.close());
  for (const [at, id] of 'ABCDEF0123456'.split('').entries()) {
    world.add({ ...finished, id, completed: 7200 - at * 60, name: `${id}.mkv`, files: [`${id}.mkv`] });
    world.lay(`/downloads/radarr/${id}.mkv`);
  }
  const scannedIn = async () => {
    await world.passAndWait();
    return world.take().flatMap((call) => /^cmd.*\/(\w)\.mkv/.exec(call)?.[1] ?? []);
  };
  expect((await scannedIn()).join('')).toBe('6543210FED');
  expect((await scannedIn()).join('')).toBe('CBA');
});
