import type { Clock, UpdateChannel, UpdateState } from '../contract/index.ts';
import type { ReleaseFeed } from './releases.ts';
import { isNewer } from './version.ts';

export interface CheckerOptions {
  clock: Clock;
  currentVersion: string;
  channel: () => UpdateChannel;
  /** Null: this build does not say where its releases are. */
  feed: ReleaseFeed | null;
  /** Told once per newer version. */
  onAvailable: (state: UpdateState) => void;
}

/** api.md 2.9: release data is kept for an hour, for five minutes after an error. */
const KEEP_MS = 3_600_000;
const KEEP_ERROR_MS = 300_000;
const NO_FEED = 'This build does not say where its releases are published';

/** Looks for newer versions when somebody asks; no start and no answer ever waits for it, but a forced one. */
export class UpdateChecker {
  readonly #options: CheckerOptions;
  #state: UpdateState;
  #checkedAt: number | null = null;
  #checking: Promise<void> | null = null;
  #told: string | null = null;

  constructor(options: CheckerOptions) {
    this.#options = options;
    this.#state = {
      channel: options.channel(),
      repositoryUrl: options.feed?.repositoryUrl ?? '',
      release: null,
      available: false,
      currentNotes: '',
      checkedAt: null,
      error: options.feed === null ? NO_FEED : null,
    };
  }

  /** What is known now; a look that is due begins beside it. */
  state(): UpdateState {
    if (this.#isDue()) void this.check();
    return this.#state;
  }

  /** Looks now, or joins the look under way; at most 10 s per question. Never rejects. */
  check(): Promise<void> {
    if (this.#options.feed === null) return Promise.resolve();
    this.#checking ??= this.#look(this.#options.feed).finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  #isDue(): boolean {
    if (this.#options.feed === null || this.#checking !== null) return false;
    if (this.#checkedAt === null || this.#options.channel() !== this.#state.channel) return true;
    const kept = this.#state.error === null ? KEEP_MS : KEEP_ERROR_MS;
    return this.#options.clock.monotonic() - this.#checkedAt >= kept;
  }

  async #look(feed: ReleaseFeed): Promise<void> {
    const { clock, currentVersion } = this.#options;
    const channel = this.#options.channel();
    try {
      const known = this.#state.currentNotes;
      const [release, notes] = await Promise.all([
        feed.newest(channel),
        // Notes of the running version are an extra: without them the answer still holds.
        known === '' ? feed.notesOf(currentVersion).catch(() => '') : known,
      ]);
      const available = release !== null && isNewer(release.version, currentVersion);
      this.#state = { ...this.#state, channel, release, available, currentNotes: notes, error: null };
    } catch (cause) {
      this.#state = { ...this.#state, channel, error: cause instanceof Error ? cause.message : String(cause) };
    }
    this.#checkedAt = clock.monotonic();
    this.#state = { ...this.#state, checkedAt: clock.now() };
    this.#tell();
  }

  #tell(): void {
    const { release, available, error } = this.#state;
    if (!available || error !== null || release === null || release.version === this.#told) return;
    this.#told = release.version;
    this.#options.onAvailable(this.#state);
  }
}
