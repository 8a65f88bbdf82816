import type { ConfigIssue, SaveResult, TomlProblem, ValidationError } from '../../contract/index.ts';
import { lineOf } from '../document/text.ts';
import { classify } from '../reload/classify.ts';
import type { Change } from '../tree.ts';
import type { SavePlan } from './plan.ts';

/** Why a save was not done. */
export function refusalOf(plan: SavePlan & { ok: false }): SaveResult & { ok: false } {
  switch (plan.kind) {
    case 'toml':
      return { ok: false, status: 400, error: 'Invalid TOML', problem: plan.problem };
    case 'refused':
      return { ok: false, status: plan.status, error: plan.error, details: plan.details };
    case 'invalid':
      return { ok: false, status: 400, error: 'Configuration validation failed', validationErrors: plan.errors };
  }
}

/** For a copy whose secrets cannot be read. */
export function unusable(details: string): SavePlan & { ok: false } {
  return { ok: false, kind: 'refused', status: 409, error: 'This copy cannot be read here', details };
}

/** A save that was done; `backup` names the copy of what was there before. */
export function savedAs(changes: readonly Change[], backup: string | null = null): SaveResult {
  const { type, affectedInstances } = classify(changes);
  const configReloaded = !['none', 'frontend'].includes(type);
  const kept = backup === null ? {} : { backup };
  return {
    ok: true,
    saved: { status: 'ok', configReloaded, reloadType: type, affectedInstances: [...affectedInstances], ...kept },
  };
}

/** A save that could not be written. */
export function failed(details: string): SaveResult {
  return { ok: false, status: 500, error: 'Failed to save config', details };
}

/** Where and why a text does not parse. */
export function placeOf({ line, column, message }: TomlProblem): string {
  return `line ${line}, column ${column}: ${message}`;
}

/** Where a key stands, to be put before it; '' when it stands nowhere. */
function lineWords(text: string, path: string): string {
  const line = lineOf(text, path);
  return line === null ? '' : `line ${line}, `;
}

/** The first few changed keys; values are left out, since some are secret. */
export function keysOf(changes: readonly Change[]): string {
  const keys = changes.slice(0, 5).map(({ path }) => path.join('.'));
  return keys.join(', ') + (changes.length > 5 ? ` and ${changes.length - 5} more` : '');
}

/** What is wrong with the file on disk. */
export function fileIssues(broken: TomlProblem | null, issue: string | null): ConfigIssue[] {
  const message = broken === null ? issue : `config.toml ${placeOf(broken)}. The last good settings stay in force.`;
  return message === null ? [] : [{ path: 'config.toml', message }];
}

/** Why an edit made on disk is not in force. */
export function notInForce(text: string, errors: readonly ValidationError[]): string {
  const faults = errors.map((one) => `${lineWords(text, one.path)}${one.path}: ${one.message}`).join('; ');
  return `The edited config.toml is not in force, because it has faults: ${faults}`;
}
