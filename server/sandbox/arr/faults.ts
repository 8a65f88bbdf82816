/**
 * What a faulty path does instead of answering well: `reset` drops the connection before the request has an effect,
 * `lost` after it; `hang` never answers; `truncated` cuts the right answer in half; the others answer as named.
 */
export type FaultKind = 'reset' | 'lost' | 'hang' | '401' | '404' | '429' | '500' | '503' | 'html' | 'truncated';

interface Fault {
  pattern: string | RegExp;
  kind: FaultKind;
  left: number;
}

/** Faults in the order they were set; the first that fits a request is used up by it. */
export class Faults {
  #faults: Fault[] = [];

  /**
   * `pattern`: a string fits the path under the API base and everything below it (`/queue`, `/queue/5`); an expression is
   * tested against `METHOD /path`.
   */
  add(pattern: string | RegExp, kind: FaultKind, times: number): void {
    this.#faults.push({ pattern, kind, left: times });
  }

  clear(): void {
    this.#faults = [];
  }

  take(method: string, path: string): FaultKind | null {
    const fault = this.#faults.find(({ pattern, left }) => left > 0 && fits(pattern, method, path));
    if (fault === undefined) return null;
    fault.left -= 1;
    return fault.kind;
  }
}

function fits(pattern: string | RegExp, method: string, path: string): boolean {
  if (typeof pattern === 'string') return path === pattern || path.startsWith(`${pattern}/`);
  return pattern.test(`${method} ${path}`);
}
