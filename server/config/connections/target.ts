import type { ArrInstance, ArrType, ConnectionRequest, QbitInstance } from '../../contract/index.ts';
import { emptyEnvironment } from '../environment.ts';
import { resolveSettings } from '../resolve/index.ts';
import { isRedacted } from '../secrets/tree.ts';
import { arrTypeOf, isQbitName } from '../sections.ts';
import { getAt, isTree, type Tree } from '../tree.ts';

/** What is to be tried, or why nothing can be. */
export type Target<T> = { ok: true; target: T } | { ok: false; message: string };

export interface Address {
  readonly url: string;
  readonly apiKey: string;
  readonly skipTlsVerify: boolean;
}

/** A qBittorrent from the form, what it leaves out taken from the stored section; resolved as the engine would. */
export function qbitTarget(asked: ConnectionRequest & { kind: 'qbittorrent' }, stored: Tree): Target<QbitInstance> {
  const name = asked.instance ?? 'qBit';
  const section = storedTable(stored, name, isQbitName);
  if (section === null && asked.url === undefined) return { ok: false, message: `There is no section ${name}.` };
  const url = asked.url === undefined ? null : URL.parse(asked.url);
  const table: Tree = {
    ...section,
    Disabled: false,
    ...(asked.url === undefined
      ? {}
      : { Host: asked.url, Port: Number(url?.port) || (url?.protocol === 'https:' ? 443 : 80) }),
    ...given('UserName', asked.userName),
    ...given('Password', asked.password),
    ...given('ApiKey', asked.apiKey),
    ...given('SkipTLSVerify', asked.skipTlsVerify),
  };
  const { engine, issues } = resolveSettings({ qBit: table }, emptyEnvironment);
  const [target] = engine.qbits;
  if (target !== undefined) return { ok: true, target: { ...target, name } };
  return {
    ok: false,
    message: issues.find(({ path }) => path.startsWith('qBit.'))?.message ?? 'The address is not complete.',
  };
}

/** An Arr from the form or the stored section, resolved as the engine would. */
export function arrTarget(asked: ConnectionRequest & { kind: 'arr' }, stored: Tree): Target<ArrInstance> {
  const name = asked.instance ?? asked.type ?? '';
  const type: ArrType | null = asked.type ?? arrTypeOf(name);
  if (type === null)
    return { ok: false, message: 'It is not said which app this is: radarr, sonarr, lidarr or readarr.' };
  const section =
    asked.instance === undefined ? null : storedTable(stored, asked.instance, (one) => arrTypeOf(one) !== null);
  if (section === null && asked.url === undefined) return { ok: false, message: `There is no section ${name}.` };
  const key = `${type}-test`;
  const table: Tree = {
    ...section,
    Managed: true,
    Category: 'test',
    ...given('URI', asked.url),
    ...given('APIKey', asked.apiKey),
    ...given('SkipTLSVerify', asked.skipTlsVerify),
  };
  const { engine, issues } = resolveSettings({ [key]: table }, emptyEnvironment);
  const [target] = engine.arrs;
  if (target !== undefined) return { ok: true, target: { ...target, name } };
  const issue = issues.find(({ path }) => path.startsWith(`${key}.`));
  return { ok: false, message: issue?.message.replaceAll(key, name) ?? 'The address is not complete.' };
}

/** A request manager; `instance` is the Arr section that holds it. */
export function managerTarget(
  asked: ConnectionRequest & { kind: 'overseerr' | 'ombi' },
  stored: Tree,
): Target<Address> {
  const [table, uri, key] =
    asked.kind === 'ombi' ? ['Ombi', 'OmbiURI', 'OmbiAPIKey'] : ['Overseerr', 'OverseerrURI', 'OverseerrAPIKey'];
  const path = [asked.instance ?? '', 'EntrySearch', table];
  const found = getAt(stored, path);
  const section: Tree = isTree(found) ? found : {};
  return addressOf(
    asked.url ?? section[uri],
    keyOf(asked.apiKey) ?? section[key],
    asked.skipTlsVerify ?? section['SkipTLSVerify'],
  );
}

/** A webhook; `instance` is its name below [Webhooks]. */
export function webhookTarget(asked: ConnectionRequest & { kind: 'webhook' }, stored: Tree): Target<Address> {
  const found = getAt(stored, ['Webhooks', asked.instance ?? '']);
  return addressOf(asked.url ?? (isTree(found) ? found['URL'] : undefined), '', asked.skipTlsVerify);
}

function addressOf(url: unknown, apiKey: unknown, skip: unknown): Target<Address> {
  const parsed = typeof url === 'string' ? URL.parse(url.trim()) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    return { ok: false, message: 'The address has to begin with http:// or https://.' };
  }
  const target = {
    url: parsed.href.replace(/\/+$/, ''),
    apiKey: typeof apiKey === 'string' ? apiKey : '',
    skipTlsVerify: skip === true,
  };
  return { ok: true, target };
}

function storedTable(stored: Tree, name: string, isMeant: (name: string) => boolean): Tree | null {
  const table = isMeant(name) ? stored[name] : null;
  return isTree(table) ? table : null;
}

/** Masked text stands for what is stored. */
function given(key: string, value: unknown): Tree {
  return value === undefined || isRedacted(value) ? {} : { [key]: value };
}

function keyOf(value: string | undefined): string | null {
  return value === undefined || isRedacted(value) ? null : value;
}
