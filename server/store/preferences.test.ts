import { expect, test } from 'vitest';
import type { TorrentLayout } from '../contract/index.ts';
import { openDatabase } from './database.ts';
import { createMetaStore } from './meta.ts';
import { createPreferenceStore } from './preferences.ts';

test('TR-2: a layout outlives a restart; one that is not understood any more is none', () => {
  const database = openDatabase(':memory:');
  database.exec('create table meta (key text primary key, value text not null) without rowid');
  const meta = createMetaStore(database);
  const layout: TorrentLayout = {
    columns: [{ id: 'ratio', shown: false, width: 80 }],
    sort: 'size',
    descending: true,
  };
  createPreferenceStore(meta).setTorrentLayout(layout);
  expect(createPreferenceStore(meta).torrentLayout()).toEqual(layout);
  meta.set('panel.torrents', { ...layout, sort: 'moon' });
  expect(createPreferenceStore(meta).torrentLayout()).toBeNull();
  createPreferenceStore(meta).setTorrentLayout(null);
  expect(createPreferenceStore(meta).torrentLayout()).toBeNull();
  database.close();
});
