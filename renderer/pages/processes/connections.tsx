import { useTranslation } from 'react-i18next';
import type { RemoteState, StatusBody } from '../../../server/contract/index.ts';
import {
  Cell,
  HeadCell,
  RelativeTime,
  Section,
  StatusText,
  Table,
  TableHead,
  TableRow,
  type Shape,
} from '../../ui/index.ts';

const shapes: Record<RemoteState, Shape> = {
  up: 'running',
  down: 'failed',
  authFailed: 'failed',
  unsupported: 'failed',
  unknown: 'unknown',
};

interface Remote {
  key: string;
  name: string;
  address: string;
  version: string | null;
  state: RemoteState;
  error: string | null;
  since: number | null;
}

/** Servers the engine talks to, from the status. */
export function remotesOf(status: StatusBody, addresses: ReadonlyMap<string, string>): Remote[] {
  return [
    ...Object.entries(status.qbitInstances).map(([name, qbit]) => ({
      key: `qbit/${name}`,
      name,
      address: qbit.host === null ? '' : qbit.port === null ? qbit.host : `${qbit.host}:${qbit.port}`,
      version: qbit.version,
      state: qbit.state,
      error: qbit.lastError,
      since: qbit.since,
    })),
    ...status.arrs.map((arr) => ({
      key: `arr/${arr.name}`,
      name: arr.name,
      address: addresses.get(arr.name) ?? '',
      version: arr.version,
      state: arr.state,
      error: arr.lastError,
      since: null,
    })),
  ];
}

/** qBittorrent and Arr servers with what they last said (ui.md PR-7). */
export function Connections({ remotes }: { remotes: readonly Remote[] }) {
  const { t } = useTranslation('processes');
  if (remotes.length === 0) return null;
  return (
    <Section id="connections" title={t('connections.title')}>
      <Table label={t('connections.label')}>
        <TableHead>
          <HeadCell className="w-44">{t('connections.name')}</HeadCell>
          <HeadCell>{t('connections.state')}</HeadCell>
          <HeadCell className="max-tablet:hidden">{t('connections.address')}</HeadCell>
          <HeadCell className="max-tablet:hidden">{t('connections.version')}</HeadCell>
        </TableHead>
        <tbody>
          {remotes.map((remote) => (
            <TableRow key={remote.key}>
              <Cell className="font-medium text-strong">{remote.name}</Cell>
              <Cell className="py-1.5">
                <StatusText shape={shapes[remote.state]}>{t(`connections.remote.${remote.state}`)}</StatusText>
                {remote.state !== 'up' && remote.since !== null && (
                  <span className="ml-2 text-caption text-muted">
                    <RelativeTime at={remote.since} />
                  </span>
                )}
                {remote.error !== null && <p className="text-dense text-muted wrap-anywhere">{remote.error}</p>}
              </Cell>
              <Cell className="tabular text-dense text-muted max-tablet:hidden">{remote.address}</Cell>
              <Cell className="tabular text-dense text-muted max-tablet:hidden">
                {remote.version ?? t('connections.noVersion')}
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
