import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogue, fieldByPattern, type Field } from './index.ts';

/** Facts of the specification (config-fields.json) without its words. */
const source = new URL('../../../test/fixtures/config/facts.json', import.meta.url);
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

/** `name contains X (any case)`; the list of generated categories is covered by the default already. */
function nameRule(value: unknown): unknown {
  const [rule, given] = Object.entries(z.record(z.string(), z.unknown()).safeParse(value).data ?? {})[0] ?? [];
  const contains = /^name contains (\S+) \(any case\)$/.exec(rule ?? '')?.[1];
  return contains === undefined ? null : [contains, working(given)];
}

function expected(fact: Fact): Record<string, unknown> {
  const path = fact.path.join('.');
  const arrs = z.array(z.string()).safeParse(fact['appliesTo']).data ?? [];
  const server = z.array(z.string()).safeParse(fact['validatedBy']).data?.includes('server') ?? false;
  return {
    type: fact['type'],
    default: derived(fact['default'], path),
    defaultByType: working(fact['defaultByType'] ?? null),
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
    defaultByName: nameRule(fact['defaultByName']),
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
    defaultByName: field.defaultByName === undefined ? null : [field.defaultByName.contains, field.defaultByName.value],
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

  const { fields } = fieldsFile.parse(JSON.parse(readFileSync(source, 'utf8')));

  it('knows the 178 keys of the specification, and no other but our own', () => {
    const ours = catalogue.filter((field) => field.own !== true).map(({ path }) => path);
    expect(ours.toSorted()).toEqual(fields.map(({ path }) => path.join('.')).toSorted());
    expect(ours).toHaveLength(178);
  });

  it.each(fields.map((fact) => [fact.path.join('.'), fact] as const))(
    '%s is as the specification says',
    (path, fact) => {
      const field = fieldByPattern(path);
      expect(field && actual(field)).toEqual(expected(fact));
    },
  );

  it('CF-1, CF-6: every key has a name, a group and help; each section shows a few first', () => {
    for (const field of catalogue) {
      expect(field.label, field.path).toMatch(/^[A-Z0-9]/);
      expect(field.group, field.path).not.toBe('');
      expect(field.help, field.path).toMatch(/^[A-Z].*\.$/s);
      expect(field.help, field.path).not.toMatch(/!|please|sorry/i);
      const target = field.requiredWhen;
      if (target !== undefined) expect(fieldByPattern(target), field.path).not.toBeNull();
    }
    for (const section of ['Settings', 'WebUI', '<qbit>', '<arr>']) {
      const shown = catalogue.filter(
        ({ path, advanced, hidden }) => path.startsWith(`${section}.`) && !path.includes('[]') && !advanced && !hidden,
      );
      expect(shown.length, section).toBeGreaterThanOrEqual(5);
      expect(shown.length, section).toBeLessThanOrEqual(section === '<arr>' ? 30 : 16);
    }
  });

  it('an enumeration that needs words has one for each option', () => {
    for (const { path, options, optionLabels } of catalogue) {
      if (optionLabels !== undefined)
        expect(Object.keys(optionLabels).toSorted(), path).toEqual(options?.map(String).toSorted());
    }
  });
});
