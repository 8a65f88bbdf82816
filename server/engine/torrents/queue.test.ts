import { describe, expect, it } from 'vitest';
import { notQueued } from './facts.ts';
import { queueFacts } from './queue.ts';
import type { FormatPolicy, MediaFormat, QueueRecord } from './queue.ts';

const listed = 'Not an upgrade for existing movie file(s)';
const record = (change: Partial<QueueRecord> = {}): QueueRecord => ({
  status: 'downloading',
  trackedDownloadStatus: 'ok',
  trackedDownloadState: 'downloading',
  statusMessages: [],
  mediaIds: [5],
  customFormatScore: 10,
  ...change,
});
const waiting = (messages: string[], change: Partial<QueueRecord> = {}): QueueRecord =>
  record({
    status: 'completed',
    trackedDownloadStatus: 'warning',
    trackedDownloadState: 'importPending',
    statusMessages: [{ title: 'Movie', messages }],
    ...change,
  });
const off: FormatPolicy = { unmetSearch: false, forceMinimum: false, bySeries: false };
const on: FormatPolicy = { ...off, unmetSearch: true };
const forced: FormatPolicy = { ...on, forceMinimum: true };
const facts = (records: QueueRecord[], policy = off, media: (MediaFormat | null)[] = []) =>
  queueFacts(records, [listed], policy, new Map(media.map((format, at) => [5 + at, format])));

describe('bad queue entries (torrents.md 5.5)', () => {
  it('B1: only completed ones that wait for their import with a warning', () => {
    expect(facts([waiting([listed])]).bad).toBe(listed);
    expect(facts([waiting([listed], { status: 'downloading' })]).bad).toBeNull();
    expect(facts([waiting([listed], { trackedDownloadState: 'imported' })]).bad).toBeNull();
    expect(facts([waiting([listed], { trackedDownloadStatus: 'ok' })]).bad).toBeNull();
  });

  it('B2: the message as a whole and with its case, in a group that has a title', () => {
    expect(facts([waiting(['Sample', listed])]).bad).toBe(listed);
    expect(facts([waiting([`${listed}. Existing: 1080p`])]).bad).toBeNull();
    expect(facts([waiting([listed.toLowerCase()])]).bad).toBeNull();
    expect(facts([waiting([], { statusMessages: [{ title: '', messages: [listed] }] })]).bad).toBeNull();
  });

  it('B4 B5: an entry without a path or a file list is judged like any other', () => {
    expect(facts([waiting([listed], { mediaIds: [] })]).bad).toBe(listed);
  });

  it('Q9 Q15: all entries of a download count; pending while one is not imported', () => {
    expect(facts([record({ trackedDownloadState: 'imported' }), waiting([listed])])).toMatchObject({
      pending: true,
      bad: listed,
    });
    expect(facts([record({ trackedDownloadState: 'imported' })]).pending).toBe(false);
    expect(facts([])).toEqual(notQueued);
  });
});

describe('custom format of a queue entry (torrents.md 5.4)', () => {
  const file = (fileScore: number, minScore: number): MediaFormat => ({ hasFile: true, fileScore, minScore });
  const noFile = (minScore: number): MediaFormat => ({ hasFile: false, fileScore: null, minScore });

  it('C1: without a score or anything to compare with there is no answer', () => {
    expect(facts([record()], off, [file(50, 0)]).format).toBeNull();
    expect(facts([record({ customFormatScore: null })], on, [file(50, 0)]).format).toBeNull();
    expect(facts([record({ mediaIds: [] })], on, [file(50, 0)]).format).toBeNull();
    expect(facts([record()], on, [null]).format).toBeNull();
  });

  it('C2 Q10: without a file only a forced minimum speaks', () => {
    expect(facts([record()], on, [noFile(100)]).format).toEqual({ unmet: false, wanted: 100 });
    expect(facts([record()], forced, [noFile(100)]).format).toEqual({ unmet: true, wanted: 100 });
    expect(facts([record()], forced, [noFile(5)]).format?.unmet).toBe(false);
  });

  it('C3: below the file that is there', () => {
    expect(facts([record()], on, [file(50, 0)]).format).toEqual({ unmet: true, wanted: 50 });
    expect(facts([record()], on, [file(10, 0)]).format?.unmet).toBe(false);
  });

  it('C4: with a forced minimum below the file and below the minimum', () => {
    expect(facts([record()], forced, [file(50, 100)]).format?.unmet).toBe(true);
    expect(facts([record()], forced, [file(50, 5)]).format?.unmet).toBe(false);
    expect(facts([record()], forced, [file(5, 100)]).format?.unmet).toBe(false);
  });

  it('C5 Q10: by series only the forced minimum of the series speaks', () => {
    const bySeries = { ...forced, bySeries: true };
    expect(facts([record()], bySeries, [file(0, 100)]).format?.unmet).toBe(true);
    expect(facts([record()], { ...bySeries, forceMinimum: false }, [file(50, 100)]).format?.unmet).toBe(false);
  });

  it('Q15: a pack is unmet only when it is for each of its items', () => {
    const pack = [record({ mediaIds: [5, 6] })];
    expect(facts(pack, on, [file(50, 0), file(5, 0)]).format?.unmet).toBe(false);
    expect(facts(pack, on, [file(50, 0), file(60, 0)]).format).toEqual({ unmet: true, wanted: 50 });
  });
});
