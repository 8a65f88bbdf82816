import { ArrowDownWideNarrow, ArrowUpNarrowWide, Columns3 } from 'lucide-react';
import { torrentGrouping, torrentSort } from '../../../server/contract/index.ts';
import {
  Button,
  Chip,
  ChipGroup,
  IconButton,
  Menu,
  SearchField,
  Select,
  type MenuEntry,
  type Tone,
} from '../../ui/index.ts';
import type { Bucket } from './buckets.ts';
import type { ListState, Order } from './list-state.ts';
import type { Say } from './say.ts';

/** Chips in the order of ui.md 6.2: what is normal first, what needs a look after it. */
const chipOrder: readonly Bucket[] = [
  'downloading',
  'importing',
  'seeding',
  'held',
  'removal',
  'problem',
  'waiting',
  'ignored',
  'removed',
];

const loud: Partial<Record<Bucket, Tone>> = { held: 'attention', removal: 'attention', problem: 'attention' };

interface ToolbarProps {
  state: ListState;
  counts: Readonly<Record<string, number>>;
  onChange: (state: ListState) => void;
  onText: (text: string) => void;
  onOrder: (order: Order) => void;
  columns: readonly MenuEntry[];
  say: Say;
}

/** Search, grouping, order and the decision chips; everything it changes is in the address. */
export function Toolbar({ state, counts, onChange, onText, onOrder, columns, say }: ToolbarProps) {
  const shown = chipOrder.filter((bucket) => (counts[bucket] ?? 0) > 0 || state.show === bucket);
  const show = (bucket: ListState['show']): void =>
    onChange({ ...state, show: state.show === bucket ? 'all' : bucket });
  const order = state.descending ? 'descending' : 'ascending';
  return (
    <div className="flex flex-col gap-2 pb-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          pageFilter
          label={say('search.label')}
          placeholder={say('search.placeholder')}
          value={state.text}
          onChange={onText}
          className="min-w-60 flex-1"
        />
        <div className="flex items-center gap-2">
          <Select
            fit
            hideLabel
            label={say('group.label')}
            value={state.group}
            onChange={(group) => onChange({ ...state, group, only: null, closed: [] })}
            options={torrentGrouping.options.map((value) => ({ value, label: say(`group.by.${value}`) }))}
          />
          <Select
            fit
            hideLabel
            label={say('sort.label')}
            value={state.sort}
            onChange={(sort) => onOrder({ sort, descending: false })}
            options={torrentSort.options.map((value) => ({ value, label: say(`sort.by.${value}`) }))}
          />
          <IconButton
            icon={state.descending ? ArrowDownWideNarrow : ArrowUpNarrowWide}
            label={say(`sort.${order}`)}
            onClick={() => onOrder({ sort: state.sort, descending: !state.descending })}
          />
          <Menu
            trigger={
              <Button icon={Columns3} className="max-tablet:hidden">
                {say('columns.label')}
              </Button>
            }
            entries={columns}
          />
        </div>
      </div>
      <ChipGroup label={say('filters.label')} className="-mx-0.5">
        <Chip pressed={state.show === 'all'} onPressedChange={() => show('all')} count={counts['all'] ?? 0}>
          {say('bucket.all')}
        </Chip>
        {shown.map((bucket) => (
          <Chip
            key={bucket}
            pressed={state.show === bucket}
            onPressedChange={() => show(bucket)}
            count={counts[bucket] ?? 0}
            tone={loud[bucket] ?? 'plain'}
          >
            {say(`bucket.${bucket}`)}
          </Chip>
        ))}
      </ChipGroup>
    </div>
  );
}
