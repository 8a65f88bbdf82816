import { describe, expect, it } from 'vitest';
import { dialects } from './dialects.ts';
import { readWholeQueue } from './queue.ts';
import { queuePageSchema } from './schemas.ts';

const record = (id: number) => ({ id, movieId: id * 10, downloadId: `hash${id}` });
const page = (ids: number[], totalRecords: number, pageSize = 2) =>
  queuePageSchema.parse({ page: 1, pageSize, totalRecords, records: ids.map(record) });

/** Serves each list of pages in turn; the last list for ever. */
function server(...readings: ReturnType<typeof page>[][]) {
  const asked: number[] = [];
  let reading = -1;
  const fetchPage = (number: number) => {
    asked.push(number);
    if (number === 1) reading = Math.min(reading + 1, readings.length - 1);
    const pages = readings[reading] ?? [];
    return Promise.resolve(pages[Math.min(number, pages.length) - 1] ?? page([], 0));
  };
  return { asked, fetchPage };
}

describe('readWholeQueue', () => {
  it('Q16: reads every page once', async () => {
    const { asked, fetchPage } = server([page([1, 2], 5), page([3, 4], 5), page([5], 5)]);
    const entries = await readWholeQueue(fetchPage, dialects.radarr);
    expect(entries.map((entry) => entry.id)).toEqual([1, 2, 3, 4, 5]);
    expect(asked).toEqual([1, 2, 3]);
  });

  it('Q16: reads again when an entry slipped between two pages', async () => {
    const moved = [page([1, 2], 3), page([4], 3)];
    moved[1] = page([2], 3);
    const { fetchPage } = server(moved, [page([1, 2], 3), page([3], 3)]);
    const entries = await readWholeQueue(fetchPage, dialects.radarr);
    expect(entries.map((entry) => entry.id)).toEqual([1, 2, 3]);
  });

  it('arr-api 1.4: ends when the server repeats its last page, however large it says the queue is', async () => {
    const { asked, fetchPage } = server([page([1, 2], 9), page([3], 9)]);
    const entries = await readWholeQueue(fetchPage, dialects.radarr);
    expect(entries).toHaveLength(3);
    expect(asked).toHaveLength(9);
  });

  it('Q16: an empty queue is an empty list', async () => {
    const { asked, fetchPage } = server([page([], 0)]);
    expect(await readWholeQueue(fetchPage, dialects.radarr)).toEqual([]);
    expect(asked).toEqual([1]);
  });

  it('arr-api 1.1: absent members become null or empty, words start in lower case', async () => {
    const raw = { page: 1, pageSize: 10, totalRecords: 2, records: [{ id: 1 }, { id: 2, ...full }] };
    const [bare, rich] = await readWholeQueue(() => Promise.resolve(queuePageSchema.parse(raw)), dialects.sonarr);
    expect(bare).toEqual({
      id: 1,
      downloadId: null,
      title: '',
      status: '',
      trackedDownloadStatus: '',
      trackedDownloadState: '',
      statusMessages: [],
      outputPath: null,
      mediaIds: [],
      seriesId: null,
      customFormatScore: null,
    });
    expect(rich).toEqual({
      id: 2,
      downloadId: 'ABCDEF',
      title: 'Show S01',
      status: 'completed',
      trackedDownloadStatus: 'warning',
      trackedDownloadState: 'importPending',
      statusMessages: [
        { title: '', messages: ['no title'] },
        { title: 'a.mkv', messages: [] },
      ],
      outputPath: null,
      mediaIds: [7],
      seriesId: 3,
      customFormatScore: -5,
    });
  });
});

const full = {
  downloadId: 'abcdef',
  title: 'Show S01',
  status: 'Completed',
  trackedDownloadStatus: 'Warning',
  trackedDownloadState: 'importPending',
  statusMessages: [{ title: null, messages: ['no title'] }, { title: 'a.mkv' }],
  outputPath: '',
  episodeId: 7,
  seriesId: 3,
  movieId: 99,
  customFormatScore: -5,
  somethingNew: { deep: true },
};
