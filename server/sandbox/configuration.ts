import { randomBytes } from 'node:crypto';
import type { RealmPlan } from './world/catalogue.ts';

interface Wanted {
  qbit: { port: number; userName: string; password: string };
  arrs: { plan: RealmPlan; url: string; apiKey: string }[];
  /** Where the sandbox's files are. */
  downloads: string;
}

const toml = (value: string | number | boolean | string[]): string => JSON.stringify(value);

function section(name: string, values: Record<string, string | number | boolean | string[]>): string {
  return [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${toml(value)}`)].join('\n');
}

/** A config.toml for the sandbox, with a token of its own. */
export function sandboxConfiguration({ qbit, arrs, downloads }: Wanted): string {
  const sections = [
    section('Settings', {
      ConfigVersion: '5.14.4',
      ConsoleLevel: 'INFO',
      LoopSleepTimer: 5,
      CompletedDownloadFolder: downloads,
      FailedCategory: 'failed',
      RecheckCategory: 'recheck',
      IgnoreTorrentsYoungerThan: 180,
      FreeSpace: '-1',
    }),
    section('WebUI', {
      Host: '127.0.0.1',
      Port: 6969,
      Token: randomBytes(32).toString('hex'),
      AuthDisabled: false,
    }),
    section('qBit', {
      Disabled: false,
      Host: '127.0.0.1',
      Port: qbit.port,
      UserName: qbit.userName,
      Password: qbit.password,
    }),
    ...arrs.flatMap(({ plan, url, apiKey }) => arrSections(plan, url, apiKey)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function arrSections(plan: RealmPlan, url: string, apiKey: string): string[] {
  const isMusic = plan.type === 'lidarr';
  return [
    section(plan.section, {
      Managed: true,
      URI: url,
      APIKey: apiKey,
      Category: plan.category,
      ReSearch: true,
      importMode: 'Auto',
    }),
    section(`${plan.section}.EntrySearch`, { SearchMissing: false }),
    section(`${plan.section}.Torrent`, {
      CaseSensitiveMatches: false,
      FolderExclusionRegex: ['\\bextras?\\b', '\\bfeaturettes?\\b', '\\bsamples?\\b', '\\bscreens?\\b'],
      FileNameExclusionRegex: ['\\bsample\\b', '\\btrailer\\b'],
      FileExtensionAllowlist: isMusic
        ? ['.mp3', '.flac', '.m4a', '.ogg', '.jpg', '.log', '.!qB', '.parts']
        : ['.mp4', '.mkv', '.avi', '.srt', '.nfo', '.!qB', '.parts'],
      // Short, so that a newcomer sees a dead download replaced within a few minutes.
      StalledDelay: 2,
      IgnoreTorrentsYoungerThan: 180,
    }),
    section(`${plan.section}.Torrent.SeedingMode`, {
      MaxUploadRatio: 6,
      MaxSeedingTime: 604_800,
      RemoveTorrent: 3,
    }),
  ];
}
