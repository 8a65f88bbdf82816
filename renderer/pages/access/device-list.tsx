import { Monitor, Smartphone, SquareTerminal, AppWindow } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRow } from '../../../server/contract/index.ts';
import { useBlockedReason } from '../../data/index.ts';
import {
  Badge,
  Button,
  ConfirmDialog,
  Icon,
  RelativeTime,
  Section,
  format,
  showToast,
  type LucideIcon,
} from '../../ui/index.ts';
import { useSignOut, useSignOutOthers } from './use-access.ts';

function iconOf({ method, browser, system }: DeviceRow): LucideIcon {
  if (method === 'desktop') return AppWindow;
  if (system === 'Android' || system === 'iOS') return Smartphone;
  return browser === null ? SquareTerminal : Monitor;
}

function useDeviceName(): (device: DeviceRow) => string {
  const { t } = useTranslation('access');
  return ({ method, browser, system }) => {
    if (method === 'desktop') return t('devices.desktop');
    if (browser !== null && system !== null) return t('devices.on', { browser, system });
    return browser ?? system ?? t('devices.unknown');
  };
}

function Device({ device, blocked }: { device: DeviceRow; blocked: string | null }) {
  const { t } = useTranslation('access');
  const name = useDeviceName()(device);
  const { mutate, isPending } = useSignOut();
  const { method, user, address } = device;
  return (
    <li className="flex items-start gap-3 border-b border-hairline py-3">
      <Icon icon={iconOf(device)} className="mt-0.5 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-strong">
          <span className="wrap-anywhere">{name}</span>
          {device.current && <Badge tone="info">{t('devices.current')}</Badge>}
        </p>
        <p className="text-dense text-muted wrap-anywhere">
          {[t(`devices.method.${method}`), user, address].filter(Boolean).join(' · ')}
        </p>
        <p className="text-caption text-muted">
          {t('devices.lastUsed')} <RelativeTime at={device.seenAt} /> ·{' '}
          {t('devices.since', { date: format.dateTime(device.createdAt) })}
        </p>
      </div>
      {!device.current && (
        <Button
          variant="quiet"
          aria-label={t('devices.signOutName', { name })}
          busy={isPending}
          disabledReason={blocked}
          onClick={() => mutate(device.id, { onSuccess: () => showToast({ title: t('devices.signedOut', { name }) }) })}
        >
          {t('devices.signOut')}
        </Button>
      )}
    </li>
  );
}

/** Who is signed in, with a way to end each one and all others (ui.md AU-4). */
export function DeviceList({ devices }: { devices: readonly DeviceRow[] }) {
  const { t } = useTranslation('access');
  const blocked = useBlockedReason();
  const [asking, setAsking] = useState(false);
  const others = useSignOutOthers();
  const hasOthers = devices.some(({ current }) => !current);
  return (
    <Section
      title={t('devices.title')}
      actions={
        hasOthers && (
          <Button variant="link" disabledReason={blocked} onClick={() => setAsking(true)}>
            {t('devices.others')}
          </Button>
        )
      }
    >
      {devices.length === 0 ? (
        <p className="py-3 text-muted">{t('devices.none')}</p>
      ) : (
        <ul>
          {devices.map((device) => (
            <Device key={device.id} device={device} blocked={blocked} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('devices.othersTitle')}
        body={t('devices.othersBody')}
        confirmLabel={t('devices.others')}
        tone="danger"
        busy={others.isPending}
        onConfirm={() =>
          others.mutate(undefined, {
            onSuccess: (count) => showToast({ title: t('devices.othersDone', { count }) }),
            onSettled: () => setAsking(false),
          })
        }
      />
    </Section>
  );
}
