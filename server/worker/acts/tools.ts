import type { Clock, EngineSettings } from '../../contract/index.ts';
import type { ArrLink } from '../arr-link.ts';
import type { Desk } from '../desk.ts';
import type { Judging } from '../judging.ts';
import type { MediaProbe } from '../media-probe.ts';
import type { ManagerMemory } from '../memory.ts';
import type { QbitFeed } from '../qbit-feed.ts';

/** What every kind of action works with. */
export interface ActTools {
  readonly desk: Desk;
  readonly memory: ManagerMemory;
  readonly judging: Judging;
  readonly clock: Clock;
  readonly probe: MediaProbe;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: (level: 'DEBUG' | 'INFO' | 'SUCCESS' | 'WARNING' | 'ERROR', message: string) => void;
  settings(): EngineSettings;
  /** Has an owner said Keep, and the tag is not there yet? */
  isKeepAsked(instance: string, hash: string): boolean;
  /** qBittorrent feeds by section name. */
  feeds(): ReadonlyMap<string, QbitFeed>;
  /** Arr links by section name. */
  arrs(): ReadonlyMap<string, ArrLink>;
}
