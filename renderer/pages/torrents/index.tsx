import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { TorrentRow } from '../../../server/contract/index.ts';
import { torrentKey, useConnection, useTorrents, useUpdatesPaused, type Torrents } from '../../data/index.ts';
import { Button, Notice, NoticeList, PageHeader, cx, format, usePhone } from '../../ui/index.ts';
import { CommandBar } from './command-bar.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { asksFirst, useCommands, type Wanted } from './commands.ts';
import { DetailPanel } from './detail-panel.tsx';
import { buildList } from './list-model.ts';
import { readListState, sortBy, toggleGroup, writeListState, type ListState } from './list-state.ts';
import { ListStateView } from './list-states.tsx';
import { selectedRows, useSelection } from './selection.ts';
import { Toolbar } from './toolbar.tsx';
import { TorrentTable } from './torrent-table.tsx';
import { useTypedText } from './typed-text.ts';

const listAddress = (query: string): string => (query === '' ? '/torrents' : `/torrents?${query}`);

function detailAddress(key: string, query: string): string {
  const slash = key.lastIndexOf('/');
  const path = `/torrents/${encodeURIComponent(key.slice(0, slash))}/${key.slice(slash + 1)}`;
  return query === '' ? path : `${path}?${query}`;
}

/** The rows as a list that is made anew when the table changes: its Map stays the same, its version does not. */
function useRowsOf({ rows, version }: Torrents): readonly TorrentRow[] {
  const [known, setKnown] = useState({ version: -1, list: [] as readonly TorrentRow[] });
  if (known.version === version) return known.list;
  const list = [...rows.values()];
  setKnown({ version, list });
  return list;
}

/** All torrents with what was decided about each, why, and what comes next (ui.md 6.2). */
export default function TorrentsPage() {
  const { t: say } = useTranslation('torrents');
  const { t: common } = useTranslation('common');
  const [search, setSearch] = useSearchParams();
  const { instance, hash } = useParams();
  const navigate = useNavigate();
  const table = useTorrents();
  const paused = useUpdatesPaused();
  const phone = usePhone();
  const { stale } = useConnection();

  const query = search.toString();
  const state = useMemo(() => readListState(new URLSearchParams(query)), [query]);
  const shownState = useDeferredValue(state);
  const rows = useRowsOf(table);
  const list = useMemo(() => buildList(rows, shownState), [rows, shownState]);
  const selected = instance !== undefined && hash !== undefined ? torrentKey({ instance, hash }) : null;

  const selection = useSelection();
  const chosen = selectedRows(selection.keys, table.rows);
  const { run, blocked, busy } = useCommands(say);
  const [asked, setAsked] = useState<Wanted | null>(null);
  const command = (wanted: Wanted): void => (asksFirst(wanted.command, wanted.rows) ? setAsked(wanted) : run(wanted));
  const confirm = (wanted: Wanted): void =>
    run(wanted, () => {
      setAsked(null);
      selection.clear();
    });

  const change = (next: ListState): void => setSearch(writeListState(next), { replace: true });
  const [text, setText] = useTypedText(state.text, (typed) => change({ ...state, text: typed }));
  const attention = list.counts.problem + list.counts.held + list.counts.removal;
  const summary = table.loaded
    ? [
        say('torrents', { count: list.totals.count }),
        state.group === 'category' ? say('categories', { count: list.groupCount }) : '',
        list.totals.seeding > 0 ? say('seedingCount', { count: list.totals.seeding }) : '',
        format.bytes(list.totals.size),
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
            {paused && <Button onClick={table.refetch}>{common('refresh')}</Button>}
          </>
        }
      />
      <Toolbar state={{ ...state, text }} counts={list.counts} onChange={change} onText={setText} say={say} />
      {chosen.length > 0 && (
        <CommandBar rows={chosen} {...{ blocked, busy, say }} onCommand={command} onClear={selection.clear} />
      )}
      {table.loaded && table.total > list.known && (
        <NoticeList>
          <Notice tone="info">
            {say('capped', { shown: format.count(list.known), total: format.count(table.total) })}
          </Notice>
        </NoticeList>
      )}
      {table.loaded && list.items.length > 0 ? (
        <div className={cx('flex min-h-0 flex-1 flex-col', stale && 'opacity-60')}>
          <TorrentTable
            list={list}
            state={shownState}
            selected={selected}
            selection={selection}
            onKeep={(row) => command({ command: 'keep', rows: [row] })}
            addressOf={(key) => detailAddress(key, query)}
            onSort={(sort) => change(sortBy(state, sort))}
            onToggle={(group) => change(toggleGroup(state, group, list.groupKeys))}
            say={say}
          />
        </div>
      ) : (
        <ListStateView table={table} list={list} state={shownState} onChange={change} say={say} />
      )}
      {instance !== undefined && hash !== undefined && (
        <DetailPanel
          instance={instance}
          hash={hash}
          live={table.rows.get(torrentKey({ instance, hash }))}
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
