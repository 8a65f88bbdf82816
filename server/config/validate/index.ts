import { isLoopback, type ValidationError } from '../../contract/index.ts';
import { fieldByPattern, isTableOfFields, type Field } from '../catalogue/index.ts';
import { arrTypeOf, patternOf, sectionPattern, sectionsOf } from '../sections.ts';
import { getAt, isTree, type Change, type Tree } from '../tree.ts';
import { isFreeSpaceOff } from '../values/size.ts';
import { categoryPath, comparableUrl, isFilled } from '../values/words.ts';
import { fieldProblem } from './field.ts';

/**
 * All reasons to refuse `changes` (api.md 2.8.3): the rules of every changed key, the section checks they trigger, and
 * the cross-checks over the whole result. A fault that `before` has already does not block an unrelated save.
 * `wholeDocument` accepts the forms a file may hold where single changes may not.
 */
export function validate(
  changes: readonly Change[],
  before: Tree,
  after: Tree,
  options: { wholeDocument: boolean },
): ValidationError[] {
  const known = new Set(crossChecks(before).map(keyOf));
  const errors = [
    ...changes.flatMap((change) => changeErrors(change, options.wholeDocument)),
    ...sectionErrors(changes, after),
    ...crossChecks(after).filter((error) => !known.has(keyOf(error))),
  ];
  return [...new Map(errors.map((error) => [keyOf(error), error])).values()];
}

function changeErrors({ path, value }: Change, wholeDocument: boolean): ValidationError[] {
  const dotted = path.join('.');
  if (path.length === 0 || path.some((part) => part.trim() === '' || part === '__proto__')) {
    return [{ path: dotted, message: 'Invalid configuration key' }];
  }
  if (value === null) return [];
  if (/^animarr/i.test(dotted)) {
    return [{ path: dotted, message: 'Animarr sections are no longer supported; use Sonarr' }];
  }
  const pattern = patternOf(path);
  const field = fieldByPattern(pattern);
  if (field === null) {
    if (!isTree(value))
      return isTableOfFields(pattern) ? [{ path: dotted, message: 'Must be a section, not a value' }] : [];
    return Object.entries(value).flatMap(([key, item]) =>
      changeErrors({ path: [...path, key], value: item }, wholeDocument),
    );
  }
  if (wholeDocument && isFileForm(field, value)) return [];
  const message = fieldProblem(field, value);
  return message === null ? [] : [{ path: dotted, message }];
}

/** What a file may hold where a single change may not (config.md 7): options in any case, booleans, the old `Hardlink`. */
function isFileForm({ path, type, options = [] }: Field, value: unknown): boolean {
  if (type !== 'enum') return false;
  if (typeof value === 'boolean') return /\.(SearchBySeries|HitAndRunMode)$/.test(path);
  if (typeof value !== 'string') return false;
  const word = value.trim().toLowerCase();
  if (word === 'hardlink') return path === '<arr>.importMode';
  return options.some((option) => String(option).toLowerCase() === word);
}

/** Checks of a section that only run when one of its deciding keys is among the changes. */
function sectionErrors(changes: readonly Change[], after: Tree): ValidationError[] {
  const bySection = new Map<string, Change[]>();
  for (const change of changes) {
    const [name = ''] = change.path;
    const known = bySection.get(name);
    if (known === undefined) bySection.set(name, [change]);
    else known.push(change);
  }
  const touched = (name: string, keys: readonly string[]): boolean =>
    (bySection.get(name) ?? []).some(({ path, value }) =>
      path.length === 1
        ? isTree(value) && keys.some((key) => Object.hasOwn(value, key))
        : keys.some((key) => key.toLowerCase() === path[1]?.toLowerCase()),
    );
  const errors: ValidationError[] = [];
  for (const [name, table] of Object.entries(after)) {
    if (!isTree(table)) continue;
    if (arrTypeOf(name) !== null && touched(name, ['Managed', 'URI', 'APIKey', 'Category'])) {
      errors.push(...arrErrors(name, table));
    } else if (sectionPattern(name) === '<qbit>' && touched(name, ['Disabled', 'Host', 'Port'])) {
      errors.push(...qbitErrors(name, table));
    }
  }
  const space = getAt(after, ['Settings', 'FreeSpace']) ?? '-1';
  const folder = getAt(after, ['Settings', 'FreeSpaceFolder']);
  if (touched('Settings', ['FreeSpace', 'FreeSpaceFolder']) && !isFreeSpaceOff(space) && !isFilled(folder)) {
    const message = 'Free Space Folder is required when Free Space monitoring is enabled';
    errors.push({ path: 'Settings.FreeSpaceFolder', message });
  }
  if (touched('WebUI', ['AuthDisabled', 'Host', 'AllowInsecureExposure'])) errors.push(...exposureErrors(after));
  return errors;
}

