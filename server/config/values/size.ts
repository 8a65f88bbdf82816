const size = /^([0-9]+(?:\.[0-9]+)?)([kmgtp]?)$/i;
const powers = ['', 'k', 'm', 'g', 't', 'p'];

/** Bytes of a size such as `50G`, powers of 1024; null when it is not one. The save validator takes P, so P works (config.md 7). */
export function parseSize(value: unknown): number | null {
  const match = typeof value === 'string' ? size.exec(value) : null;
  if (match === null) return null;
  return Number(match[1]) * 1024 ** powers.indexOf((match[2] ?? '').toLowerCase());
}

/** `-1`, as text or as a number (config.md gotcha 15), switches the free-space guard off. */
export function isFreeSpaceOff(value: unknown): boolean {
  return value === -1 || (typeof value === 'string' && value.trim() === '-1');
}
