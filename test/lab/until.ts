import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks again every 50 ms until the answer is neither false, null nor undefined, and returns it.
 * @throws Error naming `what` after 30 s; an error of the question itself ends the wait at once.
 */
export async function until<T>(
  what: string,
  question: () => Promise<T> | T,
  timeoutMs = 30_000,
): Promise<Exclude<T, false | null | undefined>> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await question();
    if (isAnswer(answer)) return answer;
    if (performance.now() > end) throw new Error(`gave up after ${timeoutMs / 1000} s waiting until ${what}`);
    await wait(50);
  }
}

function isAnswer<T>(answer: T): answer is Exclude<T, false | null | undefined> {
  return answer !== false && answer !== null && answer !== undefined;
}
