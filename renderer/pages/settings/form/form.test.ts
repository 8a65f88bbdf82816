import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { editToml, getAt, parseToml, sameValue, withChanges, type Tree } from '../../../../server/config/browser.ts';
import { configFieldList } from '../../../../server/config/forms/fields.ts';
import { startTexts } from '../../../text/i18n.ts';
import { testables } from '../connection.ts';
import { stepOf } from '../save-progress.tsx';
import { copyOf, freeName, nameProblem, newSection, renaming } from './instances.ts';
import { isUnusual, rowsOf, type FormRow } from './rows.ts';
import { cutAt, searchEntries, searchRows } from './search.ts';
import { formSections, sectionOfKey } from './sections.ts';
import { summaryOf } from './summary.ts';

const fields = configFieldList();
const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.tree;
};
const file = `
[Settings]
FreeSpace = "50G"
IgnoreTorrentsYoungerThan = 240
[WebUI]
Token = "[redacted]"
[qBit]
Host = "http://box:9090/qb"
Port = 8080
UserName = "me"
Password = "[redacted]"
[Radarr-4K]
Managed = true
URI = "http://h:7878"
APIKey = "[redacted]"
Old = 1
[Radarr-4K.EntrySearch.Overseerr]
SearchOverseerrRequests = true
OverseerrURI = "http://o"
OverseerrAPIKey = "[redacted]"
[Webhooks.Phone]
URL = "https://example.org/x"
`;
const tree = treeOf(file);
const sections = formSections(tree);
const rows = (now: Tree = tree, over: Partial<Parameters<typeof rowsOf>[1]> = {}): FormRow[] =>
  formSections(now).flatMap((section) =>
    rowsOf(section, { fields, locks: {}, tree: now, before: tree, plan: null, ...over }),
  );
const row = (dotted: string, all = rows()): FormRow => {
  const found = all.find((one) => one.dotted === dotted);
  if (found === undefined) throw new Error(`no row ${dotted}`);
  return found;
};

describe('sections of the form (ui.md 6.8)', () => {
  it('lists the program, qBittorrent, the Arrs and webhooks, each key under the longest name', () => {
    expect(sections.map(({ id }) => id)).toEqual(['Settings', 'WebUI', 'qBit', 'Radarr-4K', 'Webhooks.Phone']);
    const twins = formSections(treeOf('[Radarr]\nURI = ""\n["Radarr.4K"]\nURI = ""\n'));
    expect(sectionOfKey(twins, 'Radarr.4K.URI')?.id).toBe('Radarr.4K');
    expect(sectionOfKey(twins, 'Sonarr.URI')).toBeNull();
  });
  it('shows a Radarr only the keys Radarr has, and what is without effect only where the file has it', () => {
    const keys = rows().map(({ dotted }) => dotted);
    expect(keys).toContain('Radarr-4K.EntrySearch.SearchMissing');
    expect(keys).not.toContain('Radarr-4K.EntrySearch.AlsoSearchSpecials');
    expect(keys).not.toContain('Radarr-4K.Name');
    const named = treeOf(`${file}\n[Radarr-Old]\nName = "x"\n`);
    expect(rows(named).map(({ dotted }) => dotted)).toContain('Radarr-Old.Name');
  });
});

