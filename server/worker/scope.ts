import type { TorrentFacts as ClientFacts } from '../clients/qbittorrent/index.ts';
import type { EngineSettings, QbitInstance } from '../contract/index.ts';
import { compileFileRules } from '../engine/torrents/files.ts';
import type { FileRules } from '../engine/torrents/files.ts';
import type { TorrentFacts } from '../engine/torrents/facts.ts';
import type { CategoryOwner } from '../engine/torrents/ownership.ts';
import type { LoopRules } from '../engine/torrents/rule.ts';

/** One torrent loop of this manager: an Arr's category, or one of the special ones. */
export interface Loop {
  /** Unit key; equals the configured category. */
  readonly category: string;
  readonly rules: LoopRules;
  readonly files: FileRules;
}

const noFileRules = compileFileRules({
  caseSensitiveMatches: false,
  folderExclusionRegex: [],
  fileNameExclusionRegex: [],
  fileExtensionAllowlist: [],
  ignoreTorrentsYoungerThanSeconds: 0,
  stalledDelayMinutes: -1,
  reSearchStalled: false,
});

/** The loops a manager runs under these settings (supervisor.md 2.1). `core` runs the failed and the recheck category. */
export function loopsOf(manager: string, settings: EngineSettings): Loop[] {
  if (manager === 'core') {
    return [
      specialLoop('failed', settings.failedCategory, settings),
      specialLoop('recheck', settings.recheckCategory, settings),
    ];
  }
  const arr = settings.arrs.find((candidate) => candidate.name === manager);
  if (!arr) return [];
  const files = compileFileRules(arr.torrent);
  const rules: LoopRules = {
    manager,
    kind: 'arr',
    category: arr.category,
    ignoreYoungerSeconds: arr.torrent.ignoreTorrentsYoungerThanSeconds,
    stalledDelayMinutes: arr.torrent.stalledDelayMinutes,
    reSearchStalled: arr.torrent.reSearchStalled,
    // What observe-only only looked at is looked at again once it may act.
    fileRulesSignature: settings.observeOnly ? `${files.signature}:observed` : files.signature,
    importSettleSeconds: settings.importSettleSeconds,
  };
  return [{ category: arr.category, rules, files }];
}

function specialLoop(kind: 'failed' | 'recheck', category: string, settings: EngineSettings): Loop {
  const rules: LoopRules = {
    manager: 'core',
    kind,
    category,
    ignoreYoungerSeconds: settings.ignoreTorrentsYoungerThanSeconds,
    stalledDelayMinutes: -1,
    reSearchStalled: false,
    fileRulesSignature: noFileRules.signature,
    importSettleSeconds: settings.importSettleSeconds,
  };
  return { category, rules, files: noFileRules };
}

/** Which configured category owns a torrent on this instance: every Arr's, and the special ones (exact only, Y4). */
export function ownersOn(instance: QbitInstance, settings: EngineSettings): CategoryOwner[] {
  const special = [settings.failedCategory, settings.recheckCategory].map((category) => ({
    owner: category,
    category,
    withChildren: false,
  }));
  const arrs = settings.arrs.map((arr) => ({
    owner: arr.category,
    category: arr.category,
    withChildren: arr.matchSubcategories ?? instance.matchSubcategories,
  }));
  return [...special, ...arrs];
}

/** The client's facts in the units the rules use (unix seconds). */
export function toEngineFacts(facts: ClientFacts): TorrentFacts {
  return {
    hash: facts.hash,
    name: facts.name,
    category: facts.category,
    state: facts.state,
    progress: facts.progress,
    amountLeft: facts.amountLeft,
    addedOn: facts.addedAt / 1000,
    completionOn: facts.completedAt === null ? 0 : facts.completedAt / 1000,
    lastActivity: facts.lastActivityAt === null ? 0 : facts.lastActivityAt / 1000,
    availability: facts.availability,
    ratio: facts.ratio,
    tags: facts.tags,
    contentPath: facts.contentPath,
  };
}
