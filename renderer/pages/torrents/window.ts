/** Lines that are asked for at once: what is on screen, and as much before and behind it. */
export const windowLines = 200;
const step = 50;

/**
 * First line of the window around the first line on screen. Windows begin at multiples of 50, so that scrolling asks again only
 * now and then.
 */
export function offsetFor(firstOnScreen: number, lines: number): number {
  const wanted = Math.floor(Math.max(0, firstOnScreen - step) / step) * step;
  return Math.max(0, Math.min(wanted, Math.floor(Math.max(0, lines - 1) / step) * step));
}
