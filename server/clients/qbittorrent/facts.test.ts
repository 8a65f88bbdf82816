import { describe, expect, it } from 'vitest';
import { toPatch, toState, toTags, wireTorrent } from './facts.ts';

const patchOf = (wire: unknown) => toPatch(wireTorrent.parse(wire));

describe('torrent facts', () => {
  it.each([
    ['pausedUP', 'stoppedUP'],
    ['stoppedUP', 'stoppedUP'],
    ['pausedDL', 'stoppedDL'],
    ['forcedMetaDL', 'forcedMetaDL'],
    ['somethingNew', 'unknown'],
    ['constructor', 'unknown'],
  ])('FIX Q2: state %s is %s', (sent, state) => {
    expect(toState(sent)).toBe(state);
  });

  it('FIX Q17: tags are exact labels', () => {
    expect(toTags('qBitrr-ignored-not, b c,a')).toEqual(['qBitrr-ignored-not', 'b c', 'a']);
    expect(toTags('')).toEqual([]);
  });

  it('brings only the fields that were sent, and ignores unknown ones and nulls', () => {
    expect(patchOf({ dlspeed: 5, availability: null, brand_new: [] })).toEqual({ dlspeed: 5 });
  });

  it.each([
    [-1, null],
    [0, null],
    [4_294_967_295, null],
    [1_700_000_000, 1_700_000_000_000],
  ])('completion_on %i is %s ms', (sent, completedAt) => {
    expect(patchOf({ completion_on: sent })).toEqual({ completedAt });
  });

  it('knows the unknown eta, and 4.3 limits of -1', () => {
    expect(patchOf({ eta: 8_640_000, dl_limit: -1, priority: -1 })).toEqual({ eta: null, dlLimit: 0, priority: 0 });
    expect(patchOf({ eta: 60 })).toEqual({ eta: 60 });
  });
});
