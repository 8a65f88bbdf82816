export { createQbittorrent } from './client.ts';
export type { QbittorrentDeps } from './client.ts';
export { emptyMaindata, mergeMaindata } from './merge.ts';
export type { Maindata, MaindataChange } from './merge.ts';
export type * from './types.ts';
