import type { Clock, DiskReport, ToHost } from '../contract/index.ts';

type NoticeMessage = Extract<ToHost, { type: 'notice' }>;

/** Something a manager wants the owner to see to. */
export interface Notice {
  readonly id: string;
  readonly subject: string;
  readonly severity: NoticeMessage['severity'];
  readonly message: string;
  /** Unix milliseconds. */
  readonly since: number;
}

/** Bytes by which free space must change before the managers hear of it again. */
const worthTelling = 256 * 1024 ** 2;

/** What managers told the owner, and the free-space guard's last report; all of it ends with its cause. */
export class Notices {
  readonly #clock: Clock;
  readonly #notices = new Map<string, Notice>();
  #disk: DiskReport | null = null;
  #told: number | null = null;
  #troubleSince: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes or ends a notice. */
  note({ id, subject, severity, message }: NoticeMessage): void {
    if (message === null) {
      this.#notices.delete(id);
      return;
    }
    const since = this.#notices.get(id)?.since ?? this.#clock.now();
    this.#notices.set(id, { id, subject, severity, message, since });
  }

  /** Takes the guard's report; returns true when the other managers should hear of it. */
  disk(report: DiskReport | null): boolean {
    this.#disk = report;
    const isTrouble = report !== null && (report.problem !== null || report.held > 0);
    this.#troubleSince = isTrouble ? (this.#troubleSince ?? this.#clock.now()) : null;
    const now = this.aboveMark();
    const differs =
      now === null || this.#told === null ? now !== this.#told : Math.abs(now - this.#told) >= worthTelling;
    if (differs) this.#told = now;
    return differs;
  }

  all(): Notice[] {
    return [...this.#notices.values()];
  }

  diskReport(): DiskReport | null {
    return this.#disk;
  }

  /** Unix milliseconds since when downloads are held or the disk cannot be measured, null while all is well. */
  diskTroubleSince(): number | null {
    return this.#troubleSince;
  }

  /** Bytes free above the mark, null when the guard is off or cannot measure. */
  aboveMark(): number | null {
    return this.#disk === null || this.#disk.free === null ? null : this.#disk.free - this.#disk.keep;
  }
}
