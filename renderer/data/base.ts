/**
 * Where the panel lives. `serverBase` is the prefix of the server ('' or `/qb`), `routerBase` that of the panel's own
 * routes (`/qb/ui`). The page's own address wins over what the server wrote into the page, because a proxy may add a prefix.
 */
export function basesOf(pathname: string, announced: string): { serverBase: string; routerBase: string } {
  const told = announced.startsWith('/') ? announced.replace(/\/+$/, '') : '';
  if (`${pathname}/`.startsWith(`${told}/ui/`)) return { serverBase: told, routerBase: `${told}/ui` };
  const found = /^(.*?)\/ui(?=\/|$)/.exec(pathname);
  const serverBase = found?.[1] ?? told;
  return { serverBase, routerBase: `${serverBase}/ui` };
}

const announced = document.querySelector('meta[name="qbitrr-base"]')?.getAttribute('content') ?? '';

export const { serverBase, routerBase } = basesOf(window.location.pathname, announced);

/** Address of the panel's live stream. */
export function liveAddress(): string {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${window.location.host}${serverBase}/web/ws`;
}
