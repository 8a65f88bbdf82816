/** One step of a path: a key, or the position in an array of tables. */
export type Part = string | number;

/** A header or a key with its value, and where it stands. Offsets count characters of the text. */
export interface Statement {
  /** `table` = `[a.b]`, `element` = `[[a.b]]`, `key` = `a.b = value`. */
  readonly kind: 'table' | 'element' | 'key';
  /** From the root; elements of an array of tables carry their position. */
  readonly path: readonly Part[];
  /** Path of the header the statement stands below; empty at the top of the file. */
  readonly base: readonly Part[];
  /** First character of its line, and the one after its line end. */
  readonly start: number;
  readonly end: number;
  /** The value alone; for headers the end of the header on both. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** From 1. */
  readonly line: number;
}

export interface Scan {
  readonly text: string;
  readonly statements: readonly Statement[];
  /** Each comment from `#` to the end of its line, in file order. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly newline: '\n' | '\r\n';
}

/**
 * Finds the statements and comments of TOML text. The text has to be valid: what a parser accepts is taken apart exactly,
 * anything else leads to nonsense but never to an endless loop.
 */
export function scanToml(text: string): Scan {
  const statements: Statement[] = [];
  const comments: { start: number; end: number }[] = [];
  const elements = new Map<string, number>();
  let base: Part[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let counted = 0;
  const lineAt = (offset: number): number => {
    for (let seen = text.indexOf('\n', counted); seen >= 0 && seen < offset; seen = text.indexOf('\n', seen + 1)) {
      line += 1;
      counted = seen + 1;
    }
    return line;
  };
  while (at < text.length) {
    const start = at;
    const first = skipBlanks(text, at);
    const letter = text[first];
    if (letter === undefined || letter === '\n' || letter === '\r') {
      at = nextLine(text, first);
    } else if (letter === '#') {
      comments.push({ start: first, end: lineEnd(text, first) });
      at = nextLine(text, first);
    } else if (letter === '[') {
      const isElement = text[first + 1] === '[';
      const key = readKey(text, first + (isElement ? 2 : 1));
      const valueEnd = Math.min(skipBlanks(text, key.end) + (isElement ? 2 : 1), text.length);
      base = resolve(key.parts, elements, isElement);
      const kind = isElement ? 'element' : 'table';
      const tail = skipBlanks(text, valueEnd);
      if (text[tail] === '#') comments.push({ start: tail, end: lineEnd(text, tail) });
      at = nextLine(text, tail);
      statements.push({ kind, path: base, base, start, end: at, valueStart: valueEnd, valueEnd, line: lineAt(first) });
    } else {
      const key = readKey(text, first);
      const valueStart = skipBlanks(text, Math.min(skipBlanks(text, key.end) + 1, text.length));
      const valueEnd = skipValue(text, valueStart, comments);
      const tail = skipBlanks(text, valueEnd);
      if (text[tail] === '#') comments.push({ start: tail, end: lineEnd(text, tail) });
      at = nextLine(text, tail);
      const path = [...base, ...key.parts];
      statements.push({ kind: 'key', path, base, start, end: at, valueStart, valueEnd, line: lineAt(first) });
    }
    if (at <= start) at = start + 1;
  }
  return { text, statements, comments, newline: text.includes('\r\n') ? '\r\n' : '\n' };
}

/** The elements of an array literal whose `[` stands at `start`, without the commas. */
export function arrayItems(text: string, start: number): { readonly start: number; readonly end: number }[] {
  const items: { start: number; end: number }[] = [];
  let at = skipFiller(text, start + 1);
  while (at < text.length && text[at] !== ']') {
    const end = skipValue(text, at);
    if (end === at) break;
    items.push({ start: at, end });
    at = skipFiller(text, end);
    if (text[at] === ',') at = skipFiller(text, at + 1);
  }
  return items;
}

/** The pairs of an inline table whose `{` stands at `start`. */
export function inlineItems(
  text: string,
  start: number,
): { readonly path: readonly string[]; readonly start: number; readonly valueStart: number; readonly end: number }[] {
  const items: { path: string[]; start: number; valueStart: number; end: number }[] = [];
  let at = skipFiller(text, start + 1);
  while (at < text.length && text[at] !== '}') {
    const key = readKey(text, at);
    const valueStart = skipBlanks(text, skipBlanks(text, key.end) + 1);
    const end = skipValue(text, valueStart);
    if (end <= at) break;
    items.push({ path: key.parts, start: at, valueStart, end });
    at = skipFiller(text, end);
    if (text[at] === ',') at = skipFiller(text, at + 1);
  }
  return items;
}

/** Header paths name arrays of tables by key alone; the position meant is that of the last element so far. */
function resolve(parts: readonly string[], elements: Map<string, number>, isElement: boolean): Part[] {
  let path: Part[] = [];
  for (const [index, part] of parts.entries()) {
    path = [...path, part];
    const name = JSON.stringify(path);
    if (isElement && index === parts.length - 1) {
      const position = (elements.get(name) ?? -1) + 1;
      elements.set(name, position);
      path = [...path, position];
    } else {
      const position = elements.get(name);
      if (position !== undefined) path = [...path, position];
    }
  }
  return path;
}

function readKey(text: string, from: number): { parts: string[]; end: number } {
  const parts: string[] = [];
  let at = skipBlanks(text, from);
  for (;;) {
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const end = skipString(text, at);
      const raw = text.slice(at + 1, end - 1);
      parts.push(quote === '"' ? unescaped(raw) : raw);
      at = end;
    } else {
      const start = at;
      while (at < text.length && /[^\s.=\]#"']/.test(text[at] ?? '')) at += 1;
      parts.push(text.slice(start, at));
    }
    const next = skipBlanks(text, at);
    if (text[next] !== '.') return { parts, end: at };
    at = skipBlanks(text, next + 1);
  }
}

/** TOML's escapes in keys are JSON's, and `\e`, `\xHH` and `\UXXXXXXXX`. */
function unescaped(raw: string): string {
  const json = raw
    .replace(/\\U([0-9a-fA-F]{8})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/\\x([0-9a-fA-F]{2})/g, '\\u00$1')
    .replace(/\\e/g, '\\u001b')
    .replaceAll('\t', '\\t');
  try {
    return String(JSON.parse(`"${json}"`));
  } catch {
    return raw;
  }
}

function skipValue(text: string, from: number, comments?: { start: number; end: number }[]): number {
  const letter = text[from];
  if (letter === '"' || letter === "'") return skipString(text, from);
  if (letter !== '[' && letter !== '{') {
    let at = from;
    while (at < text.length && !/[,\]}#\n\r]/.test(text[at] ?? '')) at += 1;
    while (at > from && /[ \t]/.test(text[at - 1] ?? '')) at -= 1;
    return at;
  }
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const here = text[at];
    if (here === '"' || here === "'") at = skipString(text, at) - 1;
    else if (here === '#') {
      const end = lineEnd(text, at);
      comments?.push({ start: at, end });
      at = end - 1;
    } else if (here === '[' || here === '{') depth += 1;
    else if (here === ']' || here === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function skipString(text: string, from: number): number {
  const quote = text[from] ?? '"';
  const triple = quote.repeat(3);
  if (text.startsWith(triple, from)) {
    for (let at = from + 3; at < text.length; at += 1) {
      if (quote === '"' && text[at] === '\\') at += 1;
      else if (text.startsWith(triple, at)) {
        let end = at + 3;
        while (text[end] === quote && end < at + 5) end += 1;
        return end;
      }
    }
    return text.length;
  }
  for (let at = from + 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
    else if (text[at] === '\n') return at;
  }
  return text.length;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

/** Blanks, line ends and comments. */
function skipFiller(text: string, from: number): number {
  let at = from;
  for (;;) {
    if (/\s/.test(text[at] ?? '')) at += 1;
    else if (text[at] === '#') at = lineEnd(text, at);
    else return at;
  }
}

/** The offset of the line end, a carriage return before it not included. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}
