import type { FakeTorrent } from '../qbittorrent/index.ts';
import { wantedSize } from '../qbittorrent/torrent.ts';
import type { Life } from './life.ts';

/** What an Arr would show for a torrent of its own. */
function entryOf(life: Life, torrent: FakeTorrent) {
  const size = life.release.files.reduce((sum, file) => sum + file.size, 0);
  const left = Math.round(wantedSize(torrent) * (1 - torrent.progress));
  const isDone = life.doneAt !== null;
  const isStalled = torrent.state === 'stalledDL' || torrent.state === 'metaDL';
  const isBroken = torrent.state === 'error' || torrent.state === 'missingFiles';
  const errorMessage = isBroken
    ? 'qBittorrent is reporting an error'
    : isStalled
      ? 'The download is stalled with no connections'
      : null;
  return {
    title: life.release.name,
    status: isDone ? 'completed' : errorMessage !== null ? 'warning' : statusOf(torrent),
    trackedDownloadStatus: errorMessage === null ? 'ok' : 'warning',
    trackedDownloadState: isDone ? 'importPending' : 'downloading',
    errorMessage,
    outputPath: isDone ? `${torrent.savePath}/${life.release.name}` : null,
    size,
    sizeleft: isDone ? 0 : left,
    timeleftSeconds: torrent.eta === null ? null : Math.round(torrent.eta),
  };
}

function statusOf({ state }: FakeTorrent): string {
  if (state === 'queuedDL') return 'queued';
  return state === 'stoppedDL' ? 'paused' : 'downloading';
}

/** Puts a torrent into its Arr's queue. */
export function enlist(life: Life, torrent: FakeTorrent): void {
  if (life.realm === null || life.media === null) return;
  const importError = life.destiny === 'blocked' ? 'Not an upgrade for existing file' : null;
  const entry = { ...entryOf(life, torrent), importError, downloadId: life.hash, mediaIds: [life.media.id] };
  life.realm.arr.state.addQueueEntry(entry);
  life.queue = { listed: true, told: '' };
}

/** Brings the entry up to date; one that was removed there stays removed. */
export function mirror(life: Life, torrent: FakeTorrent): void {
  if (!life.queue.listed || life.realm === null) return;
  const { state } = life.realm.arr;
  if (state.rowsOf(life.hash).length === 0) {
    life.queue.listed = false;
    return;
  }
  const entry = entryOf(life, torrent);
  const told = JSON.stringify(entry);
  if (told === life.queue.told) return;
  life.queue.told = told;
  // A refused import stands as the Arr wrote it.
  const wasRefused = life.destiny === 'blocked' && life.imported;
  if (!wasRefused) state.updateQueueEntry(life.hash, entry);
}

/** The client no longer lists it, so the Arr forgets it. */
export function delist(life: Life): void {
  life.realm?.arr.state.removeQueueEntry(life.hash);
  life.queue.listed = false;
}

/** What the Arr does by itself after a while: the item has a file and the download leaves the queue. */
export function importByItself(life: Life): void {
  if (life.realm === null) return;
  const { state } = life.realm.arr;
  for (const row of state.removeQueueEntry(life.hash)) {
    const media = row.mediaId === null ? undefined : state.media.get(row.mediaId);
    if (media === undefined) continue;
    media.hasFile = true;
    state.addHistory(state.dialect.importedEvent, media.id, row.download);
  }
  life.queue.listed = false;
}
