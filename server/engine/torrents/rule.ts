import type { ActionKind, DecisionCode, FactValues } from '../../contract/index.ts';
import type { TorrentFacts, TorrentMemory } from './facts.ts';

/** The settings one loop judges by, in base units. */
export interface LoopRules {
  /** Arr section name or `core`; used to name settings in the trail. */
  readonly manager: string;
  readonly kind: 'arr' | 'failed' | 'recheck';
  readonly category: string;
  /** `Ity`, seconds. */
  readonly ignoreYoungerSeconds: number;
  /** Minutes; -1 never, 0 tag only (FIX Q20). */
  readonly stalledDelayMinutes: number;
  readonly reSearchStalled: boolean;
  /** Signature of the file rules in force; compared with `TorrentMemory.checked`. */
  readonly fileRulesSignature: string;
  /** Seconds between completion and the import scan (D16: 60). */
  readonly importSettleSeconds: number;
}

/** All a rule may look at. `now` is unix seconds. */
export interface RuleContext {
  readonly facts: TorrentFacts;
  readonly memory: TorrentMemory;
  readonly rules: LoopRules;
  readonly now: number;
}

/** Something a rule expects to happen later if nothing changes. `at` is unix seconds. */
export interface Planned {
  readonly decision: DecisionCode;
  readonly values: FactValues;
  readonly action: ActionKind;
  readonly at: number | null;
}

/**
 * What one rule says. `match` ends the list; `pass` and `skip` go on, `skip` meaning the rule does not concern this torrent.
 * `planned` announces what the rule will do once its limit is reached.
 */
export type RuleOutcome =
  | { readonly outcome: 'skip' }
  | {
      readonly outcome: 'pass' | 'blocked';
      readonly values: FactValues;
      readonly setting?: string;
      readonly planned?: Planned;
      readonly tags?: TagChange;
    }
  | {
      readonly outcome: 'match';
      readonly values: FactValues;
      readonly setting?: string;
      readonly decision: DecisionCode;
      readonly action: ActionKind;
      /** What follows later, and when this must be looked at again. */
      readonly planned?: Planned;
      readonly tags?: TagChange;
    };

export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** ReSearchStalled: blocklist the queue entry and search again, keeping the torrent (T4). */
  readonly reSearch: boolean;
}

/** A rule: a few lines with a name and the row of torrents.md it comes from. */
export interface Rule {
  readonly id: string;
  readonly row: string;
  evaluate(context: RuleContext): RuleOutcome;
}

/** Configuration path of a key as it applies to this loop. */
export function settingOf(rules: LoopRules, key: string): string {
  return rules.kind === 'arr' ? `${rules.manager}.${key}` : `Settings.${key.replace('Torrent.', '')}`;
}
