import type { ArrType } from '../../contract/index.ts';

type ByArr = Readonly<Record<ArrType, readonly string[]>>;

function queue(item: string): readonly string[] {
  return [
    `Not a preferred word upgrade for existing ${item} file(s)`,
    `Not an upgrade for existing ${item} file(s)`,
    'Unable to determine if file is a sample',
  ];
}

/** Generated `ArrErrorCodesToBlocklist`. */
export const queueMessages: ByArr = {
  radarr: queue('movie'),
  sonarr: queue('episode'),
  lidarr: queue('track'),
  readarr: queue('book'),
};

const videoFolders = [
  '\\bextras?\\b',
  '\\bfeaturettes?\\b',
  '\\bsamples?\\b',
  '\\bscreens?\\b',
  '\\bnc(ed|op)?(\\d+)?\\b',
];
const plainFolders = ['\\bextras?\\b', '\\bsamples?\\b', '\\bscreens?\\b'];

/** Generated `FolderExclusionRegex`. The reference writes `\\d`, which matches no file name; ours works (torrents.md Q28). */
export const folderPatterns: ByArr = {
  radarr: videoFolders,
  sonarr: videoFolders,
  lidarr: plainFolders,
  readarr: plainFolders,
};

/** `FolderExclusionRegex` of a section whose name contains `anime`. */
export const animeFolderPatterns: readonly string[] = [
  '\\bextras?\\b',
  '\\bfeaturettes?\\b',
  '\\bsamples?\\b',
  '\\bscreens?\\b',
  '\\bspecials?\\b',
  '\\bova\\b',
  '\\bnc(ed|op)?(\\d+)?\\b',
];

const videoNames = [
  '\\bncop\\d+?\\b',
  '\\bnced\\d+?\\b',
  '\\bsample\\b',
  'brarbg.com\\b',
  '\\btrailer\\b',
  'music video',
  'comandotorrents.com',
];
const plainNames = ['\\bsample\\b', 'brarbg.com\\b', '\\btrailer\\b', 'comandotorrents.com'];

/** Generated `FileNameExclusionRegex`, working as above. */
export const namePatterns: ByArr = { radarr: videoNames, sonarr: videoNames, lidarr: plainNames, readarr: plainNames };

const video = ['.mp4', '.mkv', '.sub', '.ass', '.srt', '.!qB', '.parts'];

/** Generated `FileExtensionAllowlist`. */
export const extensions: ByArr = {
  radarr: video,
  sonarr: video,
  lidarr: ['.mp3', '.flac', '.m4a', '.aac', '.ogg', '.opus', '.wav', '.ape', '.wma', '.!qB', '.parts'],
  readarr: [
    '.epub',
    '.kepub',
    '.mobi',
    '.azw',
    '.azw3',
    '.pdf',
    '.cbz',
    '.cbr',
    '.flac',
    '.ape',
    '.wavpack',
    '.wav',
    '.alac',
    '.mp2',
    '.mp3',
    '.wma',
    '.m4a',
    '.m4p',
    '.m4b',
    '.aac',
    '.mp4a',
    '.ogg',
    '.oga',
    '.vorbis',
    '.!qB',
    '.parts',
  ],
};
