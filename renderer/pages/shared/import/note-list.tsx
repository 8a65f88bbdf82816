import type { ImportNote } from '../../../../server/contract/index.ts';
import { StatusShape, type Shape } from '../../../ui/index.ts';

/** What became of single settings of the old program. */
export function NoteList({ notes, shape }: { notes: readonly ImportNote[]; shape: Shape }) {
  return (
    <ul>
      {notes.map(({ from, to, message }) => (
        <li
          key={`${from} ${to ?? ''} ${message}`}
          className="flex gap-2.5 border-b border-hairline py-2 last:border-b-0"
        >
          <StatusShape shape={shape} className="mt-1.5" />
          <div className="min-w-0 wrap-anywhere">
            <p className="font-mono text-dense text-strong">{to === null || to === from ? from : `${from} → ${to}`}</p>
            {message !== '' && <p className="text-dense text-body">{message}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
