import { useQuery } from '@tanstack/react-query';
import { torrentDetail, type TorrentRow } from '../../../server/contract/index.ts';
import { ApiError, api, detailOf, reasonOf } from '../../data/index.ts';
import { EmptyState, ErrorState, SidePanel, Skeleton, SkeletonBlock, useNow } from '../../ui/index.ts';
import type { Wanted } from './commands.ts';
import { DetailBody } from './detail-body.tsx';
import type { Say } from './say.ts';

/** What must change in the live table before the explanation is asked for again. */
const signatureOf = (row: TorrentRow | undefined): string =>
  row === undefined
    ? ''
    : [row.decision, row.action, row.since, row.next?.at, row.state, row.observed, row.removedAt].join('|');

interface DetailPanelProps {
  instance: string;
  hash: string;
  /** The torrent as the live table has it; undefined when it is not there. */
  live: TorrentRow | undefined;
  onClose: () => void;
  blocked: string | null;
  busy: boolean;
  onCommand: (wanted: Wanted) => void;
  say: Say;
}

function Loading({ say }: { say: Say }) {
  return (
    <SkeletonBlock what={say('detail.what')}>
      <div className="flex flex-col gap-4">
        {['w-1/2', 'w-4/5', 'w-3/5', 'w-4/5', 'w-2/3', 'w-3/4'].map((width, index) => (
          <Skeleton key={`${width}-${index}`} className={width} />
        ))}
      </div>
    </SkeletonBlock>
  );
}

/** The explanation of one torrent beside the list; has its own address (ui.md 6.2). */
export function DetailPanel({ instance, hash, live, onClose, blocked, busy, onCommand, say }: DetailPanelProps) {
  const now = useNow(1000);
  const query = useQuery({
    queryKey: ['torrent', instance, hash, signatureOf(live)],
    queryFn: ({ signal }) =>
      api.get(`/torrents/${encodeURIComponent(instance)}/${encodeURIComponent(hash)}`, {
        schema: torrentDetail,
        signal,
      }),
    placeholderData: (previous) => (previous?.torrent.hash === hash ? previous : undefined),
    refetchInterval: 15_000,
    retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status === 404),
  });
  const gone = query.error instanceof ApiError && query.error.status === 404;
  const detail = query.data === undefined ? undefined : { ...query.data, torrent: live ?? query.data.torrent };

  return (
    <SidePanel open onClose={onClose} title={detail?.torrent.name ?? live?.name ?? hash}>
      {gone ? (
        <EmptyState title={say('detail.gone')} body={say('detail.goneBody')} />
      ) : detail !== undefined ? (
        <DetailBody {...{ detail, now, blocked, busy, onCommand, say }} />
      ) : query.isError ? (
        <ErrorState
          title={say('detail.error')}
          reason={reasonOf(query.error)}
          detail={detailOf(query.error)}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      ) : (
        <Loading say={say} />
      )}
    </SidePanel>
  );
}
