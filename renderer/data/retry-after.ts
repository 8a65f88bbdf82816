const assumedWaitSeconds = 60;

/** `Retry-After` in whole seconds, whether it is a number or a date (RFC 9110 10.2.3); a minute when it is missing. */
export function retryAfterSeconds(header: string | null, now: number): number {
  if (header === null || header.trim() === '') return assumedWaitSeconds;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(header);
  return Number.isNaN(date) ? assumedWaitSeconds : Math.max(0, Math.ceil((date - now) / 1000));
}
