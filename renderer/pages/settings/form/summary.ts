import { getAt, isRedacted } from '../../../../server/config/browser.ts';
import { webhookTemplate, type ConfigField, type ConfigFields } from '../../../../server/contract/index.ts';
import { displayValue, whenAbsent, type Say } from '../fields/index.ts';
import type { FormSection } from './sections.ts';

/** One sentence about what the settings of a section come to, and the key it leads to. */
export interface Sentence {
  readonly text: string;
  readonly dotted: string;
}

interface Reader {
  /** Value in force: of the file, else what its absence means. */
  value: (key: string) => unknown;
  /** The same in words. */
  words: (key: string) => string;
  on: (key: string) => boolean;
  off: (key: string) => boolean;
}

function readerOf(section: FormSection, fields: readonly ConfigField[], say: Say): Reader {
  const field = (key: string): ConfigField | undefined =>
    fields.find(({ path }) => path === `${section.pattern}.${key}`);
  const value = (key: string): unknown => {
    const found = field(key);
    return getAt(section.table, key.split('.')) ?? (found === undefined ? undefined : whenAbsent(found));
  };
  return {
    value,
    words: (key) => {
      const found = field(key);
      return found === undefined ? '' : displayValue(found, value(key), say);
    },
    on: (key) => value(key) === true,
    off: (key) => field(key)?.special.some((option) => String(option.value) === String(value(key))) ?? false,
  };
}

type Line = readonly [key: string, text: string];

function general({ words, on, off }: Reader, say: Say): Line[] {
  return [
    off('FreeSpace')
      ? ['FreeSpace', say('form.summary.noGuard')]
      : ['FreeSpace', say('form.summary.guard', { free: words('FreeSpace'), folder: words('FreeSpaceFolder') })],
    ['CompletedDownloadFolder', say('form.summary.completed', { folder: words('CompletedDownloadFolder') })],
    ['LoopSleepTimer', say('form.summary.loop', { time: words('LoopSleepTimer') })],
    ['IgnoreTorrentsYoungerThan', say('form.summary.young', { time: words('IgnoreTorrentsYoungerThan') })],
    ['FailedCategory', say('form.summary.failed', { category: words('FailedCategory') })],
    off('MaxRemovalsPerHour')
      ? ['MaxRemovalsPerHour', say('form.summary.noBudget')]
      : ['MaxRemovalsPerHour', say('form.summary.budget', { count: Number(words('MaxRemovalsPerHour')) })],
    ...(on('ObserveOnly') ? [['ObserveOnly', say('form.summary.observe')] as const] : []),
  ];
}

function web({ words, on, value }: Reader, say: Say): Line[] {
  const open = on('AuthDisabled');
  return [
    ['Host', say('form.summary.address', { host: words('Host'), port: words('Port') })],
    open
      ? ['AuthDisabled', say('form.summary.open')]
      : [
          on('LocalAuthEnabled') ? 'LocalAuthEnabled' : on('OIDCEnabled') ? 'OIDCEnabled' : 'Token',
          say(
            on('LocalAuthEnabled')
              ? 'form.summary.password'
              : on('OIDCEnabled')
                ? 'form.summary.oidc'
                : 'form.summary.token',
          ),
        ],
    ...(value('UrlBase') === '' ? [] : [['UrlBase', say('form.summary.base', { base: words('UrlBase') })] as const]),
  ];
}

function client({ words, on, off, value }: Reader, say: Say): Line[] {
  if (on('Disabled')) return [['Disabled', say('form.summary.disabled')]];
  const managed = value('ManagedCategories');
  const limits = [
    ...(off('CategorySeeding.MaxUploadRatio')
      ? []
      : [say('form.summary.ratio', { ratio: words('CategorySeeding.MaxUploadRatio') })]),
    ...(off('CategorySeeding.MaxSeedingTime')
      ? []
      : [say('form.summary.time', { time: words('CategorySeeding.MaxSeedingTime') })]),
  ];
  const keep = String(value('CategorySeeding.RemoveTorrent')) === '-1' || limits.length === 0;
  return [
    ['Host', say('form.summary.client', { host: words('Host'), port: words('Port') })],
    Array.isArray(managed) && managed.length > 0
      ? ['ManagedCategories', say('form.summary.managed', { categories: words('ManagedCategories') })]
      : ['ManagedCategories', say('form.summary.notManaged')],
    keep
      ? ['CategorySeeding.RemoveTorrent', say('form.summary.seedKeep')]
      : ['CategorySeeding.RemoveTorrent', say('form.summary.seedUntil', { limits: limits.join(', ') })],
  ];
}

