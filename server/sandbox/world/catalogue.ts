import type { ArrType } from '../../contract/common.ts';
import type { FakeMedia, NewMedia } from '../arr/index.ts';
import type { FakeFile } from '../qbittorrent/index.ts';
import type { Random } from './random.ts';

/** One Arr of the demo. */
export interface RealmPlan {
  section: string;
  type: ArrType;
  category: string;
  library: NewMedia[];
  /** Gigabytes of one release. */
  gigabytes: [number, number];
}

const film = (title: string, year: number): NewMedia => ({ title, year });
const episodes = (parentTitle: string, year: number, count: number): NewMedia[] =>
  Array.from({ length: count }, (_, index) => ({
    title: `Episode ${index + 1}`,
    parentTitle,
    year,
    episodeNumber: index + 1,
  }));
const album = (parentTitle: string, title: string, year: number): NewMedia => ({ title, parentTitle, year });

/** Only works in the public domain or under an open licence. */
export const realmPlans: RealmPlan[] = [
  {
    section: 'Radarr-1080',
    type: 'radarr',
    category: 'radarr-1080',
    gigabytes: [3, 11],
    library: [
      film('Night of the Living Dead', 1968),
      film('Nosferatu', 1922),
      film('Metropolis', 1927),
      film('His Girl Friday', 1940),
      film('Sintel', 2010),
      film('Big Buck Bunny', 2008),
      film('Tears of Steel', 2012),
      film('Elephants Dream', 2006),
      film('Cosmos Laundromat', 2015),
      film('Spring', 2019),
      film('Charade', 1963),
      film('The General', 1926),
      film('Safety Last!', 1923),
      film('The Phantom of the Opera', 1925),
      film('The Cabinet of Dr. Caligari', 1920),
      film('A Trip to the Moon', 1902),
      film('Detour', 1945),
      film('D.O.A.', 1949),
      film('House on Haunted Hill', 1959),
      film('Carnival of Souls', 1962),
      film('The Last Man on Earth', 1964),
      film('The Hitch-Hiker', 1953),
      film('Sherlock Jr.', 1924),
      film('The Kid', 1921),
      film('Battleship Potemkin', 1925),
      film('Plan 9 from Outer Space', 1957),
      film('Sita Sings the Blues', 2008),
      film('The Stranger', 1946),
      film('My Man Godfrey', 1936),
      film('Scarlet Street', 1945),
    ],
  },
  {
    section: 'Sonarr-TV',
    type: 'sonarr',
    category: 'sonarr-tv',
    gigabytes: [0.6, 2.4],
    library: [
      ...episodes('Pioneer One', 2010, 6),
      ...episodes('Dragnet', 1951, 12),
      ...episodes('Sherlock Holmes', 1954, 12),
      ...episodes('One Step Beyond', 1959, 8),
    ],
  },
  {
    section: 'Sonarr-Anime',
    type: 'sonarr',
    category: 'sonarr-anime',
    gigabytes: [0.4, 1.4],
    library: [
      ...episodes('Morevna', 2012, 6),
      ...episodes('Pepper and Carrot', 2017, 10),
      ...episodes('Early Japanese Animation', 1917, 10),
    ],
  },
  {
    section: 'Lidarr-Music',
    type: 'lidarr',
    category: 'lidarr-music',
    gigabytes: [0.2, 0.7],
    library: [
      album('Nine Inch Nails', 'Ghosts I-IV', 2008),
      album('Nine Inch Nails', 'The Slip', 2008),
      album('Kimiko Ishizaka', 'Open Goldberg Variations', 2012),
      album('Kimiko Ishizaka', 'Open Well-Tempered Clavier', 2015),
      album('Brad Sucks', 'I Do Not Know What I Am Doing', 2003),
      album('Josh Woodward', 'The Simple Life', 2008),
      album('Kevin MacLeod', 'Calming', 2014),
      album('Chris Zabriskie', 'Undercover Vampire Policeman', 2013),
      album('Scott Joplin', 'Piano Rolls', 1916),
      album('Enrico Caruso', 'Acoustic Recordings', 1920),
      album('Musopen', 'Complete Chopin Collection', 2015),
      album('Musopen', 'Beethoven Symphonies', 2012),
    ],
  },
];

/** What nobody manages. */
export const otherTitles = [
  'debian-13.1.0-amd64-netinst.iso',
  'ubuntu-26.04-desktop-amd64.iso',
  'Fedora-44-x86_64.iso',
];

/** A release as an indexer would offer it. */
export interface Release {
  name: string;
  files: FakeFile[];
}

const gigabyte = 1_000_000_000;
const groups = ['OPEN', 'PDM', 'CC0', 'ARCHiVE', 'LiBRE'];
const sources = ['1080p.BluRay.x264', '1080p.WEB-DL.H264', '1080p.BluRay.x265', '720p.WEB-DL.H264'];

/** `kind`: `unwanted` holds nothing to keep, `plain` what a release usually holds. */
export function releaseOf(
  plan: RealmPlan,
  media: FakeMedia,
  parentTitle: string,
  kind: 'plain' | 'unwanted',
  random: Random,
): Release {
  const size = Math.round(random.between(...plan.gigabytes) * gigabyte);
  const name = `${stemOf(plan, media, parentTitle)}-${random.pick(groups)}`;
  const part = (file: string, bytes: number): FakeFile => ({ name: `${name}/${file}`, size: bytes, priority: 1 });
  if (kind === 'unwanted') {
    return { name, files: [part(`${name}.exe`, Math.round(size / 20)), part('readme.nfo', 4096)] };
  }
  if (plan.type === 'lidarr') {
    const tracks = Array.from({ length: 10 }, (_, index) =>
      part(`${String(index + 1).padStart(2, '0')} Track.flac`, Math.round(size / 10)),
    );
    return { name, files: [...tracks, part('cover.jpg', 350_000), part('rip.log', 9000)] };
  }
  const extras = random.chance(0.4)
    ? [part(`Sample/${name}-sample.mkv`, 42_000_000), part(`${name}.nfo`, 6200), part('Download.More.Here.exe', 99_000)]
    : [part(`${name}.nfo`, 6200)];
  return { name, files: [part(`${name}.mkv`, size), ...extras] };
}

function stemOf(plan: RealmPlan, media: FakeMedia, parentTitle: string): string {
  const dotted = (text: string) => text.replaceAll(/[^A-Za-z0-9-]+/g, '.').replace(/\.$/, '');
  const pair = (number: number) => String(number).padStart(2, '0');
  if (plan.type === 'lidarr') return `${dotted(parentTitle)}-${dotted(media.title)}-${media.year}-FLAC`;
  const source = sources[(media.id + media.year) % sources.length] ?? 'WEB';
  if (plan.type === 'radarr') return `${dotted(media.title)}.${media.year}.${source}`;
  return `${dotted(parentTitle)}.S${pair(media.seasonNumber)}E${pair(media.episodeNumber)}.${source}`;
}
