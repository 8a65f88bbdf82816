import type { LogLevel } from '../../contract/index.ts';

/** One entry somewhere in the log; its text is read only when a filter or an answer needs it. */
export interface FoundEntry {
  /** `logCursor` of the contract. */
  readonly cursor: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly level: LogLevel;
  readonly source: string;
  /** Message without colour codes, follow-up lines joined with \n; very long ones are cut. */
  message(): string;
}

/** A log that can be walked from any entry in both directions: the files, or the ring where there are none. */
export interface EntryLog {
  /** False when the entry is no longer kept, or was never ours. */
  has(cursor: string): boolean;
  /** From the entry at the cursor on (null = the oldest). An unknown cursor: nothing. */
  forward(from: string | null): Iterable<FoundEntry>;
  /** Before the entry at the cursor, newest first (null = from the newest). Entries far after `until` are skipped unread. */
  backward(before: string | null, until: number | null): Iterable<FoundEntry>;
  close(): void;
}