describe('rows (CF-5)', () => {
  it('says what changed, from which value', () => {
    const now = withChanges(tree, [{ path: ['Settings', 'FreeSpace'], value: '200G' }]);
    expect(row('Settings.FreeSpace', rows(now))).toMatchObject({ changed: true, before: '50G', value: '200G' });
    expect(row('Settings.LoopSleepTimer', rows(now)).changed).toBe(false);
  });
  it('says where an absent value comes from, with the value that is there', () => {
    expect(row('Radarr-4K.Torrent.IgnoreTorrentsYoungerThan')).toMatchObject({
      from: 'Settings.IgnoreTorrentsYoungerThan',
      fallback: 240,
    });
    expect(row('Radarr-4K.Category')).toMatchObject({ from: null, fallback: 'Radarr-4K' });
  });
  it('knows what is needed now: with its switch on, with a limit set', () => {
    expect(row('Radarr-4K.URI').required).toBe(true);
    expect(row('Settings.FreeSpaceFolder').required).toBe(true);
    const off = withChanges(tree, [
      { path: ['Radarr-4K', 'Managed'], value: false },
      { path: ['Settings', 'FreeSpace'], value: '-1' },
    ]);
    expect(row('Radarr-4K.URI', rows(off)).required).toBe(false);
    expect(row('Settings.FreeSpaceFolder', rows(off)).required).toBe(false);
  });
  it('what hangs on a switch that is off falls asleep, the switch and keys of the section itself never', () => {
    const asleep = rows()
      .filter((one) => one.asleep)
      .map(({ dotted }) => dotted);
    expect(asleep).toContain('Radarr-4K.EntrySearch.Ombi.OmbiURI');
    expect(asleep).toContain('Radarr-4K.EntrySearch.Ombi.ApprovedOnly');
    expect(asleep).toContain('WebUI.OIDC.Scopes');
    expect(asleep).not.toContain('Radarr-4K.EntrySearch.Ombi.SearchOmbiRequests');
    expect(asleep).not.toContain('Radarr-4K.EntrySearch.Overseerr.OverseerrURI');
    expect(asleep).not.toContain('Radarr-4K.EntrySearch.SearchMissing');
    expect(asleep).not.toContain('Settings.FreeSpaceFolder');
  });
  it('carries what the check says about it and the variable that decides it', () => {
    const lock = { variable: 'QBITRR_SETTINGS_FREE_SPACE', value: '1G' };
    const all = rows(tree, {
      locks: { 'Settings.FreeSpace': lock },
      plan: {
        validationErrors: [{ path: 'Radarr-4K.Torrent.Trackers.0.URI', message: 'needed', line: 3 }],
        warnings: [{ path: 'Settings.FreeSpace', message: 'look' }],
      },
    });
    expect(row('Settings.FreeSpace', all)).toMatchObject({ lock, warning: 'look', error: null });
    expect(row('Radarr-4K.Torrent.Trackers', all).error).toBe('needed');
  });
  it('CF-6: "not default" leaves out secrets, absent keys and defaults', () => {
    const unusual = rows()
      .filter(isUnusual)
      .map(({ dotted }) => dotted);
    expect(unusual).toContain('Settings.FreeSpace');
    expect(unusual).not.toContain('Radarr-4K.APIKey');
    expect(unusual).not.toContain('Settings.LoopSleepTimer');
  });
});

const values = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -1, max: 9999 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 6 }), { maxLength: 3 }),
);

/** The text after one edit, which has to say exactly what was wanted. */
function made(text: string, path: readonly string[], value: unknown): string {
  const wanted = withChanges(treeOf(text), [{ path, value }]);
  const edited = editToml(text, wanted);
  if (!edited.ok) throw new Error(`${path.join('.')}: ${edited.error}`);
  expect(sameValue(treeOf(edited.text), wanted)).toBe(true);
  return edited.text;
}

describe('edits in the form (CF-18)', () => {
  it.each(['comments-everywhere', 'dotted-keys', 'inline-tables', 'multiline-values', 'multi-qbit', 'odd-names'])(
    'in %s: any edits are what the text then says; taken back, every setting is what it was',
    (name) => {
      const text = readFileSync(`test/fixtures/config/${name}.toml`, 'utf8');
      const base = treeOf(text);
      const all = formSections(base).flatMap((section) =>
        rowsOf(section, { fields, locks: {}, tree: base, before: base, plan: null }),
      );
      const edits = fc.array(fc.tuple(fc.constantFrom(...all), values), { minLength: 1, maxLength: 5 });
      fc.assert(
        fc.property(edits, (done) => {
          const after = done.reduce((at, [{ path }, value]) => made(at, path, value), text);
          const back = done.reduce((at, [{ path, before }]) => made(at, path, before ?? null), after);
          for (const [{ path, before }] of done) expect(sameValue(getAt(treeOf(back), path), before)).toBe(true);
        }),
        { numRuns: 15 },
      );
    },
  );
});

