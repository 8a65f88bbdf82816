import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import {
  processesBody,
  statusBody,
  torrentView,
  type LiveTopic,
  type ProcessesBody,
  type StatusBody,
  type TorrentView,
  type TorrentViewQuery,
} from '../../server/contract/index.ts';
import { api } from './api.ts';
import { connection } from './connection.ts';
import { activityFeed, live, logFeed } from './runtime.ts';
import type { ActivityView } from './activity-feed.ts';
import type { LogView } from './log-feed.ts';

/** Asks the stream for topics while the component is shown and updates are not paused. */
function useTopics(topics: readonly LiveTopic[], wanted = true): void {
  const key = topics.join(' ');
  useEffect(() => {
    if (!wanted) return undefined;
    const asked: LiveTopic[] = topics.filter((topic) => key.includes(topic));
    return live.want(asked);
  }, [key, wanted, topics]);
}

const statusTopics: readonly LiveTopic[] = ['status'];
const processTopics: readonly LiveTopic[] = ['processes'];
const torrentTopics: readonly LiveTopic[] = ['torrentNews'];
const activityTopics: readonly LiveTopic[] = ['activity'];
const logTopics: readonly LiveTopic[] = ['logs'];

/** How fresh values arrive: by the stream, by asking again and again, or not at all (signed out). */
type Supply = 'stream' | 'poll' | 'none';
const supplyNow = (): Supply => {
  const { signedOut, socket } = connection.facts();
  return signedOut ? 'none' : socket === 'open' ? 'stream' : 'poll';
};
const useSupply = (): Supply => useSyncExternalStore(connection.subscribe, supplyNow);

/** Engine, qBittorrent and Arr state: GET /web/status kept fresh by the stream, polled each 5 s without it. */
export function useStatusQuery(): UseQueryResult<StatusBody> {
  useTopics(statusTopics);
  const supply = useSupply();
  return useQuery({
    queryKey: ['status'],
    queryFn: async ({ signal }) => {
      const body = await api.get('/status', { schema: statusBody, signal });
      connection.note({ kind: 'ready', ready: body.ready });
      return body;
    },
    refetchInterval: supply === 'poll' ? 5000 : false,
  });
}

/** The newest status; undefined before the first answer. */
export const useStatus = (): StatusBody | undefined => useStatusQuery().data;

/** True when `WebUI.LiveArr` is off: pages change only on Refresh (ui.md SH-4). */
export function useUpdatesPaused(): boolean {
  return useStatus()?.webui.LiveArr === false;
}

/** All loops: GET /web/processes kept fresh by the stream, polled each 2 s without it. */
export function useProcesses(): UseQueryResult<ProcessesBody> {
  const paused = useUpdatesPaused();
  useTopics(processTopics, !paused);
  const supply = useSupply();
  return useQuery({
    queryKey: ['processes'],
    queryFn: ({ signal }) => api.get('/processes', { schema: processesBody, signal }),
    refetchInterval: supply === 'poll' && !paused ? 2000 : false,
  });
}

/** A way to look at the table of torrents, and the lines on screen. */
export type TorrentWindow = Omit<TorrentViewQuery, 'closed'> & { closed: readonly string[] };

/**
 * A window of the table of torrents, asked for again when the stream tells that something changed, each 5 s without it. While
 * another window is on its way the last one stays.
 */
export function useTorrentView(window: TorrentWindow): UseQueryResult<TorrentView> {
  const paused = useUpdatesPaused();
  useTopics(torrentTopics, !paused);
  const supply = useSupply();
  return useQuery({
    queryKey: ['torrent view', window],
    queryFn: ({ signal }) =>
      api.get('/torrents/view', {
        schema: torrentView,
        query: { ...window, closed: window.closed.length === 0 ? null : JSON.stringify(window.closed) },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: supply === 'poll' && !paused ? 5000 : false,
  });
}

/** The log list for the filter last given to `logFeed.setFilter`, with live entries. */
export function useLogs(): LogView {
  const paused = useUpdatesPaused();
  useTopics(logTopics, !paused);
  return useSyncExternalStore(logFeed.subscribe, logFeed.view);
}

/** The activity list for the filter last given to `activityFeed.open`; asked again each 15 s without the stream. */
export function useActivity(): ActivityView {
  const paused = useUpdatesPaused();
  useTopics(activityTopics, !paused);
  const supply = useSupply();
  useEffect(() => {
    if (supply !== 'poll' || paused) return undefined;
    const timer = setInterval(() => void activityFeed.refresh(), 15_000);
    return () => clearInterval(timer);
  }, [supply, paused]);
  return useSyncExternalStore(activityFeed.subscribe, activityFeed.view);
}
