import { describe, expect, it } from 'vitest';
import { configFieldList } from '../../../server/config/forms/fields.ts';
import { generateDefault } from '../../../server/config/template.ts';
import { parseToml } from '../../../server/config/browser.ts';
import { emptyEnvironment } from '../../../server/config/environment.ts';
import { resolveSettings } from '../../../server/config/resolve/index.ts';
import { planChanges } from '../../../server/config/service/plan.ts';
import { passedTest } from '../../../server/contract/samples.ts';
import { categoryRows } from './categories.ts';
import { addressOf, addressText, changesOf, freeName, isNameOf, missingOf } from './changes.ts';
import { emptyDraft, readDraft, type DraftApp, type SetUpDraft, type SetUpSecrets } from './draft.ts';

const app = (change: Partial<DraftApp> = {}): DraftApp => ({
  id: '1',
  type: 'radarr',
  name: 'Radarr-1080',
  url: 'http://localhost:7878',
  used: true,
  category: '',
  skipTlsVerify: false,
  ...change,
});
const blank = { Managed: true, URI: 'CHANGE_ME', APIKey: 'CHANGE_ME' };
const generated = { qBit: {}, 'Sonarr-TV': blank, 'Radarr-1080': blank, 'Radarr-4K': blank };
const secrets = (change: Partial<SetUpSecrets> = {}): SetUpSecrets => ({
  qbitPassword: 'pw',
  keys: { '1': 'key', '2': 'key' },
  password: '',
  repeat: '',
  ...change,
});
const changes = (draft: Partial<SetUpDraft>, tree: Record<string, unknown> = generated) =>
  changesOf({
    draft: { ...emptyDraft, ...draft },
    secrets: secrets(),
    tree,
    fields: configFieldList(),
  });

describe('what a set-up writes (ui.md 7)', () => {
  it('an app fills in its section of the generated file; those left over are switched off, not deleted', () => {
    expect(changes({ apps: [app({ category: 'films' })] })).toMatchObject({
      'Radarr-1080.Managed': true,
      'Radarr-1080.URI': 'http://localhost:7878',
      'Radarr-1080.APIKey': 'key',
      'Radarr-1080.Category': 'films',
      'Radarr-4K.Managed': false,
      'Sonarr-TV.Managed': false,
    });
    expect(Object.values(changes({ apps: [app()] }))).not.toContain(null);
  });

  it('a section that was filled in by hand is left alone', () => {
    const mine = { ...generated, 'Radarr-4K': { Managed: true, URI: 'http://nas:7878' } };
    expect(changes({ apps: [app()] }, mine)).not.toHaveProperty(['Radarr-4K.Managed']);
  });

  it('a name of its own gets a whole section with the defaults of a generated one', () => {
    const section = changes({ apps: [app({ name: 'Radarr-Kids' })] })['Radarr-Kids'];
    expect(section).toMatchObject({
      Managed: true,
      APIKey: 'key',
      ReSearch: true,
      EntrySearch: { SearchMissing: true },
      Torrent: { Trackers: [] },
    });
    expect(section).not.toHaveProperty('EntrySearch.SearchBySeries');
  });

  it('an app without key, with a wrong name or not used is not written', () => {
    const none = secrets({ keys: {} });
    expect(missingOf(app(), none)).toBe('key');
    expect(missingOf(app({ url: '' }), secrets())).toBe('address');
    expect(missingOf(app({ name: 'Sonarr' }), secrets())).toBe('name');
    expect(missingOf(app({ used: false }), secrets())).toBe('unused');
    expect(changes({ apps: [app({ id: '9' })] })).not.toHaveProperty(['Radarr-1080.URI']);
  });

  it.each([
    ['http://nas:8080', { 'qBit.Host': 'nas', 'qBit.Port': 8080 }],
    ['nas:9090', { 'qBit.Host': 'nas', 'qBit.Port': 9090 }],
    ['http://nas', { 'qBit.Host': 'nas', 'qBit.Port': 80 }],
    ['https://nas/qb/', { 'qBit.Host': 'https://nas/qb', 'qBit.Port': 443 }],
    ['http://[::1]:8080', { 'qBit.Host': '[::1]', 'qBit.Port': 8080 }],
  ])('qBittorrent at %s', (url, wanted) => {
    expect(changes({ qbit: { ...emptyDraft.qbit, url, userName: ' me ' } })).toMatchObject({
      'qBit.Disabled': false,
      'qBit.UserName': 'me',
      'qBit.Password': 'pw',
      ...wanted,
    });
  });

  it('any certificate will do where it was said so, and only over https', () => {
    const written = (url: string) => {
      const qbit = { ...emptyDraft.qbit, url, skipTlsVerify: true };
      const all = changes({ qbit, apps: [app({ url, skipTlsVerify: true })] });
      return [all['qBit.SkipTLSVerify'], all['Radarr-1080.SkipTLSVerify']];
    };
    expect(written('https://nas:9443')).toEqual([true, true]);
    expect(written('http://nas:9090')).toEqual([undefined, undefined]);
    const strict = changes({ qbit: { ...emptyDraft.qbit, url: 'https://nas' } });
    expect(strict).toMatchObject({ 'qBit.SkipTLSVerify': false });
  });

  it('without qBittorrent nothing but its switch is written', () => {
    const written = changes({ qbit: { ...emptyDraft.qbit, used: false, url: 'http://nas', userName: 'me' } });
    expect(Object.keys(written).filter((key) => key.startsWith('qBit.'))).toEqual(['qBit.Disabled']);
  });

  it('folder, its name for qBittorrent and the space to keep free', () => {
    expect(changes({ folder: '/mnt/dl', remote: '/dl', keepFree: '50' })).toMatchObject({
      'Settings.CompletedDownloadFolder': '/mnt/dl',
      'Settings.PathMappings': [{ remote: '/dl', local: '/mnt/dl' }],
      'Settings.FreeSpace': '50G',
      'Settings.FreeSpaceFolder': '/mnt/dl',
    });
    const plain = changes({ folder: '/dl', remote: '/dl', keepFree: '-3' });
    expect(Object.keys(plain).filter((key) => /PathMappings|FreeSpace/.test(key))).toEqual([]);
  });

  it('who may open the panel: as chosen, else as it is', () => {
    expect(changes({ access: 'computer' })).toMatchObject({ 'WebUI.Host': '127.0.0.1' });
    expect(changes({ access: 'network' })).toMatchObject({ 'WebUI.Host': '0.0.0.0' });
    expect(changes({})).not.toHaveProperty(['WebUI.Host']);
  });
});

