import type { ImportNote } from '../../contract/index.ts';
import type { Tree } from '../tree.ts';

/** The configuration that is there already. */
export interface Current {
  readonly text: string;
  readonly tree: Tree;
}

export interface Notes {
  readonly understood: ImportNote[];
  readonly notUnderstood: ImportNote[];
  readonly attention: ImportNote[];
}

export type ImportFailure = { ok: false; status: 400 | 404; error: string; details: string };
export type ImportRead = ({ ok: true; text: string; tree: Tree } & Notes) | ImportFailure;

/** A refusal with its reason. */
export function refusal(status: 400 | 404, error: string, details: string): ImportFailure {
  return { ok: false, status, error, details };
}
