import type { SecretLookup } from '../../contract/index.ts';
import { fieldByPattern } from '../catalogue/index.ts';
import type { Environment } from '../environment.ts';
import { patternOf, splitKey } from '../sections.ts';
import { getAt, type Tree } from '../tree.ts';

/** The secret at a dotted key of the file, for showing it to its owner (ui.md CF-11). */
export function lookUpSecret(dotted: string, tree: Tree, { overrides, seeds }: Environment): SecretLookup {
  const path = splitKey(dotted, new Set(Object.keys(tree)));
  const pattern = patternOf(path);
  const field = fieldByPattern(pattern);
  if (field?.secret !== true || field.fingerprint === true) return { kind: 'none' };
  const stored = getAt(tree, path);
  const fromOutside =
    overrides.some((one) => one.path === dotted) ||
    (stored === undefined && path[0] === 'qBit' && seeds.some((one) => one.path === pattern));
  if (fromOutside) return { kind: 'environment', variable: field.env ?? '' };
  return typeof stored === 'string' && stored !== '' ? { kind: 'value', value: stored } : { kind: 'empty' };
}
