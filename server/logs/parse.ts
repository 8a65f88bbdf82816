import { isLevel } from './levels.ts';
import type { LogRecord } from './types.ts';

// oxlint reads control characters in a literal as a slip; they are the point here.
const COLOUR = new RegExp(String.raw`\u001B\[[\d;]*m`, 'g');
const ENTRY =
  /^\[(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\] ?(?:\[pid: *\d+\]\[tid: *\d+\] ?)?([A-Z]+) *: (\S.*?) *: (.*)$/;

/**
 * Entries of a log file, own or written by the reference (supervisor.md 6.4): colour codes are stripped, lines without
 * a prefix belong to the entry before them, lines before the first entry become one INFO entry named `fallbackSource`
 * at `fallbackAt` (unix milliseconds). Local times are read in the host's zone.
 */
export function parseLog(text: string, fallbackSource: string, fallbackAt: number): LogRecord[] {
  const records: LogRecord[] = [];
  let lines: string[] = [];
  let head: Omit<LogRecord, 'message'> = { source: fallbackSource, level: 'INFO', at: fallbackAt };
  const close = (): void => {
    if (lines.some((line) => line !== '')) records.push({ ...head, message: lines.join('\n').trimEnd() });
  };
  for (const raw of text.split('\n')) {
    const line = plainLine(raw);
    const entry = parseHead(line);
    if (entry === null) {
      lines.push(line);
      continue;
    }
    close();
    head = entry.head;
    lines = [entry.first];
  }
  close();
  return records;
}

/** A line without colour codes and line end. */
export function plainLine(raw: string): string {
  const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  return line.includes('\u001B') ? line.replace(COLOUR, '') : line;
}

/** The prefix of an entry's first line, or null when the line begins none; the line without colour codes. */
export function parseHead(line: string): { head: Omit<LogRecord, 'message'>; first: string } | null {
  const match = ENTRY.exec(line);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const level = match[7] ?? '';
  if (!isLevel(level)) return null;
  const at = new Date(year ?? 0, (month ?? 1) - 1, day, hour, minute, second).getTime();
  const source = (match[8] ?? '').replace(/^qBitrr\./, '');
  return { head: { source, level, at }, first: match[9] ?? '' };
}
