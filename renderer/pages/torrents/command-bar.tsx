import { MoreHorizontal, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TorrentCommand, TorrentRow } from '../../../server/contract/index.ts';
import { Button, IconButton, Menu, format, type MenuEntry } from '../../ui/index.ts';
import { commandsFor, type Wanted } from './commands.ts';
import type { Say } from './say.ts';

interface CommandBarProps {
  rows: readonly TorrentRow[];
  blocked: string | null;
  busy: boolean;
  onCommand: (wanted: Wanted) => void;
  onClear: () => void;
  /** Torrents the filter lets through. */
  matching: number;
  onAll: () => void;
  say: Say;
}

/** Commands that stand as buttons; the others are in the menu. */
const upFront: readonly TorrentCommand[] = ['keep', 'unkeep', 'recheck'];

/** What can be done with the selected torrents, how many they are, and what they weigh (ui.md TR-5). */
export function CommandBar({ rows, blocked, busy, onCommand, onClear, matching, onAll, say }: CommandBarProps) {
  const { t } = useTranslation('common');
  const choices = commandsFor(rows);
  const menu: MenuEntry[] = choices
    .filter(({ command }) => !upFront.includes(command))
    .map((wanted) => ({
      id: wanted.command,
      label: say(`command.${wanted.command}.label`),
      tone: wanted.command === 'fail' ? 'danger' : 'plain',
      disabledReason: blocked,
      onSelect: () => onCommand(wanted),
    }));
  return (
    <section
      aria-label={say('selection.label')}
      className="mb-2 flex flex-wrap items-center gap-2 rounded-control bg-raised px-2 py-1"
    >
      <output className="tabular mr-auto pl-1 text-dense text-strong">
        {say('selection.count', { count: rows.length })}{' '}
        <span className="text-muted">{format.bytes(rows.reduce((sum, row) => sum + row.size, 0))}</span>
      </output>
      {matching > rows.length && (
        <Button variant="quiet" onClick={onAll}>
          {say('selection.all', { count: matching })}
        </Button>
      )}
      {choices
        .filter(({ command }) => upFront.includes(command))
        .map((wanted) => (
          <Button key={wanted.command} disabledReason={blocked} busy={busy} onClick={() => onCommand(wanted)}>
            {say(`command.${wanted.command}.label`)}
          </Button>
        ))}
      {menu.length > 0 && <Menu trigger={<IconButton icon={MoreHorizontal} label={t('more')} />} entries={menu} />}
      <IconButton icon={X} label={say('selection.clear')} keys="Esc" onClick={onClear} />
    </section>
  );
}
