import type { Clock } from '../../contract/index.ts';
import type { ProcessControl } from '../services.ts';

/**
 * Body of GET /processes, serialised at most once per second and change: `uptime` moves by whole seconds, all else tells.
 */
export function createProcessBytes(control: ProcessControl, clock: Clock): () => Buffer {
  let kept: { second: number; body: Buffer } | null = null;
  control.onChange(() => {
    kept = null;
  });
  return () => {
    const second = Math.floor(clock.now() / 1000);
    if (kept?.second !== second) kept = { second, body: Buffer.from(JSON.stringify({ processes: control.rows() })) };
    return kept.body;
  };
}
