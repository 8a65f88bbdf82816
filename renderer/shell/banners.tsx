import {
  AlertTriangle,
  CloudOff,
  Eye,
  FlaskConical,
  HardDrive,
  Info,
  PackageCheck,
  Repeat,
  Settings2,
  Unplug,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttentionItem, StatusBody } from '../../server/contract/index.ts';
import { useConnection } from '../data/connection.ts';
import { useStatus } from '../data/hooks.ts';
import { refreshAll } from '../data/runtime.ts';
import { Release } from './release.tsx';
import { Button, ButtonLink, Notice, NoticeList, RelativeTime, format, type LucideIcon } from '../ui/index.ts';

const kinds: Record<AttentionItem['kind'], { icon: LucideIcon; to: string }> = {
  'worker-failed': { icon: AlertTriangle, to: '/processes' },
  'remote-down': { icon: Unplug, to: '/processes#connections' },
  'config-issue': { icon: Settings2, to: '/settings' },
  'removal-budget': { icon: AlertTriangle, to: '/torrents' },
  disk: { icon: HardDrive, to: '/torrents?show=held' },
  outage: { icon: CloudOff, to: '/torrents?show=problem' },
  returned: { icon: Repeat, to: '/torrents' },
  notice: { icon: Info, to: '/processes' },
};

const shownAtFirst = 3;

/** What needs the owner: one sentence, since when, one action (ui.md NT-3). */
function AttentionRow({ item }: { item: AttentionItem }) {
  const { t } = useTranslation('shell');
  return (
    <Notice
      tone={item.severity}
      icon={kinds[item.kind].icon}
      action={
        <>
          {item.release !== null && <Release what={item.release} why={item.message} />}
          <ButtonLink variant="link" to={kinds[item.kind].to}>
            {t(`attention.${item.kind}`)}
          </ButtonLink>
        </>
      }
    >
      <Sentence item={item} />{' '}
      <span className="text-dense text-muted">
        <RelativeTime at={item.since} />
      </span>
    </Notice>
  );
}

/** The subject is bold when the sentence starts with it. */
function Sentence({ item }: { item: AttentionItem }) {
  const { message, subject } = item;
  if (subject === '' || !message.startsWith(subject)) return <>{message}</>;
  return (
    <>
      <strong className="font-medium text-strong">{subject}</strong>
      {message.slice(subject.length)}
    </>
  );
}

/** State of the line to the server, while it is not live (ui.md 4.2). */
function LineNotice() {
  const { t } = useTranslation('shell');
  const line = useConnection();
  const asOf =
    line.lastAnswerAt === null ? null : t('connection.asOf', { time: format.clockSeconds(line.lastAnswerAt) });
  if (line.state === 'offline') {
    return (
      <Notice tone="attention" icon={CloudOff} live="status">
        {t('connection.offline', { time: line.lastAnswerAt === null ? '-' : format.clockSeconds(line.lastAnswerAt) })}
      </Notice>
    );
  }
  if (line.state === 'reconnecting') {
    const wait = line.nextTryAt === null ? 0 : Math.ceil((line.nextTryAt - line.now) / 1000);
    return (
      <Notice
        tone="attention"
        shape="attention"
        action={
          <Button variant="link" onClick={() => void refreshAll()}>
            {t('connection.retryNow')}
          </Button>
        }
      >
        {wait > 0
          ? t('connection.reconnecting', { attempt: line.attempt + 1, time: format.duration(wait) })
          : t('connection.reconnectingNow')}{' '}
        {asOf}
      </Notice>
    );
  }
  if (line.state === 'starting') {
    return (
      <Notice tone="info" shape="working" live="status">
        {t('connection.starting')}
      </Notice>
    );
  }
  return null;
}

function ModeNotices({ status }: { status: StatusBody }) {
  const { t } = useTranslation('shell');
  // Before the first set-up empty fields are no news, but a file that cannot be read is.
  const issues =
    status.mode === 'unconfigured'
      ? status.configIssues.filter((issue) => issue.path === 'config.toml')
      : status.configIssues;
  const [first] = issues;
  return (
    <>
      {status.mode === 'sandbox' && (
        <Notice tone="info" icon={FlaskConical}>
          {t('banner.sandbox')}
        </Notice>
      )}
      {status.observeOnly && (
        <Notice
          tone="info"
          icon={Eye}
          action={
            <ButtonLink variant="link" to="/settings">
              {t('banner.observeAction')}
            </ButtonLink>
          }
        >
          {t('banner.observe')}
        </Notice>
      )}
      {first && !status.attention.some((item) => item.kind === 'config-issue') && (
        <Notice
          tone="warning"
          icon={Settings2}
          action={
            <ButtonLink variant="link" to="/settings">
              {t('banner.openSettings')}
            </ButtonLink>
          }
        >
          {t('banner.configIssues', { count: issues.length, first: `${first.path}: ${first.message}` })}
        </Notice>
      )}
    </>
  );
}

/** Everything between the header and the page: the line, the build, the mode, and what needs attention. */
export function Banners() {
  const { t } = useTranslation('shell');
  const status = useStatus();
  const line = useConnection();
  const [all, setAll] = useState(false);
  const items = status?.attention ?? [];
  const hidden = items.length - shownAtFirst;
  return (
    <section aria-label={t('attention.label')} className="banners shrink-0 pb-3">
      <NoticeList>
        <LineNotice />
        {line.versionChanged && (
          <Notice
            tone="info"
            icon={PackageCheck}
            live="status"
            action={
              <Button variant="link" onClick={() => window.location.reload()}>
                {t('connection.reload')}
              </Button>
            }
          >
            {t('connection.versionChanged')}
          </Notice>
        )}
        {status && <ModeNotices status={status} />}
        {(all ? items : items.slice(0, shownAtFirst)).map((item) => (
          <AttentionRow key={item.id} item={item} />
        ))}
      </NoticeList>
      {hidden > 0 && (
        <Button variant="link" className="mt-1" onClick={() => setAll(!all)}>
          {all ? t('attention.less') : t('attention.more', { count: hidden })}
        </Button>
      )}
    </section>
  );
}
