import type { ConfigSchema, SchemaField } from '../../contract/index.ts';
import { catalogue, type Field } from '../catalogue/index.ts';
import { labelOf } from '../validate/field.ts';
import { helpLines } from './words.ts';

/** Keys the reference's form does not show. */
const notInForm = new Set([
  'Settings.ConfigVersion',
  'WebUI.PasswordHash',
  'WebUI.LiveArr',
  'WebUI.Theme',
  'WebUI.ViewDensity',
]);

/**
 * Answer of GET /config/schema (api.md 2.8.2): the fields a save checks, the stamp and the tracker lists, in the form
 * clients of the reference know. Ours stand among them; lists of other tables do not, since those clients would take them
 * for trackers.
 */
export function configSchema(): ConfigSchema {
  const fields = catalogue.filter(isListed);
  const under = (prefix: string, section: SchemaField['section']): SchemaField[] =>
    fields.filter(({ path }) => path.startsWith(`${prefix}.`)).map((field) => schemaField(field, section));
  return {
    version: 1,
    sections: {
      Settings: under('Settings', 'Settings'),
      WebUI: under('WebUI', 'WebUI'),
      qBit: under('<qbit>', 'qBit'),
      Arr: under('<arr>', 'Arr'),
    },
  };
}

function isListed(field: Field): boolean {
  if (field.path.includes('[]') || field.hidden === true || field.deprecated === true) return false;
  if (field.type === 'table[]') return field.path.endsWith('.Trackers');
  return field.unchecked !== true || field.path === 'Settings.ConfigVersion';
}

function schemaField(field: Field, section: SchemaField['section']): SchemaField {
  const [, ...path] = field.path.split('.');
  const live = field.reload !== 'full_restart';
  const isArr = section === 'Arr';
  const comments = helpLines(field);
  return {
    section,
    key: path.join('.'),
    label: labelOf(field),
    path,
    kind: kindOf(field),
    default: plainDefault(field),
    comments: comments.length === 1 ? (comments[0] ?? '') : comments,
    required: field.required ?? false,
    secure: field.secret ?? false,
    uiExpose: !notInForm.has(field.path),
    applyLive: isArr ? null : live,
    requiresRestart: isArr ? null : !live,
    ...(field.options !== undefined && { options: field.options.map(String) }),
    description: field.help,
    ...(field.example !== undefined && { placeholder: field.example }),
    ...(field.type === 'duration' && { nativeUnit: field.unit === 'minutes' ? 'minutes' : 'seconds' }),
    ...(field.min === -1 && { allowNegative: true }),
    ...(field.min !== undefined && { minimum: field.min }),
    ...(field.max !== undefined && { maximum: field.max }),
    ...(field.appliesTo !== undefined && { arrKinds: [...field.appliesTo] }),
  };
}

function kindOf(field: Field): SchemaField['kind'] {
  if (field.secret === true) return 'password';
  switch (field.type) {
    case 'bool':
      return 'checkbox';
    case 'int':
    case 'float':
      return 'number';
    case 'enum':
      return 'select';
    case 'duration':
      return 'duration';
    case 'string[]':
      return 'tags';
    case 'table':
      return 'mapping';
    case 'table[]':
      return 'trackers';
    default:
      return 'text';
  }
}

/** One value for all kinds of Arr, as the reference has it; a value taken from elsewhere is empty. */
function plainDefault({ default: value, defaultByType }: Field): unknown {
  if (defaultByType !== undefined) return defaultByType.radarr;
  return typeof value === 'object' && value !== null && 'from' in value ? '' : value;
}
