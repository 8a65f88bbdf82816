const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const loopback4 = new RegExp(`^127(\\.${octet}){3}$`);
/** `::1`, and an IPv4 loopback address in IPv6 form, as the URL standard writes them. */
const loopback6 = /^\[(::1|::ffff:7f[\da-f]{2}:[\da-f]{1,4})\]$/;

/** Without brackets, final dot and capitals. */
const bare = (host: string): string =>
  host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

function isLoopback6(name: string): boolean {
  if (!/^[\da-f:.]*:[\da-f:.]*$/.test(name)) return false;
  const url = `http://[${name}]`;
  return URL.canParse(url) && loopback6.test(new URL(url).hostname);
}

/**
 * Can only this computer reach what listens at such an address, or send a request to such a name (api.md 3.2)? All addresses at once
 * (`0.0.0.0`, `::`) are not: others reach them.
 */
export function isLoopback(host: string): boolean {
  const name = bare(host);
  return name === 'localhost' || name.endsWith('.localhost') || loopback4.test(name) || isLoopback6(name);
}

/**
 * Does a program that connects to this address reach the computer it runs on (arr-api.md 8.6)? That holds for "all addresses" too, which
 * people write where they mean this computer. In a container it is the container.
 */
export function leadsHere(host: string): boolean {
  return isLoopback(host) || ['0.0.0.0', '::'].includes(bare(host));
}
