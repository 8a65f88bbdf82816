/** What of the configuration runs in browsers too: its text, the form of its values, the names of its sections. */
import { editToml } from './document/edit-in-browser.ts';
import { redacting } from './secrets/redact.ts';

export { editToml, editTomlFully, fetchLibraryEdit, hasLibraryEdit } from './document/edit-in-browser.ts';
export { lineOf, parseToml, type Edited, type Parsed } from './document/text.ts';
export const redactToml = redacting(editToml);
export { isRedacted, isSecretKey, redacted } from './secrets/tree.ts';
export { arrTypeOf, isQbitName, patternOf, sectionsOf, splitKey } from './sections.ts';
export { diffTrees, getAt, isTree, sameValue, withChange, withChanges, type Change, type Tree } from './tree.ts';
export { cronProblem } from './values/cron.ts';
export { parseDuration, type DurationUnit } from './values/duration.ts';
export { translatePattern } from './values/pattern.ts';
export { parseSize } from './values/size.ts';
export { categoryPath, isPlaceholder } from './values/words.ts';
