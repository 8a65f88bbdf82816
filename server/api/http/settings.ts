import type { WebUiSettings } from '../../contract/index.ts';
import { BlockList, isIP } from 'node:net';
import { tokenMatcher } from '../auth/secret.ts';

/** The [WebUI] keys in the form the request path needs, worked out once per change. */
export interface HttpSettings extends WebUiSettings {
  isToken: (given: string) => boolean;
  hostNames: ReadonlySet<string>;
  /** Do forwarded headers of a connection from this address count? */
  trusts: (peer: string) => boolean;
}

/** Works the settings out; entries of TrustedProxies that are no address or range are ignored. */
export function httpSettings(webui: WebUiSettings): HttpSettings {
  const proxies = proxyList(webui.trustedProxies);
  const names = ['localhost', webui.host, ...webui.allowedHosts].map(hostName).filter((name) => name !== '');
  return {
    ...webui,
    isToken: tokenMatcher(webui.token),
    hostNames: new Set(names),
    trusts: (peer) => webui.behindHttpsProxy || (isIP(peer) !== 0 && proxies.check(peer, family(peer))),
  };
}

/** `::ffff:10.0.0.1` is the IPv4 address it carries. */
export const plainAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');

/** Lower-case name of a Host header or setting, without port, brackets and final dot; '' when it is none. */
export function hostName(host: string): string {
  const match = /^(?:\[([^\]]+)\]|([^:]*))(?::\d*)?$/.exec(host.trim().toLowerCase());
  if (match === null) return isIP(host) === 0 ? '' : host.toLowerCase();
  return (match[1] ?? match[2] ?? '').replace(/\.$/, '');
}

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function proxyList(entries: string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.trim().split('/', 2);
    const version = isIP(address);
    if (version === 0) continue;
    if (bits === undefined) list.addAddress(address, family(address));
    else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)) {
      list.addSubnet(address, Number(bits), family(address));
    }
  }
  return list;
}
