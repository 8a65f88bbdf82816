import type { WebUiSettings } from '../../contract/index.ts';
import { BlockList, isIP } from 'node:net';
import { hostname } from 'node:os';
import { bindingsOf, type Bindings } from '../auth/binding.ts';
import { tokenMatcher } from '../auth/secret.ts';

/** The [WebUI] keys in the form the request path needs, worked out once per change. */
export interface HttpSettings extends WebUiSettings {
  isToken: (given: string) => boolean;
  /** What sessions hang on. */
  bindings: Bindings;
  hostNames: ReadonlySet<string>;
  /** Do forwarded headers of a connection from this address count? */
  trusts: (peer: string) => boolean;
}

/**
 * Works the settings out; entries of TrustedProxies that are no address or range are ignored. `BehindHttpsProxy` alone believes
 * whoever connects (one hop, api.md 2.0); with TrustedProxies written down only those are believed.
 */
export function httpSettings(webui: WebUiSettings, machine: string = hostname()): HttpSettings {
  const proxies = proxyList(webui.trustedProxies);
  const names = ['localhost', webui.host, ...machineNames(machine), ...webui.allowedHosts].map(hostName);
  return {
    ...webui,
    isToken: tokenMatcher(webui.token),
    bindings: bindingsOf(webui),
    hostNames: new Set(names.filter((name) => name !== '')),
    trusts: (peer) =>
      proxies === null ? webui.behindHttpsProxy : isIP(peer) !== 0 && proxies.check(peer, family(peer)),
  };
}

/** How people on the same network call this computer: by its name, alone or with the suffix of multicast DNS. */
function machineNames(machine: string): string[] {
  const [short = ''] = machine.split('.');
  return short === '' ? [] : [machine, short, `${short}.local`];
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

/** Null when none is written down. */
function proxyList(entries: string[]): BlockList | null {
  if (entries.length === 0) return null;
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
