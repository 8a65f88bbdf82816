/**
 * What helps against a fault of a TOML file, judged by its line and the column (from 1) where the parser gave up: the
 * mistakes people make who come from Python, Windows paths, YAML or an old editor. Null when nothing is recognised.
 */
export function hintFor(text: string, line: number, column: number): string | null {
  if (text.startsWith('\0') || /^[^\n]{0,3}\0/.test(text)) {
    return /[^\0]/.test(text.slice(0, 64))
      ? 'the file looks like UTF-16; save it as UTF-8'
      : 'the file holds zero bytes, as after a power cut';
  }
  if (text.includes('\r') && !text.includes('\n'))
    return 'lines end with a carriage return alone; save with line feeds';
  const faulty = text.split('\n')[line - 1] ?? '';
  if (faulty.includes('\0')) return 'zero bytes, as after a power cut';
  const value = /^\s*[^=#]*=\s*(.*?)\s*$/.exec(faulty)?.[1] ?? null;
  if (value === null) {
    if (/^\s*[\w-]+\s*:/.test(faulty)) return 'keys and values are parted by =, not by a colon';
    return null;
  }
  if (/^"[^"]*\\/.test(value) || value.includes('\\')) {
    if (value.startsWith('"')) return "a backslash begins an escape here; write '...' in single quotes, or / instead";
    if (value.startsWith("'")) return "in single quotes nothing is escaped; use double quotes for text with a '";
  }
  if (/^(True|False|TRUE|FALSE)\b/.test(value)) return 'true and false are written in small letters';
  if (/^(yes|no|on|off|none|null)\b/i.test(value)) return 'write true or false, or text in quotes';
  if (value === '' || value.startsWith('#')) return 'there is no value behind =';
  if (!/^["'[{\d+-]/.test(value) && column > faulty.indexOf('=')) return 'text needs quotes';
  return null;
}
