import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StatusBody } from '../../server/contract/index.ts';
import { useConnection, type Connection } from '../data/connection.ts';
import { useStatus, useUpdatesPaused } from '../data/hooks.ts';
import { refreshAll } from '../data/runtime.ts';
import { Button, Icon, StatusShape, cx, format, type Shape } from '../ui/index.ts';

const item =
  'inline-flex h-full min-w-6 shrink-0 items-center gap-1.5 rounded-bar px-1.5 whitespace-nowrap hover:text-strong focus-visible:-outline-offset-2';

function useEngineText(status: StatusBody | undefined, line: Connection): { shape: Shape; text: string } {
  const { t } = useTranslation('shell');
  if (line.state === 'offline') return { shape: 'unknown', text: t('strip.offline') };
  if (line.state === 'reconnecting') return { shape: 'attention', text: t('strip.reconnecting') };
  if (status === undefined) return { shape: 'unknown', text: t('strip.unknown') };
  if (status.mode === 'unconfigured') return { shape: 'idle', text: t('strip.unconfigured') };
  if (!status.ready) return { shape: 'working', text: t('strip.starting') };
  const time = format.duration(status.uptime);
  if (status.observeOnly) return { shape: 'working', text: t('strip.observing', { time }) };
  const failed = status.attention.some((entry) => entry.kind === 'worker-failed');
  return { shape: failed ? 'attention' : 'running', text: t('strip.running', { time }) };
}

function Qbits({ status }: { status: StatusBody }) {
  const { t } = useTranslation('shell');
  if (status.mode === 'qbit-disabled') return <span className={item}>{t('qbit.off')}</span>;
  const all = Object.entries(status.qbitInstances);
  const single = all.length === 1;
  return all.map(([section, qbit]) => {
    const name = single ? 'qBittorrent' : section;
    const text =
      qbit.state === 'up'
        ? t(qbit.version === null ? 'qbit.upPlain' : 'qbit.up', { name, version: qbit.version ?? '' })
        : t(`qbit.${qbit.state}`, { name });
    return (
      <Link
        key={section}
        to="/processes#connections"
        title={qbit.lastError ?? undefined}
        className={cx(
          item,
          'shrink max-tablet:hidden',
          qbit.state !== 'up' && qbit.state !== 'unknown' && 'text-danger',
        )}
      >
        <span className="truncate">{text}</span>
      </Link>
    );
  });
}

/** The line at the bottom: engine, rates, torrents, connections, version; each item leads to its page (ui.md SH-3). */
export function StatusStrip() {
  const { t } = useTranslation(['shell', 'common']);
  const status = useStatus();
  const line = useConnection();
  const paused = useUpdatesPaused();
  const engine = useEngineText(status, line);
  return (
    <footer
      aria-label={t('strip.label')}
      className="tabular flex h-strip shrink-0 items-center gap-2 overflow-x-auto border-t border-hairline bg-surface px-2.5 text-caption text-muted max-tablet:h-9 max-tablet:justify-between"
    >
      <Link to="/processes" className={cx(item, 'shrink', engine.shape === 'attention' && 'text-attention')}>
        <StatusShape shape={engine.shape} className="size-2.5" />
        <span className="truncate">{engine.text}</span>
      </Link>
      {status && (
        <Link to="/torrents" className={cx(item, line.stale && 'stale')}>
          <Icon icon={ArrowDown} className="size-3" />
          <span aria-label={t('strip.down', { rate: format.rate(status.transfer.dlspeed) })}>
            {format.rate(status.transfer.dlspeed)}
          </span>
          <Icon icon={ArrowUp} className="size-3" />
          <span aria-label={t('strip.up', { rate: format.rate(status.transfer.upspeed) })}>
            {format.rate(status.transfer.upspeed)}
          </span>
        </Link>
      )}
      {status && (
        <Link to="/torrents" className={cx(item, 'max-tablet:hidden', line.stale && 'stale')}>
          {t('strip.torrents', { count: status.transfer.torrents })}
        </Link>
      )}
      {status && <Qbits status={status} />}
      <span className="flex-1 max-tablet:hidden" />
      {line.state === 'slow' && <span className="text-warning">{t('strip.slow')}</span>}
      {paused && (
        <span className="inline-flex items-center gap-2">
          {t('strip.paused')}
          <Button variant="link" className="text-caption" onClick={() => void refreshAll()}>
            {t('common:refresh')}
          </Button>
        </span>
      )}
      {line.version !== null && (
        <span className={cx(item, 'max-tablet:hidden')}>{t('strip.version', { version: line.version })}</span>
      )}
    </footer>
  );
}
