import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { configField, configSchema as schemaBody } from '../../contract/index.ts';
import { catalogue } from '../catalogue/index.ts';
import { configFieldList } from './fields.ts';
import { referencePage } from './reference.ts';
import { configSchema } from './schema.ts';

const page = new URL('../../../docs/configuration.md', import.meta.url);

describe('GET /config/schema (api.md 2.8.2)', () => {
  const { sections } = schemaBody.parse(configSchema());
  const own = new Set(catalogue.filter((field) => field.own === true).map(({ path }) => path.replace(/^[^.]+\./, '')));
  const reference = (fields: (typeof sections)['Settings']): string[] =>
    fields.filter(({ key, kind }) => !own.has(key) && kind !== 'trackers').map(({ key }) => key);

  it('has the 23, 21, 21 and 59 fields of the reference, and ours beside them', () => {
    const counts = Object.values(sections).map((fields) => reference(fields).length);
    expect(counts).toEqual([23, 21, 21, 59]);
    expect(sections.Settings.map(({ key }) => key)).toContain('ObserveOnly');
    expect(sections.Arr.filter(({ kind }) => kind === 'trackers').map(({ key }) => key)).toEqual(['Torrent.Trackers']);
  });

  it('describes a field with the members and names clients of the reference read', () => {
    expect(sections.WebUI.find(({ key }) => key === 'Port')).toEqual({
      section: 'WebUI',
      key: 'Port',
      label: 'WebUI Port',
      path: ['Port'],
      kind: 'number',
      default: 6969,
      comments: expect.anything(),
      required: false,
      secure: false,
      uiExpose: true,
      applyLive: true,
      requiresRestart: false,
      description: expect.any(String),
      placeholder: '6969',
      minimum: 1,
      maximum: 65535,
    });
    expect(sections.Arr.find(({ key }) => key === 'EntrySearch.SearchBySeries')).toMatchObject({
      path: ['EntrySearch', 'SearchBySeries'],
      kind: 'select',
      options: ['smart', 'true', 'false'],
      applyLive: null,
      requiresRestart: null,
      arrKinds: ['sonarr'],
    });
    expect(sections.Settings.find(({ key }) => key === 'SearchLoopDelay')).toMatchObject({
      kind: 'duration',
      nativeUnit: 'seconds',
      allowNegative: true,
    });
    expect(sections.qBit.find(({ key }) => key === 'Password')).toMatchObject({ kind: 'password', secure: true });
    expect(sections.qBit.find(({ key }) => key === 'Host')).toMatchObject({ applyLive: false, requiresRestart: true });
    expect(sections.Settings.find(({ key }) => key === 'ConfigVersion')).toMatchObject({ uiExpose: false });
  });
});

describe('GET /config/fields (ui.md CF-1)', () => {
  const fields = configFieldList().map((field) => configField.parse(field));
  const field = (path: string) => fields.find((one) => one.path === path);

  it('has every key of the catalogue once, each with name, group, effect and control', () => {
    expect(fields.map(({ path }) => path)).toEqual(catalogue.map(({ path }) => path));
  });

  it('tells what a change really does, where the class says more (supervisor.md 3.3)', () => {
    expect(field('Settings.Logging')?.effect).toBe('now');
    expect(field('Settings.MaxProcessRestarts')?.effect).toBe('now');
    expect(field('Settings.Tagless')?.effect).toBe('now');
    expect(field('<qbit>.Host')?.effect).toBe('restart-all');
    expect(field('WebUI.Port')?.effect).toBe('web');
    expect(field('WebUI.Token')?.effect).toBe('now');
    expect(field('WebUI.Theme')?.effect).toBe('screen');
    expect(field('<qbit>.Trackers')?.effect).toBe('qbittorrent');
    expect(field('<arr>.URI')?.effect).toBe('restart');
    expect(field('<arr>.EntrySearch.QualityProfileMappings')?.effect).toBe('restart-reset');
  });

  it('CF-2, CF-3: knows the control, the unit, the value for off and the words of options', () => {
    expect(field('Settings.FreeSpace')).toMatchObject({ control: 'size', off: '-1', example: '50G' });
    expect(field('<arr>.Torrent.SeedingMode.MaxSeedingTime')).toMatchObject({
      control: 'duration',
      unit: 'seconds',
      off: -1,
    });
    expect(field('<arr>.Torrent.SeedingMode.RemoveTorrent')?.options?.[0]).toEqual({ value: -1, label: 'Never' });
    expect(field('<arr>.MatchSubcategories')?.control).toBe('inherit-switch');
    expect(field('<arr>.URI')).toMatchObject({ requiredWhen: '<arr>.Managed', since: 'qBitrr' });
    expect(field('Settings.ObserveOnly')?.since).toBe('0.1.0');
  });
});

it('docs/configuration.md is what the catalogue says (run: node build/config-docs.mjs)', async () => {
  const style = await resolveConfig(page);
  const wanted = await format(referencePage(), { ...style, parser: 'markdown' });
  expect(readFileSync(page, 'utf8')).toBe(wanted);
});
