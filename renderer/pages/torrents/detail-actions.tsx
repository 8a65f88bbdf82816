import { MoreHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TorrentCommand, TorrentDetail } from '../../../server/contract/index.ts';
import { Button, IconButton, Menu, copyText, type MenuEntry } from '../../ui/index.ts';
import { commandsFor, type Wanted } from './commands.ts';
import type { Say } from './say.ts';
import { trailAsText } from './trail.ts';

/** Link by which any client finds the torrent; without the trackers, which may hold a passkey. */
const magnetOf = (hash: string, name: string): string => `magnet:?xt=urn:btih:${hash}&dn=${encodeURIComponent(name)}`;

const upFront: readonly TorrentCommand[] = ['keep', 'unkeep', 'release'];

interface DetailActionsProps {
  detail: TorrentDetail;
  blocked: string | null;
  busy: boolean;
  onCommand: (wanted: Wanted) => void;
  say: Say;
}

/** What the owner may do about one torrent, and what may be copied of it (ui.md TR-5). */
export function DetailActions({ detail, blocked, busy, onCommand, say }: DetailActionsProps) {
  const { t } = useTranslation('common');
  const { torrent } = detail;
  const choices = commandsFor([torrent]);
  const commands: MenuEntry[] = choices
    .filter(({ command }) => !upFront.includes(command))
    .map((wanted) => ({
      id: wanted.command,
      label: say(`command.${wanted.command}.label`),
      tone: wanted.command === 'fail' ? 'danger' : 'plain',
      disabledReason: blocked,
      onSelect: () => onCommand(wanted),
    }));
  const copies: MenuEntry[] = [
    {
      id: 'reason',
      label: say('detail.copyReason'),
      onSelect: () => void copyText(trailAsText(detail, Date.now(), say)),
    },
    { id: 'hash', label: say('detail.copyHash'), onSelect: () => void copyText(torrent.hash) },
    {
      id: 'magnet',
      label: say('detail.copyMagnet'),
      onSelect: () => void copyText(magnetOf(torrent.hash, torrent.name)),
    },
  ];
  const links: MenuEntry[] = [
    { name: torrent.instance, to: detail.links.client },
    { name: torrent.manager, to: detail.links.arr },
  ].flatMap(({ name, to }): MenuEntry[] =>
    to === null ? [] : [{ kind: 'link', id: `open ${name}`, label: say('detail.openIn', { name }), to }],
  );
  const rule: MenuEntry[] = commands.length > 0 ? [{ kind: 'rule', id: 'rule' }] : [];
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {choices
        .filter(({ command }) => upFront.includes(command))
        .map((wanted) => (
          <Button key={wanted.command} disabledReason={blocked} busy={busy} onClick={() => onCommand(wanted)}>
            {say(`command.${wanted.command}.label`)}
          </Button>
        ))}
      <Menu
        trigger={<IconButton icon={MoreHorizontal} label={t('more')} />}
        entries={[...commands, ...rule, ...links, ...copies]}
        align="start"
      />
    </div>
  );
}
