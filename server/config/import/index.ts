import type { ImportRequest } from '../../contract/index.ts';
import { importDecluttarr } from './decluttarr.ts';
import { importQbitrr } from './qbitrr.ts';
import { readSource } from './read.ts';
import type { Current, ImportRead } from './types.ts';

/**
 * Reads another program's configuration and proposes ours from it, with a report of what was understood. Nothing is
 * written. Problems name the place in the file, never its content.
 */
export async function readImport(request: ImportRequest, current: Current): Promise<ImportRead> {
  const source = await readSource(request);
  if (!source.ok) return source;
  return request.source === 'decluttarr'
    ? importDecluttarr(source.text, current)
    : importQbitrr(source, request.source, current);
}
