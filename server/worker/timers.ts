import { ClientError } from '../clients/http.ts';
import type { Clock } from '../contract/index.ts';
import type { ArrLink } from './arr-link.ts';

type TimedCommand = Parameters<ArrLink['timed']>[0];

/**
 * L11: commands of the Arr itself that are repeated: each at most once per interval, the first at once. A failure is told and tried
 * again at the next pass. Lidarr is not asked to refresh, as in the reference.
 */
export class ArrTimers {
  readonly #clock: Clock;
  readonly #log: (message: string) => void;
  readonly #last = new Map<TimedCommand, number>();

  constructor(clock: Clock, log: (message: string) => void) {
    this.#clock = clock;
    this.#log = log;
  }

  async run(link: ArrLink): Promise<void> {
    const { rssSyncMinutes, refreshDownloadsMinutes, type } = link.instance;
    await this.#runOne(link, 'RssSync', rssSyncMinutes);
    await this.#runOne(link, 'RefreshMonitoredDownloads', type === 'lidarr' ? 0 : refreshDownloadsMinutes);
  }

  async #runOne(link: ArrLink, command: TimedCommand, minutes: number): Promise<void> {
    const now = this.#clock.monotonic();
    if (minutes <= 0 || now - (this.#last.get(command) ?? -Infinity) < minutes * 60_000) return;
    try {
      await link.timed(command);
      this.#last.set(command, now);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      this.#log(`${command} failed, it is tried again at the next pass. ${error.message}`);
    }
  }
}
