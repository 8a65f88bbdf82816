import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { torrentLayoutBody, type TorrentLayout } from '../../../server/contract/index.ts';
import { api, reasonOf } from '../../data/index.ts';
import { showToast } from '../../ui/index.ts';
import { completeLayout } from './layout.ts';
import type { Say } from './say.ts';

const key = ['torrent layout'];

/** Columns and order, stored on the server so that every browser agrees (ui.md TR-2). Shown at once, stored a moment later. */
export function useLayout(say: Say): { layout: TorrentLayout; change: (layout: TorrentLayout | null) => void } {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get('/preferences/torrents', { schema: torrentLayoutBody, signal }),
    staleTime: 60_000,
  });
  const { mutate } = useMutation({
    mutationFn: (layout: TorrentLayout | null) =>
      api.post('/preferences/torrents', { layout }, { schema: torrentLayoutBody }),
    // One after the other: the last change is the one that stays.
    scope: { id: 'torrent layout' },
    onError: (error) => showToast({ title: say('columns.notStored'), body: reasonOf(error), tone: 'danger' }),
  });
  const stored = data?.layout ?? null;
  const layout = useMemo(() => completeLayout(stored), [stored]);
  const change = (next: TorrentLayout | null): void => {
    void client.cancelQueries({ queryKey: key });
    client.setQueryData(key, { layout: next });
    mutate(next);
  };
  return { layout, change };
}