describe('search (CF-6)', () => {
  const entries = searchEntries(rows(), ({ value }) => (typeof value === 'string' ? value : ''));
  const first = (query: string): string | undefined => searchRows(entries, query)[0]?.dotted;
  it.each([
    ['keep free', 'Settings.FreeSpace'],
    ['FreeSpaceFolder', 'Settings.FreeSpaceFolder'],
    ['disk guard', 'Settings.FreeSpace'],
    ['50g', 'Settings.FreeSpace'],
    ['radarr stalled', 'Radarr-4K.Torrent.StalledDelay'],
  ])('"%s" leads to %s', (query, dotted) => {
    expect(first(query)).toBe(dotted);
  });
  it('finds only where every word fits, and never by a secret', () => {
    expect(searchRows(entries, 'stalled nonsense')).toEqual([]);
    expect(searchRows(entries, '[redacted]')).toEqual([]);
  });
  it('cuts a text at its hits, special characters too', () => {
    expect(cutAt('Remove stalled after', 'STALLED')).toEqual([
      { text: 'Remove ', hit: false },
      { text: 'stalled', hit: true },
      { text: ' after', hit: false },
    ]);
    expect(cutAt('a.b', '(')).toEqual([{ text: 'a.b', hit: false }]);
  });
});

describe('instances (CF-8)', () => {
  it.each([
    ['Radarr-4K', 'radarr', 'taken'],
    ['radarr-4k', 'radarr', 'taken'],
    ['Films', 'radarr', 'prefix'],
    ['Radarr.4K', 'radarr', 'letters'],
    ['Radarr-', 'radarr', 'empty'],
    ['qBit-two', 'qbit', null],
    ['Phone', 'webhook', 'taken'],
  ] as const)('%s as %s: %s', (name, kind, problem) => {
    expect(nameProblem(name, kind, sections)).toBe(problem);
  });
  it('offers a free name', () => {
    expect(freeName('radarr', sections)).toBe('Radarr-1');
    expect(freeName('radarr', sections, 'Radarr-4K')).toBe('Radarr-4K-2');
    expect(freeName('qbit', [])).toBe('qBit');
  });
  it('a new section holds what must be filled in and what its absence would not say', () => {
    const fresh = { id: 'Sonarr-1', path: ['Sonarr-1'], kind: 'sonarr', pattern: '<arr>', table: {} } as const;
    const held = newSection(fields, fresh);
    expect(held).toMatchObject({ Managed: true, URI: '', APIKey: '', Category: 'sonarr-1' });
    expect(JSON.stringify(held)).not.toContain('CHANGE_ME');
    const whole = rowsOf(
      { ...fresh, table: held },
      { fields, locks: {}, tree: { 'Sonarr-1': held }, before: {}, plan: null },
    );
    const differing = whole.filter(({ field, value, fallback, standard }) => {
      const holds = value ?? fallback;
      return !field.required && standard !== undefined && JSON.stringify(holds) !== JSON.stringify(standard);
    });
    expect(differing.map(({ dotted }) => dotted)).toEqual([]);
  });
  it('a copy has no masked secrets, a renamed section keeps them for the server to move', () => {
    const copy = copyOf(formSections(tree)[3]?.table ?? {});
    expect(copy).toMatchObject({
      APIKey: '',
      URI: 'http://h:7878',
      EntrySearch: { Overseerr: { OverseerrAPIKey: '' } },
    });
    const renamed = withChanges(tree, renaming(tree, ['Radarr-4K'], ['Radarr-UHD']));
    expect(Object.keys(renamed)).not.toContain('Radarr-4K');
    expect(renamed['Radarr-UHD']).toEqual(tree['Radarr-4K']);
  });
});

