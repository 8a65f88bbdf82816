/** JSON as the servers write it; null members are dropped on the way out (arr-api.md 1.1). */
export type Resource = Record<string, unknown>;

/** `YYYY-MM-DDTHH:MM:SSZ` from unix milliseconds. */
export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** `hh:mm:ss`, or `d.hh:mm:ss` from one day on. */
export function timeSpan(seconds: number): string {
  const rest = Math.max(0, Math.floor(seconds));
  const days = Math.floor(rest / 86_400);
  const clock = [Math.floor(rest / 3600) % 24, Math.floor(rest / 60) % 60, rest % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return days > 0 ? `${days}.${clock}` : clock;
}
