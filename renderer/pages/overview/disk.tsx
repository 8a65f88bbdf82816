import { useTranslation } from 'react-i18next';
import type { DiskReport } from '../../../server/contract/index.ts';
import { ButtonLink, DiskGauge, Section, format } from '../../ui/index.ts';

/** The watched folder: what is used, what downloads will still take, and when they are held (ui.md OV-3). */
export function Disk({ disk }: { disk: DiskReport | null }) {
  const { t } = useTranslation('overview');
  if (disk === null) {
    return (
      <Section title={t('disk.title')}>
        <p className="flex flex-wrap items-center gap-x-3 py-2 text-dense text-muted">
          {t('disk.off')}
          <ButtonLink variant="link" to="/settings">
            {t('disk.set')}
          </ButtonLink>
        </p>
      </Section>
    );
  }
  return (
    <Section title={t('disk.title')} summary={disk.folder}>
      <div className="pt-3 pb-1">
        <Measured disk={disk} />
      </div>
    </Section>
  );
}

function Measured({ disk }: { disk: DiskReport }) {
  const { t } = useTranslation('overview');
  const { folder, total, free, keep, reserved, held, waiting, problem } = disk;
  if (total === null || free === null) return <p className="text-dense text-danger">{problem}</p>;
  const room = free - keep - reserved;
  const values = {
    folder,
    used: format.bytes(total - free),
    reserved: format.bytes(reserved),
    free: format.bytes(free),
    total: format.bytes(total),
    keep: format.bytes(keep),
  };
  return (
    <>
      <DiskGauge label={t('disk.alt', values)} total={total} used={total - free} reserved={reserved} keep={keep} />
      <p className="tabular flex flex-wrap justify-between gap-x-3 pt-2 text-caption text-muted">
        <span>{t('disk.free', values)}</span>
        <span>{t('disk.keep', values)}</span>
      </p>
      <p className="pt-1 text-dense text-muted">
        {held > 0
          ? t('disk.held', { count: held, waiting: format.bytes(waiting) })
          : room > 0
            ? t('disk.hold', { room: format.bytes(room) })
            : t('disk.holdNow')}
      </p>
    </>
  );
}
