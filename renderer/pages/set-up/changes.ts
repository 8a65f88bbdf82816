import { isPlaceholder, sectionsOf, withChange, type Tree } from '../../../server/config/browser.ts';
import type { ArrType, ConfigField, ConnectionRequest } from '../../../server/contract/index.ts';
import { defaultOf } from '../settings/fields/defaults.ts';
import type { DraftApp, SetUpDraft, SetUpSecrets } from './draft.ts';

/** A written address with a scheme and without slashes at its end; null when it is none. */
export function addressOf(text: string): URL | null {
  const written = text.trim();
  if (written === '') return null;
  const url = URL.parse(/^[a-z]+:\/\//i.test(written) ? written : `http://${written}`);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : null;
}

export const addressText = (url: URL): string => `${url.origin}${url.pathname}`.replace(/\/+$/, '');

/** A certificate is asked for by https only, so that a choice made for another address means nothing. */
export function skipsVerify({ url, skipTlsVerify }: Pick<DraftApp, 'url' | 'skipTlsVerify'>): boolean {
  return skipTlsVerify && addressOf(url)?.protocol === 'https:';
}

/** The test of a qBittorrent as typed; null while there is no address to ask. */
export function qbitRequest(qbit: SetUpDraft['qbit'], { qbitPassword }: SetUpSecrets): ConnectionRequest | null {
  const url = addressOf(qbit.url);
  if (url === null) return null;
  return {
    kind: 'qbittorrent',
    url: addressText(url),
    userName: qbit.userName.trim(),
    password: qbitPassword,
    apiKey: '',
    skipTlsVerify: skipsVerify(qbit),
  };
}

/** The test of an app as typed; null while there is no address to ask. */
export function arrRequest(app: DraftApp, { keys }: SetUpSecrets): ConnectionRequest | null {
  const url = addressOf(app.url);
  if (url === null) return null;
  const apiKey = (keys[app.id] ?? '').trim();
  return { kind: 'arr', type: app.type, url: addressText(url), apiKey, skipTlsVerify: skipsVerify(app) };
}

/** Why an app is left out for now, null when it can be used. */
export type Missing = 'unused' | 'address' | 'key' | 'name';

export function missingOf(app: DraftApp, secrets: SetUpSecrets): Missing | null {
  if (!app.used) return 'unused';
  if (!isNameOf(app.type, app.name)) return 'name';
  if (addressOf(app.url) === null) return 'address';
  return (secrets.keys[app.id] ?? '').trim() === '' ? 'key' : null;
}

/** A section name says which app it is for: `Radarr`, or `Radarr-` and anything (config.md 6). */
export function isNameOf(type: ArrType, name: string): boolean {
  return new RegExp(`^${type}(-[A-Za-z0-9 _-]+)?$`, 'i').test(name.trim());
}

/** A free name: a section of the generated file nobody filled in yet, else the app with a number. */
export function freeName(type: ArrType, tree: Tree, apps: readonly DraftApp[]): string {
  const taken = new Set(apps.map(({ name }) => name.toLowerCase()));
  const { arrs } = sectionsOf(tree);
  const blank = arrs.find(
    ({ name, type: kind, table }) => kind === type && isPlaceholder(table['URI']) && !taken.has(name.toLowerCase()),
  );
  if (blank !== undefined) return blank.name;
  const title = type.charAt(0).toUpperCase() + type.slice(1);
  const used = new Set([...taken, ...arrs.map(({ name }) => name.toLowerCase())]);
  const numbers = Array.from({ length: used.size + 1 }, (_, index) => `${title}-${index + 1}`);
  return [title, ...numbers].find((name) => !used.has(name.toLowerCase())) ?? title;
}

/** The category of an app: as typed or taken over from its own download client, else its name. */
export function categoryOf({ category, name }: DraftApp): string {
  const typed = category.trim();
  return typed === '' ? name.trim().toLowerCase() : typed;
}

export interface SetUpFacts {
  draft: SetUpDraft;
  secrets: SetUpSecrets;
  /** The configuration in force, secrets masked. */
  tree: Tree;
  fields: readonly ConfigField[];
}

/** What a save has to change, by dotted key (api.md 2.8.3). Sections that stay unfilled are switched off, not deleted. */
export function changesOf(facts: SetUpFacts): Record<string, unknown> {
  const { draft, secrets, tree } = facts;
  const apps = draft.apps.filter((app) => missingOf(app, secrets) === null);
  const names = new Set(apps.map(({ name }) => name.trim()));
  const idle = sectionsOf(tree).arrs.filter(
    ({ name, table }) => !names.has(name) && table['Managed'] === true && isPlaceholder(table['URI']),
  );
  return {
    ...qbitChanges(draft.qbit, secrets),
    ...Object.assign({}, ...apps.map((app) => appChanges(app, facts))),
    ...Object.fromEntries(idle.map(({ name }) => [`${name}.Managed`, false])),
    ...folderChanges(draft),
    ...accessChanges(draft),
  };
}

function qbitChanges(qbit: SetUpDraft['qbit'], { qbitPassword }: SetUpSecrets) {
  const { used, url, userName } = qbit;
  const address = addressOf(url);
  if (!used || address === null) return { 'qBit.Disabled': true };
  const isPlain = address.protocol === 'http:' && address.pathname === '/';
  const standard = address.protocol === 'https:' ? 443 : 80;
  return {
    'qBit.Disabled': false,
    'qBit.Host': isPlain ? address.hostname : addressText(address),
    'qBit.Port': address.port === '' ? standard : Number(address.port),
    'qBit.UserName': userName.trim(),
    'qBit.Password': qbitPassword,
    ...(address.protocol === 'https:' && { 'qBit.SkipTLSVerify': skipsVerify(qbit) }),
  };
}

function appChanges(app: DraftApp, { secrets, tree, fields }: SetUpFacts): Record<string, unknown> {
  const name = app.name.trim();
  const url = addressOf(app.url);
  const own: Record<string, unknown> = {
    Managed: true,
    URI: url === null ? '' : addressText(url),
    APIKey: (secrets.keys[app.id] ?? '').trim(),
    Category: categoryOf(app),
    ...(url?.protocol === 'https:' && { SkipTLSVerify: skipsVerify(app) }),
  };
  if (Object.hasOwn(tree, name)) {
    return Object.fromEntries(Object.entries(own).map(([key, value]) => [`${name}.${key}`, value]));
  }
  return { [name]: { ...newSection(app.type, name, fields), ...own } };
}

/** A new section as a generated file holds it. */
function newSection(type: ArrType, name: string, fields: readonly ConfigField[]): Tree {
  return fields
    .filter(
      ({ path, inTemplate, appliesTo }) =>
        path.startsWith('<arr>.') && inTemplate && !path.includes('[]') && (appliesTo ?? [type]).includes(type),
    )
    .reduce<Tree>((section, field) => {
      const value = defaultOf(field, name);
      return value === undefined ? section : withChange(section, { path: field.path.split('.').slice(1), value });
    }, {});
}

function folderChanges({ folder, remote, keepFree }: SetUpDraft): Record<string, unknown> {
  if (folder === null || folder.trim() === '') return {};
  const local = folder.trim();
  const amount = Number(keepFree);
  const guard = keepFree.trim() === '' || !(amount > 0) ? null : `${amount}G`;
  return {
    'Settings.CompletedDownloadFolder': local,
    ...(remote === null || remote === local ? {} : { 'Settings.PathMappings': [{ remote, local }] }),
    ...(guard === null ? {} : { 'Settings.FreeSpace': guard, 'Settings.FreeSpaceFolder': local }),
  };
}

function accessChanges({ access }: SetUpDraft): Record<string, unknown> {
  if (access === null) return {};
  return { 'WebUI.Host': access === 'computer' ? '127.0.0.1' : '0.0.0.0' };
}
