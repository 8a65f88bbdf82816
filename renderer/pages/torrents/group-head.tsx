import { ChevronRight } from 'lucide-react';
import type { TorrentGroup, TorrentGrouping } from '../../../server/contract/index.ts';
import { Badge, Icon, cx, format } from '../../ui/index.ts';
import { buckets } from './buckets.ts';
import { policyText } from './policy.ts';
import { PlacedRow, type Place } from './placed-row.tsx';
import type { Say } from './say.ts';
import { CellBox } from './table-parts.tsx';

function titleOf(group: TorrentGroup, grouping: TorrentGrouping, say: Say): string {
  if (grouping === 'decision') {
    const bucket = buckets.find((known) => known === group.key);
    return bucket === undefined ? group.key : say(`bucket.${bucket}`);
  }
  if (grouping === 'manager') return group.key === 'core' ? say('core') : group.key;
  if (group.key !== '') return group.key;
  return say(grouping === 'tracker' ? 'noTracker' : 'noCategory');
}

interface GroupHeadProps {
  group: TorrentGroup;
  grouping: TorrentGrouping;
  onToggle: () => void;
  place: Place;
  say: Say;
}

/** Name and totals of a group; opens and closes it (ui.md TR-1). */
export function GroupHead({ group, grouping, onToggle, place, say }: GroupHeadProps) {
  const { totals, managers, open } = group;
  const policy = policyText(group.policy, say);
  const facts = [
    say('torrents', { count: totals.count }),
    totals.seeding > 0 ? say('seedingCount', { count: totals.seeding }) : '',
    format.bytes(totals.size),
  ];
  const owners = managers.map((manager) => (manager === 'core' ? say('core') : manager)).join(', ');
  return (
    <PlacedRow {...place} className="block border-b border-hairline">
      <CellBox className="block">
        <button
          type="button"
          aria-expanded={open}
          onClick={onToggle}
          className="flex min-h-row w-full items-center gap-x-2 pt-1.5 text-left hover:bg-surface focus-visible:-outline-offset-2"
        >
          <Icon
            icon={ChevronRight}
            className={cx('-ml-0.5 text-muted transition-transform duration-120', open && 'rotate-90')}
          />
          <span className="max-w-[45%] truncate font-semibold text-strong">{titleOf(group, grouping, say)}</span>
          <span className="min-w-0 truncate text-caption text-muted">{facts.filter(Boolean).join(', ')}</span>
          <span className="ml-4 hidden min-w-0 items-center gap-3 text-caption text-muted tablet:flex">
            {policy !== '' && <span className="truncate">{policy}</span>}
            {grouping === 'category' && <Badge>{say('managedBy', { managers: owners })}</Badge>}
          </span>
        </button>
      </CellBox>
    </PlacedRow>
  );
}
