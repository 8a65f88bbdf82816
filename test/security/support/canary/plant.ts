import { stringify } from 'smol-toml';
import { catalogue } from '../../../../server/config/catalogue/index.ts';
import { withChange, type Tree } from '../../../../server/config/tree.ts';
import { canary, known, type Hunt } from './hunt.ts';

/** Section names for the placeholders of catalogue paths. */
const sections: Record<string, readonly string[]> = {
  '<qbit>': ['qBit', 'qBit-Next', 'qBit-Echo'],
  '<arr>': ['Radarr-Fake', 'Sonarr-Echo', 'Lidarr-Gone', 'Readarr-Nowhere'],
  '<name>': ['Echo', 'Gone'],
};

/** Every secret of the catalogue, once per section that may have it, by dotted key. */
export function secretKeys(): string[][] {
  return catalogue
    .filter(({ secret }) => secret === true)
    .flatMap(({ path }) => {
      const placeholder = Object.keys(sections).find((one) => path.includes(one));
      const names = placeholder === undefined ? [''] : (sections[placeholder] ?? []);
      return names.map((name) => path.split('.').map((part) => (part === placeholder ? name : part)));
    });
}

export interface Neighbours {
  /** The qBittorrent that takes the password, the one that takes the API key, the Arr that takes its key. */
  qbitPort: number;
  nextPort: number;
  radarr: string;
  /** Answers everything with an error that quotes the request. */
  echo: string;
}

/** Addresses may hold a secret too, which is no secret to the settings (api.md 2.8.1, 3.11). */
export const addressSecret = 'the token in the address of a webhook';

/** A config.toml with a canary in each secret; `passwordHash` is one too, of its own form. */
export function plant(hunt: Hunt, passwordHash: string, neighbours: Neighbours): string {
  const gone = 'http://127.0.0.1:9';
  const echo = new URL(neighbours.echo);
  const inAddress = hunt.add(known(addressSecret, canary('').traces[0] ?? ''));
  const arr = (uri: string, category: string, more: Tree = {}): Tree => ({
    Managed: true,
    URI: uri,
    Category: category,
    ...more,
  });
  const apps = (uri: string): Tree => ({
    EntrySearch: {
      SearchMissing: true,
      SearchRequestsEvery: 1,
      Overseerr: { SearchOverseerrRequests: true, OverseerrURI: uri },
      Ombi: { SearchOmbiRequests: false, OmbiURI: uri },
    },
  });
  const plain: Tree = {
    Settings: {
      ConfigVersion: '5.14.4',
      ConsoleLevel: 'TRACE',
      LoopSleepTimer: 1,
      SearchLoopDelay: 1,
      CompletedDownloadFolder: '/nowhere',
    },
    WebUI: {
      Host: '127.0.0.1',
      Port: 0,
      AuthDisabled: false,
      AllowInsecureTokenQuery: true,
      LocalAuthEnabled: true,
      Username: 'ada',
      OIDCEnabled: true,
      OIDC: { Authority: neighbours.echo, ClientId: 'qbitrr' },
    },
    qBit: { Host: '127.0.0.1', Port: neighbours.qbitPort, UserName: 'admin' },
    'qBit-Next': { Host: '127.0.0.1', Port: neighbours.nextPort, UserName: 'admin', ManagedCategories: ['seed'] },
    'qBit-Echo': { Host: echo.hostname, Port: Number(echo.port), UserName: 'admin', ManagedCategories: ['echo'] },
    'Radarr-Fake': arr(neighbours.radarr, 'radarr', apps(neighbours.echo)),
    'Sonarr-Echo': arr(neighbours.echo, 'sonarr', apps(gone)),
    'Lidarr-Gone': arr(gone, 'lidarr'),
    'Readarr-Nowhere': arr('http://nowhere.invalid', 'readarr'),
    Webhooks: {
      Echo: { URL: `${neighbours.echo}/hooks/${inAddress}?token=${inAddress}` },
      Gone: { URL: `${gone}/hooks/${inAddress}` },
    },
  };
  const tree = secretKeys().reduce((at, path) => {
    const name = path.join('.');
    const value = path.at(-1) === 'PasswordHash' ? hunt.add(known(name, passwordHash)) : null;
    // Only the one that takes it has an API key: with one, a password is not used.
    if (path.at(-1) === 'ApiKey' && path[0] !== 'qBit-Next') return at;
    // The two Arrs without request programs have no keys of them.
    if (path.includes('EntrySearch') && /^(Lidarr|Readarr)/.test(path[0] ?? '')) return at;
    return withChange(at, { path, value: value ?? hunt.add(canary(name)) });
  }, plain);
  return stringify(tree);
}
