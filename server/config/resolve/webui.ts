import { isLoopback, type WebUiSettings } from '../../contract/index.ts';
import { isRedacted } from '../secrets/tree.ts';
import { isTree, type Tree } from '../tree.ts';
import { normaliseUrlBase } from '../values/words.ts';
import { readerOf } from './reader.ts';

/**
 * [WebUI] after api.md 3.2: only a written `AuthDisabled = true` opens the server, on a public address only together
 * with `AllowInsecureExposure` (design.md 10). `exposure` says why the server is not opened as written: it must not start
 * where that key is written too, and starts locked where it is absent, as in files from before there was such a key (S11).
 * Keys that older files keep in [Settings] are still read.
 */
export function resolveWebUi(
  tree: Tree,
  docker: boolean,
): { webui: WebUiSettings; exposure: { isFatal: boolean; message: string } | null } {
  const read = readerOf({ ...tree, WebUI: withOldKeys(tree) });
  // A file that came without its secrets has none: what stands in their place is known to everybody.
  const secret = (...path: string[]): string => {
    const text = read.text(...path);
    return isRedacted(text) ? '' : text;
  };
  const written = read.text('WebUI', 'Host').trim() || '127.0.0.1';
  const host = docker && ['127.0.0.1', 'localhost'].includes(written) ? '0.0.0.0' : written;
  const port = read.number('WebUI', 'Port');
  const wantsOpen = read.raw('WebUI', 'AuthDisabled') === true;
  const accepted = read.raw('WebUI', 'AllowInsecureExposure') === true;
  const refused = wantsOpen && !accepted && !isLoopback(host);
  const webui: WebUiSettings = {
    host,
    port: Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : 6969,
    token: secret('WebUI', 'Token'),
    authDisabled: wantsOpen && !refused,
    allowInsecureExposure: accepted,
    allowInsecureTokenQuery: read.raw('WebUI', 'AllowInsecureTokenQuery') === true,
    behindHttpsProxy: read.flag('WebUI', 'BehindHttpsProxy'),
    urlBase: normaliseUrlBase(read.raw('WebUI', 'UrlBase')),
    allowedHosts: read.list('WebUI', 'AllowedHosts'),
    trustedProxies: read.list('WebUI', 'TrustedProxies'),
    localAuthEnabled: read.flag('WebUI', 'LocalAuthEnabled'),
    username: read.text('WebUI', 'Username').trim(),
    passwordHash: secret('WebUI', 'PasswordHash').trim(),
    oidc: {
      enabled: read.flag('WebUI', 'OIDCEnabled'),
      authority: read.text('WebUI', 'OIDC', 'Authority').trim().replace(/\/+$/, ''),
      clientId: read.text('WebUI', 'OIDC', 'ClientId').trim(),
      clientSecret: secret('WebUI', 'OIDC', 'ClientSecret').trim(),
      scopes: read.text('WebUI', 'OIDC', 'Scopes').trim(),
      callbackPath: read.text('WebUI', 'OIDC', 'CallbackPath').trim(),
      allowedUsers: read.list('WebUI', 'OIDC', 'AllowedUsers'),
    },
  };
  const isFatal = read.raw('WebUI', 'AllowInsecureExposure') !== undefined;
  const where = `WebUI.AuthDisabled is true and WebUI.Host is ${host}, which other machines can reach.`;
  const message = isFatal
    ? `${where} Set WebUI.AllowInsecureExposure to true, set WebUI.Host to 127.0.0.1, or set WebUI.AuthDisabled to false.`
    : `${where} A login is needed all the same, until WebUI.AllowInsecureExposure = true says that this is meant, or WebUI.Host is 127.0.0.1. WebUI.AuthDisabled = false ends this message.`;
  const exposure = refused ? { isFatal, message } : null;
  return { webui, exposure };
}

function withOldKeys(tree: Tree): Tree {
  const settings = isTree(tree['Settings']) ? tree['Settings'] : {};
  const webui = isTree(tree['WebUI']) ? tree['WebUI'] : {};
  const moved = ['Host', 'Port', 'Token'].filter((key) => Object.hasOwn(settings, key));
  return {
    ...Object.fromEntries(moved.map((key) => [key, settings[key]])),
    ...(Object.hasOwn(webui, 'SecureCookies') ? { BehindHttpsProxy: webui['SecureCookies'] } : {}),
    ...webui,
  };
}
