import { StringDecoder } from 'node:string_decoder';

const LONGEST_LINE = 64 * 1024;

/** Cuts a byte stream into lines; sequences and lines split between chunks are joined. `null` ends the stream. */
export function createLineDecoder(onLine: (line: string) => void): (chunk: Buffer | null) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const emit = (line: string): void => {
    const text = line.replace(/\r$/, '');
    if (text !== '') onLine(text);
  };
  return (chunk) => {
    rest += chunk === null ? decoder.end() : decoder.write(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) emit(line);
    if (chunk === null || rest.length > LONGEST_LINE) {
      emit(rest);
      rest = '';
    }
  };
}
