import { ConfirmDialog, format } from '../../ui/index.ts';
import type { Wanted } from './commands.ts';
import type { Say } from './say.ts';

/** Names that are listed one by one; the bytes and the number are of all of them. */
const namesShown = 200;

interface CommandDialogProps {
  wanted: Wanted | null;
  busy: boolean;
  onClose: () => void;
  onConfirm: (wanted: Wanted) => void;
  say: Say;
}

/** What a command is about to do, with the names and the bytes it touches (ui.md TR-5). */
export function CommandDialog({ wanted, busy, onClose, onConfirm, say }: CommandDialogProps) {
  if (wanted === null) return null;
  const { command, rows } = wanted;
  const bytes = format.bytes(rows.reduce((sum, row) => sum + row.size - row.amountLeft, 0));
  const more = rows.length - namesShown;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={say(`command.${command}.ask`, { count: rows.length })}
      body={say(`command.${command}.consequence`, { bytes })}
      confirmLabel={say(`command.${command}.label`)}
      tone={command === 'fail' ? 'danger' : 'plain'}
      busy={busy}
      onConfirm={() => onConfirm(wanted)}
    >
      <ul
        aria-label={say('command.affected', { count: rows.length })}
        // A scrolled list must be reachable without a mouse.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-60 overflow-y-auto border-y border-hairline text-dense"
      >
        {rows.slice(0, namesShown).map((row) => (
          <li key={`${row.instance}/${row.hash}`} className="flex gap-3 py-1">
            <span className="min-w-0 flex-1 wrap-anywhere text-body">{row.name}</span>
            <span className="tabular shrink-0 text-caption text-muted">{format.bytes(row.size - row.amountLeft)}</span>
          </li>
        ))}
        {more > 0 && <li className="py-1 text-muted">{say('command.andMore', { count: more })}</li>}
      </ul>
      <p className="tabular pt-2 text-dense text-muted">
        {say('command.total', { torrents: say('torrents', { count: rows.length }), bytes })}
      </p>
    </ConfirmDialog>
  );
}
