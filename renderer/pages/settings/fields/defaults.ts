import { arrTypeOf } from '../../../../server/config/browser.ts';
import type { ConfigField } from '../../../../server/contract/index.ts';

const isDerived = (value: unknown): value is { from: string } =>
  typeof value === 'object' && value !== null && 'from' in value && typeof value.from === 'string';

/** What a new section holds for a key: by name, then by kind, then in general; undefined = it is left out. */
export function defaultOf(field: ConfigField, section: string): unknown {
  const { defaultByName, defaultByType } = field;
  const type = arrTypeOf(section);
  if (defaultByName !== null && section.toLowerCase().includes(defaultByName.contains)) return defaultByName.value;
  if (defaultByType !== null && type !== null) return defaultByType[type];
  if (isDerived(field.default)) return section.toLowerCase();
  return field.default ?? undefined;
}

/** Where the value of an absent key comes from; null when it has one of its own. */
export function inheritedFrom(field: ConfigField): string | null {
  return isDerived(field.whenMissing) ? field.whenMissing.from : null;
}

/** What holds while a key is absent; undefined when that is taken from elsewhere, or nothing. */
export function whenAbsent(field: ConfigField): unknown {
  return isDerived(field.whenMissing) ? undefined : (field.whenMissing ?? undefined);
}
