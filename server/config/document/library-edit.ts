import { patch } from '@decimalturn/toml-patch';
import type { TextEdit } from './text.ts';

/** The TOML patch library: it writes what single lines cannot say, and needs 20 to 100 ms for a large file. */
export const libraryEdit: TextEdit = (text, wanted) => patch(text, wanted, { inlineTableStart: 10 });
