import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { activityBody, overviewBody, type ActivityBody, type OverviewBody } from '../../server/contract/index.ts';
import { ledgerKinds } from './activity.ts';
import { api } from './api.ts';
import { useUpdatesPaused } from './hooks.ts';

const refreshMs = 5000;
const latestRows = 8;

/** Plans, torrents by decision and counts of the reader's day, asked for again each 5 s (ui.md OV-4 to OV-6). */
export function useOverview(): UseQueryResult<OverviewBody> {
  const paused = useUpdatesPaused();
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) =>
      api.get('/overview', { schema: overviewBody, query: { since: new Date().setHours(0, 0, 0, 0) }, signal }),
    refetchInterval: paused ? false : refreshMs,
  });
}

/** The newest events, without the decisions before them (ui.md OV-6). */
export function useLatestActivity(): UseQueryResult<ActivityBody> {
  const paused = useUpdatesPaused();
  return useQuery({
    queryKey: ['activity', 'latest'],
    queryFn: ({ signal }) =>
      api.get('/activity', {
        schema: activityBody,
        query: { kinds: ledgerKinds([]).join(','), limit: latestRows, brief: 1 },
        signal,
      }),
    refetchInterval: paused ? false : refreshMs,
  });
}
