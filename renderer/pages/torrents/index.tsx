import { useMutation } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { torrentsBody, type TorrentRow, type TorrentView } from '../../../server/contract/index.ts';
import {
  api,
  reasonOf,
  torrentKey,
  useConnection,
  useTorrentView,
  useUpdatesPaused,
  type TorrentWindow,
} from '../../data/index.ts';
import { Button, PageHeader, cx, format, showToast, usePhone, useTypedText } from '../../ui/index.ts';
import { CommandBar } from './command-bar.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { asksFirst, useCommands, type Wanted } from './commands.ts';
import { DetailPanel } from './detail-panel.tsx';
import { readListState, toggleGroup, writeListState, type ListState, type Order } from './list-state.ts';
import { ListStateView } from './list-states.tsx';
import { useSelection } from './selection.ts';
import { useColumnEntries } from './table-head.tsx';
import { Toolbar } from './toolbar.tsx';
import { TorrentTable } from './torrent-table.tsx';
import { useLayout } from './use-layout.ts';
import { windowLines } from './window.ts';

const listAddress = (query: string): string => (query === '' ? '/torrents' : `/torrents?${query}`);

function detailAddress(key: string, query: string): string {
  const slash = key.lastIndexOf('/');
  const path = `/torrents/${encodeURIComponent(key.slice(0, slash))}/${key.slice(slash + 1)}`;
  return query === '' ? path : `${path}?${query}`;
}

/** Torrents that "Select all" reads in one request. */
const mostAtOnce = 5000;

/** The torrent as the table has it; undefined when it is not on screen. */
const rowOnScreen = (view: TorrentView | undefined, instance: string, hash: string): TorrentRow | undefined =>
  view?.items
    .flatMap((item) => (item.kind === 'row' ? [item.row] : []))
    .find((row) => row.instance === instance && row.hash === hash);

const filterOf = ({ show, text, ...rest }: ListState): Omit<TorrentWindow, 'offset' | 'limit'> => ({
  ...rest,
  show: show === 'all' ? null : show,
  text: text === '' ? null : text,
});

type Filter = Pick<TorrentWindow, 'show' | 'text'>;

/** All torrents that the filter lets through, in the order of the server. */
async function allMatching({ show, text }: Filter): Promise<TorrentRow[]> {
  const rows: TorrentRow[] = [];
  for (;;) {
    const query = { show, text, limit: mostAtOnce, offset: rows.length };
    const page = await api.get('/torrents', { schema: torrentsBody, query });
    rows.push(...page.torrents);
    if (!page.truncated || page.torrents.length === 0) return rows;
  }
}

/** All torrents with what was decided about each, why, and what comes next (ui.md 6.2). */
export default function TorrentsPage() {
  const { t: say } = useTranslation('torrents');
  const { t: common } = useTranslation('common');
  const [search, setSearch] = useSearchParams();
  const { instance, hash } = useParams();
  const navigate = useNavigate();
  const paused = useUpdatesPaused();
  const phone = usePhone();
  const { stale } = useConnection();

  const { layout, change: changeLayout } = useLayout(say);
  const query = search.toString();
  const state = useMemo(() => readListState(new URLSearchParams(query), layout), [query, layout]);
  const [offset, setOffset] = useState(0);
  const filter = filterOf(useDeferredValue(state));
  const { data: view, error, refetch } = useTorrentView({ ...filter, offset, limit: windowLines });
  const selected = instance !== undefined && hash !== undefined ? torrentKey({ instance, hash }) : null;

  const selection = useSelection(view?.items ?? []);
  const chosen = [...selection.rows.values()];
  const { run, blocked, busy } = useCommands(say);
  const [asked, setAsked] = useState<Wanted | null>(null);
  const command = (wanted: Wanted): void => (asksFirst(wanted.command, wanted.rows) ? setAsked(wanted) : run(wanted));
  const confirm = (wanted: Wanted): void =>
    run(wanted, () => {
      setAsked(null);
      selection.clear();
    });
  const selectAll = useMutation({
    mutationFn: () => allMatching(filter),
    onSuccess: (rows) => selection.add(rows),
    onError: (cause) => showToast({ title: say('selection.allFailed'), body: reasonOf(cause), tone: 'danger' }),
  });

  const change = (next: ListState): void => setSearch(writeListState(next, layout), { replace: true });
  const reorder = (order: Order): void => {
    changeLayout({ ...layout, ...order });
    setSearch(writeListState({ ...state, ...order }, order), { replace: true });
  };
  const columns = useColumnEntries(layout, changeLayout);
  const [text, setText] = useTypedText(state.text, (typed) => change({ ...state, text: typed }));
  const counts = view?.counts ?? {};
  const attention = (counts['problem'] ?? 0) + (counts['held'] ?? 0) + (counts['removal'] ?? 0);
  const summary =
    view !== undefined
      ? [
          say('torrents', { count: view.totals.count }),
          state.group === 'category' ? say('categories', { count: view.groupKeys.length }) : '',
          view.totals.seeding > 0 ? say('seedingCount', { count: view.totals.seeding }) : '',
          format.bytes(view.totals.size),
        ]
      : [];

  return (
    <div className={cx('flex h-full min-h-0 flex-col', selected !== null && 'wide:pr-120')}>
      <PageHeader
        title={say('title')}
        documentTitle={attention > 0 ? say('documentTitle', { count: attention }) : undefined}
        summary={summary.filter(Boolean).join(', ')}
        actions={
          <>
            {phone && (
              <Button aria-pressed={selection.active} onClick={() => selection.setActive(!selection.active)}>
                {say(selection.active ? 'selection.stop' : 'selection.start')}
              </Button>
            )}
            {paused && <Button onClick={() => void refetch()}>{common('refresh')}</Button>}
          </>
        }
      />
      <Toolbar
        state={{ ...state, text }}
        counts={counts}
        onChange={change}
        onText={setText}
        onOrder={reorder}
        columns={columns}
        say={say}
      />
      {chosen.length > 0 && (
        <CommandBar
          rows={chosen}
          {...{ blocked, busy, say }}
          onCommand={command}
          onClear={selection.clear}
          matching={view?.totals.count ?? 0}
          onAll={() => selectAll.mutate()}
        />
      )}
      {view !== undefined && view.lines > 0 ? (
        <div className={cx('flex min-h-0 flex-1 flex-col', stale && 'stale')}>
          <TorrentTable
            view={view}
            state={state}
            layout={layout}
            selected={selected}
            selection={selection}
            addressOf={(key) => detailAddress(key, query)}
            onOffset={setOffset}
            onOrder={reorder}
            onLayout={changeLayout}
            onToggle={(group) => change(toggleGroup(state, group, view.groupKeys))}
            onKeep={(row) => command({ command: 'keep', rows: [row] })}
            say={say}
          />
        </div>
      ) : (
        <ListStateView
          known={view?.known}
          error={error}
          onRetry={() => void refetch()}
          state={state}
          onChange={change}
          say={say}
        />
      )}
      {instance !== undefined && hash !== undefined && (
        <DetailPanel
          instance={instance}
          hash={hash}
          live={rowOnScreen(view, instance, hash)}
          onClose={() => void navigate(listAddress(query))}
          {...{ blocked, busy }}
          onCommand={command}
          say={say}
        />
      )}
      <CommandDialog wanted={asked} busy={busy} onClose={() => setAsked(null)} onConfirm={confirm} say={say} />
    </div>
  );
}
