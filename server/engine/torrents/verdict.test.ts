import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { torrentState } from '../../contract/index.ts';
import { tag } from './facts.ts';
import { sampleComplete, sampleContext, sampleDownload, sampleNow } from './sample.ts';
import { judge } from './verdict.ts';

const minutes = (count: number) => count * 60;

describe('special categories', () => {
  it('D03 K1 SC190: the failed category removes whatever the state, age or tag', () => {
    const facts = sampleDownload({ category: 'failed', addedOn: sampleNow - 5, tags: [tag.ignored] });
    const verdict = judge(sampleContext(facts, { rules: { kind: 'failed', manager: 'core' } }));
    expect(verdict).toMatchObject({ decision: 'failed_category', action: 'remove' });
  });

  it('D04 Q7 SC192: the recheck category rechecks once and names where the torrent goes back to', () => {
    const facts = sampleDownload({ category: 'recheck' });
    const rules = { kind: 'recheck', manager: 'core' } as const;
    const first = judge(sampleContext(facts, { rules, memory: { previousCategory: 'radarr' } }));
    expect(first).toMatchObject({
      decision: 'recheck_category',
      action: 'recheck-restore',
      values: { previous: 'radarr' },
    });
    const second = judge(sampleContext(facts, { rules, memory: { recheckedAt: sampleNow - 10 } }));
    expect(second.action).toBe('none');
  });

  it('SC193: a torrent that is being checked is not rechecked', () => {
    const facts = sampleDownload({ category: 'recheck', state: 'checkingDL' });
    expect(judge(sampleContext(facts, { rules: { kind: 'recheck' } })).action).toBe('none');
  });
});

describe('ignored', () => {
  it.each(['missingFiles', 'error', 'stalledDL', 'stalledUP', 'stoppedDL'] as const)(
    'Q19: an ignored torrent in state %s is left alone',
    (state) => {
      const verdict = judge(sampleContext(sampleDownload({ state, tags: [tag.ignored], lastActivity: 0 })));
      expect(verdict).toMatchObject({
        decision: 'ignored',
        action: 'none',
        checkAt: null,
        tags: { add: [], remove: [] },
      });
    },
  );

  it('Q17 SC009: a label that only contains the tag is not the tag', () => {
    const verdict = judge(sampleContext(sampleDownload({ tags: ['not-qBitrr-ignored-really'] })));
    expect(verdict.decision).not.toBe('ignored');
  });
});

describe('missing files', () => {
  it('D05 Q34 SC014: waits for the grace period and then removes without files', () => {
    const facts = sampleDownload({ state: 'missingFiles' });
    const early = judge(sampleContext(facts, { memory: { missingSince: sampleNow - 100 } }));
    expect(early).toMatchObject({ action: 'none', planned: { action: 'remove-keep-files', at: sampleNow + 80 } });
    const late = judge(sampleContext(facts, { memory: { missingSince: sampleNow - 180 } }));
    expect(late).toMatchObject({ decision: 'missing_files', action: 'remove-keep-files' });
  });

  it('Q34: seen for the first time it never removes, even with a grace of zero', () => {
    const facts = sampleDownload({ state: 'missingFiles' });
    expect(judge(sampleContext(facts, { rules: { ignoreYoungerSeconds: 0 } })).action).toBe('none');
  });
});

describe('untouched states', () => {
  it.each(['forcedDL', 'queuedDL', 'checkingDL', 'moving', 'allocating', 'checkingUP', 'forcedUP'] as const)(
    'D06 SC010 SC013: %s gets no action',
    (state) => {
      const verdict = judge(sampleContext(sampleDownload({ state, lastActivity: sampleNow - 86_400 })));
      expect(verdict).toMatchObject({ action: 'none', checkAt: null });
    },
  );
});