describe('what a set-up writes is what a save takes (api.md 2.8.3)', () => {
  const text = generateDefault();
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error('the generated file does not parse');
  const { tree } = parsed;

  it.each<[string, Partial<SetUpDraft>]>([
    [
      'all of it',
      {
        apps: [app(), app({ id: '2', name: 'Radarr-Kids', url: 'http://nas:7878' })],
        folder: '/dl',
        remote: '/x',
        keepFree: '5',
        access: 'network',
      },
    ],
    ['search only', { apps: [app()], qbit: { ...emptyDraft.qbit, used: false, url: '' } }],
    ['qBittorrent alone', {}],
  ])('%s', (_, draft) => {
    const plan = planChanges(changes(draft, tree), text, tree);
    expect(plan).toMatchObject({ ok: true });
    const { engine, issues } = resolveSettings(plan.ok ? plan.tree : {}, emptyEnvironment);
    expect(engine.arrs.map(({ name }) => name)).toEqual((draft.apps ?? []).map(({ name }) => name));
    expect(engine.qbits).toHaveLength(draft.qbit?.used === false ? 0 : 1);
    expect(issues.filter(({ path }) => !path.startsWith('Settings.'))).toEqual([]);
  });
});

describe('names and addresses (ui.md 7)', () => {
  it('the first free section of the generated file, then the app, then numbers', () => {
    const taken = [app(), app({ id: '2', name: 'Radarr-4K' }), app({ id: '3', name: 'Radarr' })];
    expect(freeName('radarr', generated, [])).toBe('Radarr-1080');
    expect(freeName('radarr', generated, taken.slice(0, 1))).toBe('Radarr-4K');
    expect(freeName('radarr', generated, taken.slice(0, 2))).toBe('Radarr');
    expect(freeName('radarr', generated, taken)).toBe('Radarr-1');
  });

  it('a name says which app it is for', () => {
    expect(['Radarr', 'radarr-4k', 'Radarr-My films'].every((name) => isNameOf('radarr', name))).toBe(true);
    expect(['Sonarr', 'Radarr4K', 'Radarr.4K', ''].some((name) => isNameOf('radarr', name))).toBe(false);
  });

  it('an address may come without scheme, and only http counts', () => {
    const text = (written: string) => {
      const url = addressOf(written);
      return url === null ? null : addressText(url);
    };
    expect(text(' localhost:7878/radarr/ ')).toBe('http://localhost:7878/radarr');
    expect([text(''), text('ftp://nas'), text('http://')]).toEqual([null, null, null]);
  });
});

describe('categories of a set-up (ui.md 7, step 4)', () => {
  const state = (theirs: string[] | null, known: string[] | null, change: Partial<DraftApp> = {}) =>
    categoryRows([app(change)], theirs === null ? {} : { '1': passedTest(theirs) }, known)[0]?.state;

  it.each([
    ['fine', ['radarr'], ['radarr'], 'radarr'],
    ['made-later', ['radarr'], ['other'], 'radarr'],
    ['none', [], ['radarr'], ''],
    ['differs', ['radarr'], ['radarr'], 'films'],
    ['unknown', null, ['radarr'], ''],
    ['unknown', ['radarr'], null, 'radarr'],
  ] as const)('%s', (wanted, theirs, known, category) => {
    expect(state(theirs === null ? null : [...theirs], known === null ? null : [...known], { category })).toBe(wanted);
  });

  it('shared by two apps, each told the other', () => {
    const rows = categoryRows(
      [app(), app({ id: '2', name: 'Radarr-4K', category: 'radarr-1080' })],
      { '1': passedTest(['films']) },
      [],
    );
    expect(rows.map((row) => [row.state, row.twin])).toEqual([
      ['shared', 'Radarr-4K'],
      ['shared', 'Radarr-1080'],
    ]);
  });
});

it('a draft of an older version is gone on with', () => {
  const { skipTlsVerify: _, ...qbit } = emptyDraft.qbit;
  expect(readDraft(JSON.stringify({ ...emptyDraft, qbit: { ...qbit, url: 'http://nas' } }))?.qbit).toEqual({
    ...emptyDraft.qbit,
    url: 'http://nas',
  });
});

it('a kept draft never holds a secret, and a broken one is none', () => {
  expect(JSON.stringify(emptyDraft)).not.toMatch(/password|key/i);
  expect(readDraft('{"qbit":1}')).toBeNull();
  expect(readDraft('no json')).toBeNull();
  expect(readDraft(JSON.stringify({ ...emptyDraft, password: 'x' }))).toEqual(emptyDraft);
});
