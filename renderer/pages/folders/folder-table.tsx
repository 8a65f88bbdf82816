import { useTranslation } from 'react-i18next';
import type { HardlinkVerdict, NamedFolder, PathSight } from '../../../server/contract/index.ts';
import { Cell, HeadCell, StatusText, Table, TableHead, TableRow, useMedia, type Shape } from '../../ui/index.ts';

/** A folder with the name each party has for it; null = that party has no part in it. */
export interface FolderRow {
  key: string;
  label: string;
  names: readonly (NamedFolder | null)[];
  hardlinks: HardlinkVerdict | null;
  free: string | null;
}

const sightShapes: Record<PathSight, Shape> = {
  there: 'running',
  parent: 'idle',
  missing: 'failed',
  unknown: 'unknown',
};
const linkShapes: Record<HardlinkVerdict, Shape> = {
  possible: 'running',
  impossible: 'attention',
  unsure: 'attention',
  unknown: 'unknown',
};

function Name({ folder, tells }: { folder: NamedFolder | null; tells: boolean }) {
  const { t } = useTranslation('folders');
  if (folder === null) return <span className="text-dense text-muted">{t('row.none')}</span>;
  return (
    <>
      <code className="block font-mono text-dense text-strong wrap-anywhere">{folder.path}</code>
      {tells && <StatusText shape={sightShapes[folder.sight]}>{t(`sight.${folder.sight}`)}</StatusText>}
    </>
  );
}

function Last({ row: { hardlinks, free } }: { row: FolderRow }) {
  const { t } = useTranslation('folders');
  if (hardlinks !== null) {
    return (
      <span className="[&>span]:whitespace-normal">
        <StatusText shape={linkShapes[hardlinks]}>{t(`hardlinks.${hardlinks}`)}</StatusText>
      </span>
    );
  }
  return free === null ? null : <span className="tabular text-dense text-body">{free}</span>;
}

interface FolderTableProps {
  label: string;
  /** Who names the folders, in the order of `names`. */
  parties: readonly string[];
  /** Head of the last column; null = there is none. */
  last: string | null;
  rows: readonly FolderRow[];
  /** Parties whose view of the folder is not known by itself: their name is only quoted. */
  quoted?: readonly number[];
}

/** Which name means which folder: a table, or blocks under each other where that has no room (ui.md 14). */
export function FolderTable({ label, parties, last, rows, quoted = [] }: FolderTableProps) {
  const { t } = useTranslation('folders');
  const narrow = useMedia('(max-width: 899px)');
  if (narrow) {
    return (
      <ul aria-label={label}>
        {rows.map((row) => (
          <li key={row.key} className="border-b border-hairline py-3 last:border-b-0">
            <p className="font-medium text-strong">{row.label}</p>
            <dl className="mt-1.5 flex flex-col gap-2">
              {row.names.map((folder, index) => (
                <div key={parties[index]}>
                  <dt className="text-caption text-muted">{parties[index]}</dt>
                  <dd>
                    <Name folder={folder} tells={!quoted.includes(index)} />
                  </dd>
                </div>
              ))}
              {last !== null && (row.hardlinks !== null || row.free !== null) && (
                <div>
                  <dt className="text-caption text-muted">{last}</dt>
                  <dd>
                    <Last row={row} />
                  </dd>
                </div>
              )}
            </dl>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table label={label} className="table-fixed">
      <TableHead>
        <HeadCell className="w-40">{t('column.folder')}</HeadCell>
        {parties.map((party) => (
          <HeadCell key={party} className="truncate">
            {party}
          </HeadCell>
        ))}
        {last !== null && <HeadCell className="w-44">{last}</HeadCell>}
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.key} className="align-top">
            <th scope="row" className="py-2 pr-4 text-left text-dense font-medium text-strong">
              {row.label}
            </th>
            {row.names.map((folder, index) => (
              <Cell key={parties[index]} className="py-2">
                <Name folder={folder} tells={!quoted.includes(index)} />
              </Cell>
            ))}
            {last !== null && (
              <Cell className="py-2">
                <Last row={row} />
              </Cell>
            )}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