describe('stalled downloads', () => {
  const stalledFor = (seconds: number, change = {}) =>
    sampleDownload({ state: 'stalledDL', lastActivity: sampleNow - seconds, ...change });
  const tagged = { tags: [tag.allowedSeeding, tag.allowedStalled] };

  it('SC060: within the limit it is tagged and its removal is planned', () => {
    const verdict = judge(sampleContext(stalledFor(300)));
    expect(verdict).toMatchObject({
      decision: 'stalled',
      action: 'none',
      tags: { add: [tag.allowedStalled] },
      reSearch: false,
    });
    expect(verdict.planned).toMatchObject({ action: 'remove', at: sampleNow - 300 + minutes(15) });
    expect(verdict.checkAt).toBe(verdict.planned?.at);
  });

  it('SC061: tagged already, nothing more to do', () => {
    expect(judge(sampleContext(stalledFor(600, tagged)))).toMatchObject({ action: 'none', tags: { add: [] } });
  });

  it.each([
    ['SC062', tagged],
    ['SC063', {}],
  ])('%s: past the limit it is removed, tag or not', (_row, change) => {
    expect(judge(sampleContext(stalledFor(960, change)))).toMatchObject({ decision: 'stalled', action: 'remove' });
  });

  it.each([100, 200, 86_400])('SC067 Q20: a delay of -1 never removes (%i s)', (seconds) => {
    const verdict = judge(sampleContext(stalledFor(seconds), { rules: { stalledDelayMinutes: -1 } }));
    expect(verdict).toMatchObject({ action: 'none', tags: { add: [] } });
  });

  it('SC069 Q20: a delay of 0 tags and never removes', () => {
    const verdict = judge(sampleContext(stalledFor(86_400), { rules: { stalledDelayMinutes: 0 } }));
    expect(verdict).toMatchObject({ action: 'none', tags: { add: [tag.allowedStalled] }, checkAt: null });
  });

  it('SC071 T2: a young torrent is not judged', () => {
    const verdict = judge(sampleContext(stalledFor(100, { addedOn: sampleNow - 100 })));
    expect(verdict).toMatchObject({ decision: 'grace', action: 'none', tags: { add: [] }, checkAt: sampleNow + 80 });
  });

  it('SC072: ReSearchStalled asks for another release while the torrent is kept', () => {
    const verdict = judge(sampleContext(stalledFor(300), { rules: { reSearchStalled: true } }));
    expect(verdict).toMatchObject({ action: 'none', tags: { add: [tag.allowedStalled] }, reSearch: true });
  });

  it('SC074 SC095 T6: progress or completion takes the tag away', () => {
    expect(judge(sampleContext(sampleDownload(tagged))).tags.remove).toEqual([tag.allowedStalled]);
    expect(judge(sampleContext(sampleComplete({ tags: [tag.allowedStalled, tag.imported] }))).tags.remove).toEqual([
      tag.allowedStalled,
    ]);
  });

  it('SC075: no complete copy in the swarm makes a running download a candidate', () => {
    const verdict = judge(sampleContext(sampleDownload({ availability: 0.4, lastActivity: sampleNow - 30 })));
    expect(verdict.tags.add).toEqual([tag.allowedStalled]);
  });

  it('SC076 D19a: not available for longer than the limit is removed', () => {
    const verdict = judge(sampleContext(sampleDownload({ availability: 0.4, lastActivity: sampleNow - 1000 })));
    expect(verdict).toMatchObject({ decision: 'unavailable', action: 'remove' });
  });

  it('SC078 SC079 T10: metadata is judged by its age', () => {
    const meta = (age: number) =>
      sampleDownload({ state: 'metaDL', progress: 0, addedOn: sampleNow - age, lastActivity: sampleNow });
    expect(judge(sampleContext(meta(600))).action).toBe('none');
    expect(judge(sampleContext(meta(960)))).toMatchObject({ decision: 'metadata_stuck', action: 'remove' });
  });

  it('time before it could make progress does not count as stalled', () => {
    const verdict = judge(sampleContext(stalledFor(86_400), { memory: { activeSince: sampleNow - 60 } }));
    expect(verdict).toMatchObject({ action: 'none', planned: { at: sampleNow - 60 + minutes(15) } });
  });

  it('a download held for disk space is never stalled', () => {
    const verdict = judge(sampleContext(stalledFor(86_400, { tags: [tag.freeSpacePaused] })));
    expect(verdict.action).toBe('none');
  });
});

describe('files', () => {
  it('D09 SC058: a torrent with unchecked files is inspected whatever its age', () => {
    const facts = sampleDownload({ state: 'stalledDL', addedOn: sampleNow - 60 });
    expect(judge(sampleContext(facts, { memory: { checked: null } })).action).toBe('inspect-files');
  });

  it('Q33: changed patterns are applied again, the same ones are not', () => {
    expect(judge(sampleContext(sampleDownload(), { memory: { checked: 'other' } })).action).toBe('inspect-files');
    expect(judge(sampleContext(sampleDownload())).action).toBe('none');
  });

  it('N7: metadata has no files to inspect', () => {
    expect(
      judge(sampleContext(sampleDownload({ state: 'metaDL', addedOn: sampleNow - 300 }), { memory: { checked: null } }))
        .action,
    ).toBe('none');
  });
});

