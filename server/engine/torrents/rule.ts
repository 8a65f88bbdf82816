import type { ActionKind, DecisionCode, FactValues, HitAndRunRule, SeedingRules } from '../../contract/index.ts';
import type { TrackerTable } from '../seeding/trackers.ts';
import type { QueueFacts, TorrentFacts, TorrentMemory } from './facts.ts';
import type { SeedingView } from './seeding.ts';

/** The settings one loop judges by, in base units. */
export interface LoopRules {
  /** Arr section name or `core`; used to name settings in the trail. */
  readonly manager: string;
  /** Section whose settings these are, as a configuration path names it. */
  readonly section: string;
  readonly kind: 'arr' | 'failed' | 'recheck' | 'managed';
  readonly category: string;
  /** `Ity`, seconds; 0 = no minimum age (FIX Q27). */
  readonly ignoreYoungerSeconds: number;
  /** Minutes; -1 never, 0 tag only (FIX Q20). */
  readonly stalledDelayMinutes: number;
  readonly reSearchStalled: boolean;
  /** Signature of the file rules in force; compared with `TorrentMemory.checked`. */
  readonly fileRulesSignature: string;
  /** Seconds between completion and the import scan (D16: 60). */
  readonly importSettleSeconds: number;
  /** A3: with it off nothing is started or stopped. */
  readonly autoPauseResume: boolean;
  /** Seconds; -1 = no limit. */
  readonly maximumEtaSeconds: number;
  /** `MDP`, 0..1. */
  readonly maximumDeletablePercentage: number;
  readonly doNotRemoveSlow: boolean;
  readonly seeding: SeedingRules;
  /** What holds where no tracker entry matches (FIX Q8). */
  readonly hitAndRun: HitAndRunRule;
  readonly trackers: TrackerTable;
  /** Removal deletes the data too; false keeps it (FIX Q21). */
  readonly deleteFiles: boolean;
  /** Whether a download that cannot be played is thrown away (4.4). */
  readonly autoDelete: boolean;
}

/** All a rule may look at. `now` is unix seconds. */
export interface RuleContext {
  readonly facts: TorrentFacts;
  readonly memory: TorrentMemory;
  /** Null: the Arr does not answer, so what the queue says is not known. */
  readonly queue: QueueFacts | null;
  readonly rules: LoopRules;
  /** Bytes free above the mark of the free-space guard, null when it is off or not known. */
  readonly freeAboveMark: number | null;
  readonly now: number;
}

/** A context with what the seeding rules make of it, worked out once for all rules. */
export interface JudgeContext extends RuleContext {
  readonly seeding: SeedingView;
}

/** Something a rule expects to happen later if nothing changes. `at` is unix seconds, null = when a condition is met. */
export interface Planned {
  readonly decision: DecisionCode;
  readonly values: FactValues;
  readonly action: ActionKind;
  readonly at: number | null;
  /** It describes the torrent already now; otherwise only what comes next. */
  readonly shown: boolean;
}

/** Labels to add and to remove; only differences (FIX Q37). */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

interface Said {
  readonly values: FactValues;
  readonly setting?: string;
  readonly planned?: Planned;
  readonly tags?: TagChange;
  /** ReSearchStalled: blocklist the queue entry and search again, keeping the torrent (T4). */
  readonly reSearch?: boolean;
  /** The rule cannot decide before the torrent's announce messages were read (H2). */
  readonly needsTrackers?: boolean;
}

/**
 * What one rule says. `match` ends the list; `pass`, `blocked` and `skip` go on, `skip` meaning the rule does not concern this
 * torrent. `planned` announces what the rule will do once its limit is reached.
 */
export type RuleOutcome =
  | { readonly outcome: 'skip' }
  | (Said & { readonly outcome: 'pass' | 'blocked' })
  | (Said & { readonly outcome: 'match'; readonly decision: DecisionCode; readonly action: ActionKind });

/** A rule: a few lines with a name and the row of torrents.md it comes from. */
export interface Rule {
  readonly id: string;
  readonly row: string;
  evaluate(context: JudgeContext): RuleOutcome;
}

/** CHECKED: file rules were applied already; only Arr loops have any (1.5). */
export function isChecked({ memory, rules }: Pick<RuleContext, 'memory' | 'rules'>): boolean {
  return rules.kind !== 'arr' || memory.checked === rules.fileRulesSignature;
}

/** The outcome of a rule that does not concern the torrent. */
export const skip: RuleOutcome = { outcome: 'skip' };

/** Configuration path of a key as it applies to this loop. `managed` is its name under `CategorySeeding`. */
export function settingOf(rules: LoopRules, key: string, managed?: string): string {
  switch (rules.kind) {
    case 'arr':
      return `${rules.section}.${key}`;
    case 'managed':
      return managed === undefined ? `Settings.${key}` : `${rules.section}.CategorySeeding.${managed}`;
    default:
      return `Settings.${key.replace('Torrent.', '')}`;
  }
}
