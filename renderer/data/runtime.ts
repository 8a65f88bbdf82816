import { QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { activityBody, logSummary, logWindow, logsBody, type LiveFromServer } from '../../server/contract/index.ts';
import { activityQuery } from './activity.ts';
import { ActivityFeed } from './activity-feed.ts';
import { api } from './api.ts';
import { ApiError } from './api-error.ts';
import { liveAddress } from './base.ts';
import { connection } from './connection.ts';
import { LiveLine, type Socket, type SocketEvents } from './live.ts';
import { LogFeed } from './log-feed.ts';
import { filterQuery } from './logs.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.status === 0,
      retryDelay: (failures) => 500 * 2 ** failures,
      refetchOnWindowFocus: true,
      staleTime: 2000,
    },
    mutations: { retry: false },
  },
});

const filesAnswer = logsBody.extend({ sources: z.array(z.string()) });

export const logFeed = new LogFeed({
  window: (filter, place) =>
    api.get('/logs/query', {
      schema: logWindow,
      query: { ...filterQuery(filter, Date.now()), ...place, context: filter.context ? 1 : null },
    }),
  summary: (filter) => api.get('/logs/query/summary', { schema: logSummary, query: filterQuery(filter, Date.now()) }),
  files: () => api.get('/logs', { schema: filesAnswer, query: { limit: 1 } }),
});

export const activityFeed = new ActivityFeed({
  page: (filter, before, limit) =>
    api.get('/activity', {
      schema: activityBody,
      query: { ...activityQuery(filter, Date.now()), before, limit, brief: 1 },
    }),
  now: () => Date.now(),
});

/** Puts a live frame where the pages read it. */
function take(frame: LiveFromServer): void {
  switch (frame.type) {
    case 'hello':
      void queryClient.invalidateQueries();
      if (logFeed.view().loading === null) void logFeed.refresh();
      void activityFeed.catchUp();
      return;
    case 'processes':
      queryClient.setQueryData(['processes'], frame.data);
      return;
    case 'status':
      queryClient.setQueryData(['status'], frame.data);
      connection.note({ kind: 'ready', ready: frame.data.ready });
      return;
    case 'torrentNews':
      void queryClient.invalidateQueries({ queryKey: ['torrent view'] });
      for (const { instance, hash } of frame.data.changed)
        void queryClient.invalidateQueries({ queryKey: ['torrent', instance, hash] });
      return;
    case 'log':
      logFeed.noticed();
      return;
    case 'activity':
      activityFeed.take(frame.data);
      void queryClient.invalidateQueries({ queryKey: ['torrent'] });
      return;
    default:
      return;
  }
}

function openSocket(events: SocketEvents): Socket {
  const web = new WebSocket(liveAddress());
  web.addEventListener('message', (event: MessageEvent<unknown>) => events.message(event.data));
  web.addEventListener('close', (event) => events.closed(event.code));
  return { send: (text) => web.send(text), close: () => web.close() };
}

export const live = new LiveLine({
  open: openSocket,
  onFrame: take,
  note: connection.note,
  now: () => Date.now(),
  random: Math.random,
});

/** A hidden page keeps its stream this long, so that a glance elsewhere costs nothing. */
const restAfter = 10_000;

/** Starts the stream and ties it to the window: rests while hidden, wakes on focus, network and sign-in (ui.md SH-4). */
export function startRuntime(): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    if (connection.facts().signedOut) live.stop();
    else if (!connection.facts().resting) live.start();
  };
  const wake = () => {
    clearTimeout(rest);
    if (document.hidden) {
      rest = setTimeout(() => {
        connection.note({ kind: 'resting', resting: true });
        live.stop();
      }, restAfter);
      return;
    }
    connection.note({ kind: 'resting', resting: false });
    live.retryNow();
  };
  const network = () => {
    connection.note({ kind: 'online', online: navigator.onLine });
    if (navigator.onLine) live.retryNow();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('focus', wake);
  window.addEventListener('online', network);
  window.addEventListener('offline', network);
  const unsubscribe = connection.subscribe(run);
  run();
  return () => {
    unsubscribe();
    clearTimeout(rest);
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('focus', wake);
    window.removeEventListener('online', network);
    window.removeEventListener('offline', network);
    live.stop();
  };
}

/** Asks for everything again: the Refresh and Retry now buttons. */
export async function refreshAll(): Promise<void> {
  live.retryNow();
  await Promise.all([queryClient.invalidateQueries(), logFeed.refresh(), activityFeed.catchUp()]);
}

/** After a sign-in: the stream comes back and the page goes on where it was. */
export async function signedInAgain(): Promise<void> {
  connection.note({ kind: 'signedIn' });
  await refreshAll();
}
