import type { LibraryView } from '../contract/index.ts';

const absent = (): Promise<{ ok: false; reason: 'absent' }> => Promise.resolve({ ok: false, reason: 'absent' });

/** The library of a program that keeps none yet. */
export const absentLibrary: LibraryView = {
  movies: absent,
  series: absent,
  albums: absent,
  tracks: absent,
  artists: absent,
  artist: absent,
  authors: absent,
  author: absent,
};
