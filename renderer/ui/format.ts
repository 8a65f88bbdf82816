import { formatBytes, formatDuration } from '../../server/contract/reasons.ts';

const locale = undefined;
const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const clockFormat = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const secondFormat = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const milliFormat = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});
const fullFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
const shortDayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const listFormat = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });

/** 12 480 in the reader's grouping. */
export const count = (value: number): string => integers.format(value);
/** Bytes with a unit, e.g. `1.2 GB`. */
export const bytes = (value: number): string => formatBytes(value);
/** Bytes per second with a unit, e.g. `14.2 MB/s`. */
export const rate = (bytesPerSecond: number): string => `${formatBytes(bytesPerSecond)}/s`;
/** Seconds as the two largest units, e.g. `3 d 4 h`. */
export const duration = (seconds: number): string => formatDuration(seconds);
/** A share from 0 to 1 as `61 %`. Never rounds up to 100. */
export const percent = (share: number): string => `${share >= 1 ? 100 : Math.min(99, Math.floor(share * 100))} %`;
/** `14:32` of unix milliseconds. */
export const clock = (at: number): string => clockFormat.format(at);
/** `14:32:07`. */
export const clockSeconds = (at: number): string => secondFormat.format(at);
/** `14:32:07.112`, for log lines. */
export const clockMillis = (at: number): string => milliFormat.format(at);
/** Date and time, for titles of relative times. */
export const dateTime = (at: number): string => fullFormat.format(at);
/** The time of day, or the day when it is another one than today. */
export const moment = (at: number, now: number): string =>
  new Date(at).toDateString() === new Date(now).toDateString() ? clock(at) : shortDayFormat.format(at);
/** The date alone. */
export const day = (at: number): string => dayFormat.format(at);
/** Words one after the other, e.g. `2 problems, 1 warning`. */
export const list = (words: readonly string[]): string => listFormat.format(words);
