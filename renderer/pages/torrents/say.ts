import type { TFunction } from 'i18next';

/** Looks up a text of this page; handed in so that view models stay free of React. */
export type Say = TFunction<'torrents'>;
