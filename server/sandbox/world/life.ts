import type { FakeArr, FakeMedia } from '../arr/index.ts';
import type { RealmPlan, Release } from './catalogue.ts';
import type { Destiny, Phase } from './cast.ts';

/** One Arr of the world with its plan. */
export interface Realm {
  plan: RealmPlan;
  arr: FakeArr;
}

/** One torrent on its way through the world. Times in world seconds. */
export interface Life {
  readonly hash: string;
  readonly destiny: Destiny;
  /** null = nobody manages it. */
  readonly realm: Realm | null;
  readonly media: FakeMedia | null;
  readonly release: Release;
  /** False for one that a search brought beyond the cast: nobody follows it. */
  readonly hasSuccessor: boolean;
  /** Bytes per second while it runs. */
  readonly rate: number;
  /** Share at which its destiny strikes. */
  readonly turningPoint: number;
  phase: Phase;
  /** When the phase ends, if nobody ends it before. */
  endsAt: number;
  /** When it became complete; null before. */
  doneAt: number | null;
  imported: boolean;
  /** Its destiny has struck. */
  struck: boolean;
  /** Whether the Arr lists it, and what it was last told. */
  queue: { listed: boolean; told: string };
}

export const categoryOf = (life: Life): string => life.realm?.plan.category ?? 'linux-isos';