describe('tests of connections (CF-9)', () => {
  it('asks with what stands in the form', () => {
    const of = (id: string) => testables(sections.find((one) => one.id === id)!).map(({ request }) => request);
    expect(of('qBit')).toEqual([
      {
        kind: 'qbittorrent',
        instance: 'qBit',
        url: 'http://box:9090/qb',
        userName: 'me',
        password: '[redacted]',
        skipTlsVerify: false,
      },
    ]);
    expect(of('Radarr-4K')).toEqual([
      expect.objectContaining({ kind: 'arr', type: 'radarr', url: 'http://h:7878', apiKey: '[redacted]' }),
      expect.objectContaining({ kind: 'overseerr', instance: 'Radarr-4K', url: 'http://o' }),
    ]);
    expect(of('Webhooks.Phone')).toEqual([{ kind: 'webhook', instance: 'Phone', url: 'https://example.org/x' }]);
    expect(of('Settings')).toEqual([]);
  });
});

describe('after a save (CF-14)', () => {
  it.each([
    [{ status: 'running', alive: true, uptime: 300 }, 2000, 'waiting'],
    [{ status: 'restarting', alive: false, uptime: 0 }, 3000, 'waiting'],
    [{ status: 'running', alive: true, uptime: 1 }, 6000, 'running'],
    [{ status: 'failed', alive: false, uptime: 0 }, 9000, 'failed'],
  ] as const)('%j after %i ms is %s', (worker, elapsed, step) => {
    expect(stepOf(worker, elapsed)).toBe(step);
  });
});

describe('CF-7: what a webhook does', () => {
  startTexts();
  const say = i18next.getFixedT(null, 'settings');
  const told = (table: string, secrets: Record<string, string | null> = {}) => {
    const section = formSections(treeOf(`[Webhooks.Phone]\n${table}`)).find(({ id }) => id === 'Webhooks.Phone');
    if (section === undefined) throw new Error('no section');
    return summaryOf(section, { fields, secrets }, say).map(({ text, dotted }) => `${dotted.split('.')[2]}: ${text}`);
  };
  const url = 'URL = "https://example.org:8443/hook/s3cret"\n';

  it('tells where, what, how and how long, each sentence with its field, and no key of the address', () => {
    expect(told(url)).toEqual([
      'URL: Messages go to example.org:8443.',
      'Events: It is told about every event.',
      'Template: Messages are written in our own JSON.',
      'Secret: Messages are not signed.',
      'TimeoutSeconds: An answer is waited for 10 s; without one it is tried twice more.',
    ]);
    const more =
      'Events = ["removal.done", "disk.hold"]\nTemplate = "Discord"\nSecret = "[redacted]"\nTimeoutSeconds = 90\n';
    expect(told(url + more, { 'Webhooks.Phone.Secret': '' })).toEqual([
      'URL: Messages go to example.org:8443.',
      'Events: It is told about 2 events: removal.done, disk.hold.',
      'Template: Messages are written for Discord.',
      'Secret: Each message is signed, so that the receiver can tell it is ours.',
      'TimeoutSeconds: An answer is waited for 1 min 30 s; without one it is tried twice more.',
    ]);
  });

  it('says when nothing is sent, and why', () => {
    expect(told(`${url}Enabled = false\n`)).toEqual(['Enabled: Nothing is sent: this webhook is switched off.']);
    expect(told('Enabled = true\n')).toEqual(['URL: Nothing is sent: it has no http or https address yet.']);
    expect(told(`${url}Events = []\n`)).toContain('Events: It is told about no event, so nothing is sent.');
  });

  it('tells an own text and an empty secret from others', () => {
    expect(told(`${url}Template = "{ \\"text\\": 1 }"\n`)).toContain(
      'Template: Messages are written by a text of your own.',
    );
    expect(told(`${url}Secret = "[redacted]"\n`, { 'Webhooks.Phone.Secret': null })).toContain(
      'Secret: Messages are not signed.',
    );
  });
});
