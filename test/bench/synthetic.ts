import type { TorrentFacts as ClientFacts } from '../../server/clients/qbittorrent/index.ts';
import {
  sampleArr,
  sampleSeeding,
  sampleSettings,
  sampleTorrentRules,
  sampleTracker,
  torrentState,
} from '../../server/contract/index.ts';
import type { EngineSettings } from '../../server/contract/index.ts';
import { tag } from '../../server/engine/torrents/facts.ts';
import type { TorrentFacts } from '../../server/engine/torrents/facts.ts';
import { sampleComplete, sampleDownload, sampleNow } from '../../server/engine/torrents/sample.ts';

const finished = new Set(['uploading', 'stoppedUP', 'queuedUP', 'stalledUP', 'checkingUP', 'forcedUP']);
const minute = 60;

/** Torrents over all states, ages, swarms and tags of ours; the same ones at every call. */
export function syntheticTorrents(count: number): TorrentFacts[] {
  const states = torrentState.options;
  return Array.from({ length: count }, (_, index) => {
    const state = states[index % states.length] ?? 'unknown';
    const common = {
      hash: index.toString(16).padStart(40, '0'),
      name: `Some.Title.${index}.2020.1080p.WEB-DL.x264-GROUP`,
      state,
      addedOn: sampleNow - (index % 499) * minute,
      lastActivity: sampleNow - (index % 37) * minute,
      ratio: (index % 31) / 10,
      contentPath: `/downloads/radarr/Some.Title.${index}`,
    };
    if (finished.has(state)) {
      const completionOn = sampleNow - (index % 91) * minute;
      const tags = index % 3 === 0 ? [] : [tag.imported];
      return sampleComplete({ ...common, completionOn, tags, availability: -1 });
    }
    const tags = index % 11 === 0 ? [tag.ignored] : index % 7 === 0 ? [tag.allowedStalled] : [];
    const progress = (index % 97) / 97;
    return sampleDownload({ ...common, progress, tags, availability: (index % 43) / 10 });
  });
}

/** The same torrent as the qBittorrent client would hand it over. */
export function asClientFacts(facts: TorrentFacts): ClientFacts {
  const size = 10 * 1024 ** 3;
  return {
    hash: facts.hash,
    name: facts.name,
    category: facts.category,
    state: facts.state,
    tags: [...facts.tags],
    progress: facts.progress,
    size,
    totalSize: size,
    downloaded: size,
    uploaded: 0,
    amountLeft: facts.amountLeft,
    eta: null,
    dlspeed: 0,
    upspeed: 0,
    seeds: 3,
    leechs: 1,
    swarmSeeds: 12,
    swarmLeechs: 31,
    availability: facts.availability,
    ratio: facts.ratio,
    ratioLimit: -2,
    maxRatio: -1,
    maxSeedingTime: -1,
    seedingTime: facts.seedingTime,
    timeActive: 0,
    seedingTimeLimit: -2,
    dlLimit: 0,
    upLimit: 0,
    superSeeding: false,
    addedAt: facts.addedOn * 1000,
    completedAt: facts.completionOn > 0 ? facts.completionOn * 1000 : null,
    lastActivityAt: facts.lastActivity * 1000,
    contentPath: facts.contentPath,
    savePath: '/downloads/radarr',
    priority: 0,
    isPrivate: false,
    trackersCount: 1,
    trackers: facts.trackers ?? [],
  };
}

/** Generated defaults with one qBittorrent and three Arrs, so that finding the owner of a torrent costs what it costs. */
export function syntheticSettings(): EngineSettings {
  const arr = (name: string, category: string): EngineSettings['arrs'][number] =>
    sampleArr({
      name,
      category,
      torrent: sampleTorrentRules({
        folderExclusionRegex: ['\\bextras?\\b', '\\bsamples?\\b'],
        fileNameExclusionRegex: ['\\bsample\\b', '\\btrailer\\b'],
        fileExtensionAllowlist: ['.mkv', '.mp4', '.srt'],
        seeding: sampleSeeding({ removeMode: 3, maxRatio: 3, maxSeedingSeconds: 30 * 86_400 }),
        trackers: [sampleTracker('t.other.org', { priority: 5, maxRatio: 5 }), sampleTracker('zzz.org')],
      }),
    });
  return sampleSettings({
    qbits: [
      {
        name: 'qBit',
        url: 'http://127.0.0.1:8080',
        host: '127.0.0.1',
        port: 8080,
        userName: '',
        password: '',
        apiKey: '',
        skipTlsVerify: false,
        matchSubcategories: true,
      },
    ],
    qbitRules: [{ instance: 'qBit', trackers: [], managed: [] }],
    arrs: [arr('Radarr-4K', 'radarr-4k'), arr('Sonarr-TV', 'sonarr'), arr('Radarr-A', 'radarr')],
  });
}