describe('instant import', () => {
  it('SC160 Q1: a finished torrent is handed over although it keeps seeding', () => {
    expect(judge(sampleContext(sampleComplete()))).toMatchObject({ decision: 'importing', action: 'import' });
  });

  it('SC161 I2: not when it was imported before', () => {
    expect(judge(sampleContext(sampleComplete({ tags: [tag.imported] })))).toMatchObject({
      decision: 'imported',
      action: 'none',
    });
    expect(judge(sampleContext(sampleComplete(), { memory: { sentAt: sampleNow - 5 } })).action).toBe('none');
  });

  it('SC162: waits until it has settled for 60 s', () => {
    const verdict = judge(sampleContext(sampleComplete({ completionOn: sampleNow - 30 })));
    expect(verdict).toMatchObject({
      decision: 'importing',
      action: 'none',
      planned: { action: 'import', at: sampleNow + 31 },
    });
    expect(judge(sampleContext(sampleComplete({ completionOn: sampleNow - 61 }))).action).toBe('import');
  });

  it('SC172 Q2: a stopped finished torrent is scanned too', () => {
    expect(judge(sampleContext(sampleComplete({ state: 'stoppedUP' }))).action).toBe('import');
  });

  it('SC166 A62: after a failed attempt it waits and says why', () => {
    const memory = { retryAt: sampleNow + 100, blockedBy: 'path does not exist' };
    const verdict = judge(sampleContext(sampleComplete(), { memory }));
    expect(verdict).toMatchObject({
      decision: 'import_blocked',
      action: 'none',
      values: { message: 'path does not exist' },
      checkAt: sampleNow + 100,
    });
  });
});

describe('the trail', () => {
  it('names every rule in order, and the ones behind the match as not run', () => {
    const { trail } = judge(sampleContext(sampleDownload({ state: 'stalledDL', lastActivity: sampleNow - 960 })));
    expect(trail.map((line) => `${line.row} ${line.outcome}`)).toEqual([
      'D03 skip',
      'D04 skip',
      'Q19 pass',
      'R27 pass',
      'B3 skip',
      'D01 skip',
      'D02 skip',
      'D05 skip',
      'D06 pass',
      'S17 skip',
      'T2 pass',
      'D08 match',
      'D09 notRun',
      'D15 notRun',
      'I2 notRun',
      'F31 notRun',
      'F25 notRun',
      'D16 notRun',
      'D07 notRun',
      'D10 notRun',
      'D11 notRun',
      'D13 notRun',
      'D18 notRun',
      'D19a notRun',
    ]);
    expect(trail.find(({ row }) => row === 'D08')).toMatchObject({
      values: { time: 960, limit: 900 },
      setting: 'Radarr-A.Torrent.StalledDelay',
    });
  });
});

const anyTorrent = fc.record({
  state: fc.constantFrom(...torrentState.options),
  progress: fc.double({ min: 0, max: 1, noNaN: true }),
  amountLeft: fc.nat(),
  addedOn: fc.integer({ min: 0, max: sampleNow }),
  completionOn: fc.integer({ min: -1, max: sampleNow }),
  lastActivity: fc.integer({ min: 0, max: sampleNow }),
  availability: fc.double({ min: -1, max: 10, noNaN: true }),
  tags: fc.subarray(Object.values(tag)),
});

describe('properties', () => {
  it('an ignored torrent never gets an action or a tag', () => {
    fc.assert(
      fc.property(anyTorrent, (change) => {
        const verdict = judge(sampleContext(sampleDownload({ ...change, tags: [...change.tags, tag.ignored] })));
        expect([verdict.action, verdict.tags.add, verdict.tags.remove]).toEqual(['none', [], []]);
      }),
    );
  });

  it('Q20: with removal of stalled downloads off, an Arr loop removes nothing that has its files', () => {
    fc.assert(
      fc.property(anyTorrent, (change) => {
        const verdict = judge(sampleContext(sampleDownload(change), { rules: { stalledDelayMinutes: -1 } }));
        expect(verdict.action).not.toBe('remove');
      }),
    );
  });

  it('data is never deleted for missing files, and the same context gives the same verdict', () => {
    fc.assert(
      fc.property(anyTorrent, fc.nat(), (change, since) => {
        const context = sampleContext(sampleDownload({ ...change, state: 'missingFiles' }), {
          memory: { missingSince: since },
        });
        expect(judge(context).action).not.toBe('remove');
        expect(judge(context)).toEqual(judge(context));
      }),
    );
  });

  it('a verdict without action that waits for a time is looked at again at that time', () => {
    fc.assert(
      fc.property(anyTorrent, (change) => {
        const verdict = judge(sampleContext(sampleDownload(change)));
        expect(verdict.checkAt ?? -Infinity).toBeLessThanOrEqual(verdict.planned?.at ?? Infinity);
      }),
    );
  });
});
