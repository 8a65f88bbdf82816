import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogue, fieldByPattern, type Field } from './index.ts';

const source = new URL('../../../../shared/spec/config-fields.json', import.meta.url);
const fieldsFile = z.object({ fields: z.array(z.looseObject({ path: z.array(z.string()) })) });
type Fact = z.infer<typeof fieldsFile>['fields'][number];

function derived(value: unknown, path: string): unknown {
  if (typeof value !== 'string') return value;
  if (value === 'inherit') return { from: 'general value' };
  if (value === 'inherit from the qBit instance') return { from: '<qbit>.MatchSubcategories' };
  if (value === '<section name>') return { from: 'section name' };
  if (value === '<section name in lower case>') return { from: 'section name in lower case' };
  if (value.startsWith('see ')) return { from: value.slice(4) };
  return value.startsWith('Settings.') && path !== value ? { from: value } : value;
}

/** Q28: our generated patterns work, those of the reference ask for a literal backslash. */
function working(value: unknown): unknown {
  return JSON.parse((JSON.stringify(value) ?? 'null').replaceAll('\\\\\\\\d', '\\\\d'));
}

function expected(fact: Fact): Record<string, unknown> {
  const path = fact.path.join('.');
  const arrs = z.array(z.string()).safeParse(fact['appliesTo']).data ?? [];
  const server = z.array(z.string()).safeParse(fact['validatedBy']).data?.includes('server') ?? false;
  return {
    type: fact['type'],
    default: derived(fact['default'], path),
    defaultByType: working(fact['defaultByType']),
    whenMissing: derived(fact['whenMissing'], path),
    autofill: fact['autofill'],
    options: fact['enum'],
    pattern: fact['pattern'],
    min: fact['min'],
    max: fact['max'],
    formMin: fact['formMin'],
    formMax: fact['formMax'],
    unit: fact['unit'],
    required: fact['required'],
    secret: fact['secret'],
    placeholder: fact['placeholder'] === 'CHANGE_ME',
    hidden: fact['hidden'] ?? false,
    inert: fact['inert'] ?? false,
    deprecated: fact['deprecated'] ?? false,
    inTemplate: fact['inTemplate'],
    unchecked: !server,
    appliesTo: arrs.length === 4 || arrs.length === 0 ? undefined : arrs,
    env: fact['env'] ?? undefined,
    reload: fact['reload'],
  };
}

function actual(field: Field): Record<string, unknown> {
  return {
    type: field.type,
    default: field.default,
    defaultByType: field.defaultByType ?? null,
    whenMissing: field.whenMissing,
    autofill: field.autofill ?? false,
    options: field.options,
    pattern: field.pattern,
    min: field.min,
    max: field.max,
    formMin: field.formMin,
    formMax: field.formMax,
    unit: field.unit,
    required: field.required ?? false,
    secret: field.secret ?? false,
    placeholder: field.placeholder ?? false,
    hidden: field.hidden ?? false,
    inert: field.inert ?? false,
    deprecated: field.deprecated ?? false,
    inTemplate: field.inTemplate ?? true,
    unchecked: field.unchecked ?? false,
    appliesTo: field.appliesTo,
    env: field.env,
    reload: field.reload,
  };
}

describe('catalogue', () => {
  it('names every key once and explains it', () => {
    const paths = catalogue.map((field) => field.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(catalogue.filter((field) => field.help.length < 10)).toEqual([]);
  });

  it('has the keys of design.md 9', () => {
    for (const path of ['Settings.ObserveOnly', '<qbit>.ApiKey', 'WebUI.AllowedHosts', 'Webhooks.<name>.URL']) {
      expect(fieldByPattern(path)?.own).toBe(true);
    }
  });

  it.skipIf(!existsSync(source))('says about every key what config-fields.json says', () => {
    const { fields } = fieldsFile.parse(JSON.parse(readFileSync(source, 'utf8')));
    const ours = new Map(catalogue.filter((field) => field.own !== true).map((field) => [field.path, actual(field)]));
    expect(ours).toEqual(new Map(fields.map((fact) => [fact.path.join('.'), expected(fact)])));
  });
});