function arr({ words, on, off, value }: Reader, section: FormSection, say: Say): Line[] {
  if (!on('Managed')) return [['Managed', say('form.summary.unmanaged', { name: section.id })]];
  const category = typeof value('Category') === 'string' ? words('Category') : section.id;
  const limits = [
    ...(off('Torrent.SeedingMode.MaxUploadRatio')
      ? []
      : [say('form.summary.ratio', { ratio: words('Torrent.SeedingMode.MaxUploadRatio') })]),
    ...(off('Torrent.SeedingMode.MaxSeedingTime')
      ? []
      : [say('form.summary.time', { time: words('Torrent.SeedingMode.MaxSeedingTime') })]),
  ];
  const keep = String(value('Torrent.SeedingMode.RemoveTorrent')) === '-1' || limits.length === 0;
  const stalled = String(value('Torrent.StalledDelay'));
  return [
    ['URI', say('form.summary.arr', { category, uri: isRedacted(value('URI')) ? '' : words('URI') })],
    ['importMode', say('form.summary.import', { mode: words('importMode') })],
    Number(stalled) < 0
      ? ['Torrent.StalledDelay', say('form.summary.stalledKeep')]
      : Number(stalled) === 0
        ? ['Torrent.StalledDelay', say('form.summary.stalledTag')]
        : [
            'Torrent.StalledDelay',
            say(on('Torrent.ReSearchStalled') ? 'form.summary.stalledSearch' : 'form.summary.stalledRemove', {
              time: words('Torrent.StalledDelay'),
            }),
          ],
    on('Torrent.DoNotRemoveSlow')
      ? ['Torrent.DoNotRemoveSlow', say('form.summary.slowKeep')]
      : ['Torrent.MaximumETA', say('form.summary.slow', { time: words('Torrent.MaximumETA') })],
    keep
      ? ['Torrent.SeedingMode.RemoveTorrent', say('form.summary.seedKeep')]
      : ['Torrent.SeedingMode.RemoveTorrent', say('form.summary.seedUntil', { limits: limits.join(', ') })],
    ['ReSearch', say(on('ReSearch') ? 'form.summary.again' : 'form.summary.notAgain')],
  ];
}

/** Only the host: the rest of such an address is often a key. */
function hostIn(url: unknown): string | null {
  return typeof url === 'string' && URL.canParse(url) && /^https?:/i.test(url) ? new URL(url).host : null;
}

/** An empty secret is masked like any other. */
function isSigned({ id, table }: FormSection, secrets: ConfigFields['secrets']): boolean {
  const secret = table['Secret'];
  return isRedacted(secret) ? secrets[`${id}.Secret`] !== null : typeof secret === 'string' && secret !== '';
}

function webhook({ words, value }: Reader, signed: boolean, say: Say): Line[] {
  if (value('Enabled') === false) return [['Enabled', say('form.summary.hookOff')]];
  const host = hostIn(value('URL'));
  if (host === null) return [['URL', say('form.summary.hookNowhere')]];
  const events = value('Events');
  const written = value('Template');
  const form = typeof written === 'string' ? written.trim() : '';
  const known = webhookTemplate.safeParse(form.toLowerCase() || 'json');
  const count = Array.isArray(events) ? events.length : typeof events === 'string' ? 1 : null;
  return [
    ['URL', say('form.summary.hook', { host })],
    count === null
      ? ['Events', say('form.summary.hookAll')]
      : count === 0
        ? ['Events', say('form.summary.hookNone')]
        : ['Events', say('form.summary.hookSome', { count, events: words('Events') })],
    [
      'Template',
      known.success
        ? say('form.summary.hookForm', { form: say(`form.summary.hookForms.${known.data}`) })
        : say('form.summary.hookOwn'),
    ],
    ['Secret', say(signed ? 'form.summary.hookSigned' : 'form.summary.hookUnsigned')],
    ['TimeoutSeconds', say('form.summary.hookTries', { time: words('TimeoutSeconds') })],
  ];
}

/** What the settings of a section do, in a few plain sentences that lead to their fields (ui.md CF-7). */
export function summaryOf(
  section: FormSection,
  { fields, secrets }: Pick<ConfigFields, 'fields' | 'secrets'>,
  say: Say,
): Sentence[] {
  const reader = readerOf(section, fields, say);
  const lines =
    section.kind === 'settings'
      ? general(reader, say)
      : section.kind === 'webui'
        ? web(reader, say)
        : section.kind === 'qbit'
          ? client(reader, say)
          : section.kind === 'webhook'
            ? webhook(reader, isSigned(section, secrets), say)
            : arr(reader, section, say);
  return lines.map(([key, text]) => ({ text, dotted: `${section.id}.${key}` }));
}
