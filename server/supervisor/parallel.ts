/** Runs the jobs in order, at most `limit` at a time; resolves when all are done, whatever their outcome. */
export async function inParallel(jobs: readonly (() => Promise<unknown>)[], limit: number): Promise<void> {
  const waiting = [...jobs];
  const lane = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await Promise.allSettled([job()]);
  };
  await Promise.all(Array.from({ length: Math.min(limit, jobs.length) }, lane));
}
