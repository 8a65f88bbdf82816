import { getAt, isTree, type Tree } from '../../../server/config/browser.ts';
import type { ConnectionRequest } from '../../../server/contract/index.ts';
import { arrOf, type FormSection } from './form/sections.ts';

/** A server whose connection can be tried: where its fields stand, and what to ask. */
export interface Testable {
  /** Heading of the fields it belongs to. */
  readonly group: string;
  readonly name: string;
  readonly request: ConnectionRequest;
}

const text = (tree: Tree, path: string): string => {
  const value = getAt(tree, path.split('.'));
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
};

/** Only what is there: what is left out the server takes from the stored section. */
function given<Key extends string>(pairs: Record<Key, string>): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {};
  for (const key in pairs) if (pairs[key] !== '') found[key] = pairs[key];
  return found;
}

/** Address of a qBittorrent from its host, which may be a whole address, and its port. */
function qbitUrl(host: string, port: string): string {
  const url = URL.parse(host.includes('://') ? host : `http://${host}`);
  if (url === null) return host;
  if (url.port === '' && port !== '') url.port = port;
  return url.href.replace(/\/$/, '');
}

function requests(instance: string, table: Tree): Testable[] {
  const search = getAt(table, ['EntrySearch']);
  if (!isTree(search)) return [];
  const kinds = [
    ['overseerr', 'Overseerr', 'OverseerrURI', 'OverseerrAPIKey', 'SearchOverseerrRequests'],
    ['ombi', 'Ombi', 'OmbiURI', 'OmbiAPIKey', 'SearchOmbiRequests'],
  ] as const;
  return kinds.flatMap(([kind, name, uri, key, on]) => {
    const at = getAt(search, [name]);
    if (!isTree(at) || at[on] !== true) return [];
    const skipTlsVerify = at['SkipTLSVerify'] === true;
    return [
      {
        group: 'Requests',
        name,
        request: { kind, instance, ...given({ url: text(at, uri), apiKey: text(at, key) }), skipTlsVerify },
      },
    ];
  });
}

/** What can be tried with the values of this section, saved or not (ui.md CF-9). */
export function testables(section: FormSection): Testable[] {
  const { id, kind, path, table } = section;
  const skipTlsVerify = table['SkipTLSVerify'] === true;
  const type = arrOf(section);
  if (type !== null) {
    const request: ConnectionRequest = {
      kind: 'arr',
      type,
      instance: id,
      ...given({ url: text(table, 'URI'), apiKey: text(table, 'APIKey') }),
      skipTlsVerify,
    };
    return [{ group: 'Connection', name: id, request }, ...requests(id, table)];
  }
  if (kind === 'qbit') {
    const url = qbitUrl(text(table, 'Host') || 'localhost', text(table, 'Port') || '8105');
    const access = given({
      userName: text(table, 'UserName'),
      password: text(table, 'Password'),
      apiKey: text(table, 'ApiKey'),
    });
    return [
      { group: 'Connection', name: id, request: { kind: 'qbittorrent', instance: id, url, ...access, skipTlsVerify } },
    ];
  }
  if (kind === 'webhook') {
    const name = path.at(-1) ?? '';
    return [
      { group: 'Webhook', name, request: { kind: 'webhook', instance: name, ...given({ url: text(table, 'URL') }) } },
    ];
  }
  return [];
}
