import { z } from 'zod';
import {
  configSaved,
  errorBody,
  tomlProblem,
  validationError,
  type ConfigSaved,
} from '../../../server/contract/index.ts';
import type { Problem } from './problems.ts';

/** What became of a save (api.md 2.8.3, 3.6). */
export type SaveOutcome =
  /** `etag` of the file afterwards, where it is known: what is undone has to be this version. */
  | { kind: 'saved'; saved: ConfigSaved; etag?: string }
  | { kind: 'refused'; reason: string; problems: Problem[] }
  | { kind: 'conflict' }
  | { kind: 'failed'; reason: string };

const refusal = errorBody.extend({
  problem: tomlProblem.nullish(),
  validationErrors: z.array(validationError).nullish(),
});

function placeIn(details: string): Problem | null {
  const found = /line (\d+), column (\d+)(?:: (.*))?/s.exec(details);
  if (found === null) return null;
  return { line: Number(found[1]), column: Number(found[2]), path: null, message: found[3] ?? details };
}

function problemsOf(body: z.infer<typeof refusal>): Problem[] {
  const fields = (body.validationErrors ?? []).map((error) => ({ ...error, line: null, column: null }));
  const parse = body.problem ? { ...body.problem, path: null } : placeIn(body.details);
  return parse === null ? fields : [parse, ...fields];
}

/** Reads the status and body of POST /web/config; a body that is not ours is a failure with its status as the reason. */
export function saveOutcome(status: number, body: unknown): SaveOutcome {
  if (status === 412) return { kind: 'conflict' };
  if (status === 200) {
    const saved = configSaved.safeParse(body);
    return saved.success ? { kind: 'saved', saved: saved.data } : { kind: 'failed', reason: 'HTTP 200' };
  }
  const parsed = refusal.safeParse(body);
  if (!parsed.success) return { kind: 'failed', reason: `HTTP ${status}` };
  const reason = [parsed.data.error, parsed.data.details].filter(Boolean).join(': ');
  return status === 400 ? { kind: 'refused', reason, problems: problemsOf(parsed.data) } : { kind: 'failed', reason };
}
