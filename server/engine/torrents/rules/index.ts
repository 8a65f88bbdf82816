import type { Rule } from '../rule.ts';
import { errored, missingFiles } from './broken.ts';
import { inspectFiles } from './files.ts';
import { seedGoal, seedingTags } from './goal.ts';
import { alreadyImported, customFormat, instantImport, leftovers, queueError, unplayable } from './queue.ts';
import { nearlyComplete, tooSlow } from './slow.ts';
import { failedCategory, ignored, recheckCategory, untouched } from './special.ts';
import { stalled, tooYoung, unavailable } from './stalled.ts';
import { heldForSpace, settling, startStopped, stopQueued } from './switching.ts';

/**
 * The ordered list; the first match ends it (torrents.md 2.2). It differs from the reference's order where a fix asks for it: `ignored`
 * ends everything (Q19), a finished torrent is handed over before anything else happens to it (Q1), and an error is looked at before
 * progress is (Q31).
 */
export const torrentRules: readonly Rule[] = [
  failedCategory,
  recheckCategory,
  ignored,
  seedingTags,
  queueError,
  customFormat,
  seedGoal,
  missingFiles,
  untouched,
  heldForSpace,
  tooYoung,
  stalled,
  inspectFiles,
  errored,
  alreadyImported,
  leftovers,
  unplayable,
  instantImport,
  startStopped,
  settling,
  stopQueued,
  nearlyComplete,
  tooSlow,
  unavailable,
];
