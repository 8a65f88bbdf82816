import path from 'node:path';

/** Milliseconds a disk may take to answer. */
const patience = 10_000;

/** A disk that does not answer, as a network share does whose server is gone. Looks like any other file error. */
export class SilentDiskError extends Error {
  readonly code = 'ETIMEDOUT';
  readonly syscall = 'wait';

  constructor(place: string) {
    super(`the disk below ${place} does not answer`);
    this.name = 'SilentDiskError';
  }
}

const silent = new Set<string>();

/**
 * Does file work with an end to its waiting. Each call that hangs costs the process one of its four file threads, so a place that does not
 * answer is not asked again before the first call has come back.
 * @throws SilentDiskError and what the work throws.
 */
export async function patiently<T>(file: string, work: () => Promise<T>, waitMs = patience): Promise<T> {
  const place = placeOf(file);
  if (silent.has(place)) throw new SilentDiskError(place);
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      silent.add(place);
      reject(new SilentDiskError(place));
    }, waitMs);
  });
  const answer = work().finally(() => silent.delete(place));
  // When it comes back after all, nobody waits for it any more.
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Mounts lie one or two folders deep: `/mnt/nas`, `/data/films`, `D:\films`. */
function placeOf(file: string): string {
  return path.resolve(file).split(path.sep).slice(0, 3).join(path.sep);
}
