export type PatternResult = { ok: true; source: string } | { ok: false; message: string };

/**
 * A Python regular expression written for JavaScript, to be compiled with the `s` flag (torrents.md F10, Q28).
 * `ignoreCase` says that the `i` flag is set anyway; without it a leading `(?i)` spells letters in both cases.
 * `\\d` is read as `\d`, since the shipped NCOP and NCED patterns are escaped twice.
 */
export function translatePattern(pattern: string, ignoreCase: boolean): PatternResult {
  const flags = /^\(\?([aiLmsux]+)\)/.exec(pattern)?.[1] ?? '';
  if (flags.includes('x')) return { ok: false, message: 'the (?x) flag is not supported' };
  const body = flags === '' ? pattern : pattern.slice(flags.length + 3);
  if (/\(\?[aiLmsux]+\)/.test(body)) return { ok: false, message: 'flags such as (?i) must stand at the beginning' };
  const python = body
    .replaceAll('\\\\d', '\\d')
    .replace(/\(\?#[^)]*\)/g, '')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?i:/g, ignoreCase ? '(?:' : '(?i:')
    .replaceAll('\\A', '^')
    .replaceAll('\\Z', '$');
  const named = python.includes('\\k<') ? python : python.replace(/\(\?<(?![=!])\w+>/g, '(');
  const source = flags.includes('i') && !ignoreCase ? bothCases(named) : named;
  try {
    RegExp(source, ignoreCase ? 'is' : 's');
    return { ok: true, source };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Spells each letter in both cases; escapes and group heads stay, inside a class both cases are listed. */
function bothCases(source: string): string {
  let inClass = false;
  return source.replace(/\\k<\w+>|\\.|\(\?<?[:=!]|[a-z]-[a-z]|[[\]]|[a-z]/gi, (part) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    if (part.length === 3 && part[1] === '-' && inClass) return part.toLowerCase() + part.toUpperCase();
    if (part.length > 1)
      return part.includes('-') ? Array.from(part, (letter) => pair(letter, inClass)).join('') : part;
    return pair(part, inClass);
  });
}

function pair(letter: string, inClass: boolean): string {
  if (!/[a-z]/i.test(letter)) return letter;
  const both = letter.toLowerCase() + letter.toUpperCase();
  return inClass ? both : `[${both}]`;
}
