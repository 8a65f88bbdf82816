import type { ConfigField, FieldControl } from '../../contract/index.ts';
import { catalogue, hasNoEffect, type Field } from '../catalogue/index.ts';
import { fieldEffect } from '../reload/effect.ts';
import { offValue, optionsOf } from './words.ts';

/** The version of the file format's home for keys that came from there. */
const fromReference = 'qBitrr';
const firstOwn = '0.1.0';

/** All fields as the panel needs them (ui.md CF-1), from the catalogue alone. */
export function configFieldList(): ConfigField[] {
  return catalogue.map((field) => ({
    path: field.path,
    key: field.path.split('.').at(-1) ?? '',
    label: field.label,
    group: field.group,
    advanced: field.advanced ?? false,
    hidden: field.hidden ?? false,
    inert: hasNoEffect(field),
    control: field.control ?? controlOf(field),
    type: field.type,
    help: field.help,
    example: field.example ?? null,
    aliases: [...(field.aliases ?? [])],
    default: field.default,
    defaultByType: field.defaultByType ?? null,
    defaultByName: field.defaultByName ?? null,
    inTemplate: field.inTemplate ?? true,
    whenMissing: field.whenMissingHere ?? field.whenMissing,
    off: offValue(field),
    special: [...(field.special ?? [])],
    options: field.options === undefined ? null : optionsOf(field),
    unit: field.unit ?? null,
    min: field.formMin ?? field.min ?? null,
    max: field.formMax ?? field.max ?? null,
    required: field.required ?? false,
    requiredWhen: field.requiredWhen ?? null,
    secret: field.secret ?? false,
    appliesTo: field.appliesTo === undefined ? null : [...field.appliesTo],
    effect: fieldEffect(field),
    env: field.env ?? null,
    since: field.since ?? (field.own === true ? firstOwn : fromReference),
  }));
}

function controlOf(field: Field): FieldControl {
  if (field.secret === true) return 'secret';
  switch (field.type) {
    case 'bool':
      return 'switch';
    case 'int':
    case 'float':
      return 'number';
    case 'enum':
      return 'select';
    case 'duration':
      return 'duration';
    case 'bytes':
      return 'size';
    case 'string[]':
      return 'tags';
    case 'table':
      return 'profiles';
    case 'table[]':
      return 'tables';
    default:
      return 'text';
  }
}