function arrErrors(name: string, table: Tree): ValidationError[] {
  if (table['Managed'] === false) return [];
  const rules: readonly (readonly [string, boolean, string])[] = [
    ['URI', isFilled(table['URI']), 'URI must be set to a valid URL when the instance is managed'],
    ['APIKey', isFilled(table['APIKey']), 'APIKey must be provided when the instance is managed'],
    ['Category', categoryPath(table['Category'], '') !== '', 'Category is required when Managed'],
  ];
  return rules.filter(([, fine]) => !fine).map(([key, , message]) => ({ path: `${name}.${key}`, message }));
}

function qbitErrors(name: string, table: Tree): ValidationError[] {
  if (table['Disabled'] === true) return [];
  const errors: ValidationError[] = [];
  if (!isFilled(table['Host'])) errors.push({ path: `${name}.Host`, message: 'Host is required when qBit is enabled' });
  const port = table['Port'];
  const number = typeof port === 'string' && port.trim() !== '' ? Number(port) : port;
  const message =
    port === undefined || port === ''
      ? 'Port is required when qBit is enabled'
      : typeof number !== 'number' || !Number.isInteger(number)
        ? 'Port must be a number'
        : number < 1 || number > 65_535
          ? 'Port must be between 1 and 65535'
          : null;
  return message === null ? errors : [...errors, { path: `${name}.Port`, message }];
}

function exposureErrors(after: Tree): ValidationError[] {
  const host = getAt(after, ['WebUI', 'Host']);
  const open = getAt(after, ['WebUI', 'AuthDisabled']) === true;
  if (!open || typeof host !== 'string' || isLoopback(host)) return [];
  if (getAt(after, ['WebUI', 'AllowInsecureExposure']) === true) return [];
  const message = ['0.0.0.0', '::'].includes(host.trim())
    ? 'AllowInsecureExposure must be true when AuthDisabled is true and Host is 0.0.0.0 or ::'
    : `AllowInsecureExposure must be true when AuthDisabled is true and other machines can reach ${host}`;
  return [{ path: 'WebUI.AllowInsecureExposure', message }];
}

/** Rules between sections (supervisor.md 3.4, Q47, S20): addresses, categories and names of managed sections differ. */
function crossChecks(tree: Tree): ValidationError[] {
  const { qbits, arrs } = sectionsOf(tree);
  const errors: ValidationError[] = [];
  const owners = new Map<string, string>();
  for (const { name, table } of qbits) {
    const list: unknown = table['ManagedCategories'];
    for (const category of Array.isArray(list) ? list : [])
      owners.set(categoryPath(category, ''), `${name}.ManagedCategories`);
  }
  owners.set(categoryPath(getAt(tree, ['Settings', 'FailedCategory']), 'failed'), 'Settings.FailedCategory');
  owners.set(categoryPath(getAt(tree, ['Settings', 'RecheckCategory']), 'recheck'), 'Settings.RecheckCategory');
  const addresses = new Map<string, string>();
  const names = new Map<string, string>();
  for (const { name, table } of arrs.filter((section) => section.table['Managed'] === true)) {
    const twin = names.get(name.toLowerCase());
    if (twin !== undefined)
      errors.push({ path: name, message: `The name differs from ${twin} only in its letter case` });
    names.set(name.toLowerCase(), name);
    const address = isFilled(table['URI']) ? comparableUrl(table['URI']) : null;
    const sharer = address === null ? undefined : addresses.get(address);
    if (sharer !== undefined) errors.push({ path: `${name}.URI`, message: `URI is already used by ${sharer}` });
    if (address !== null) addresses.set(address, name);
    const category = categoryPath(table['Category'], name);
    const owner = owners.get(category);
    if (owner !== undefined) {
      errors.push({ path: `${name}.Category`, message: `Category "${category}" is already used by ${owner}` });
    }
    owners.set(category, owner ?? name);
  }
  return errors;
}

function keyOf({ path, message }: ValidationError): string {
  return `${path}\n${message}`;
}
