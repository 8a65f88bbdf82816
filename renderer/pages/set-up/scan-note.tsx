import { useTranslation } from 'react-i18next';
import { reasonOf } from '../../data/index.ts';
import { Button, StatusShape } from '../../ui/index.ts';
import type { useLocalApps } from './use-local-apps.ts';

/** What a look at the usual ports found, and looking again. */
export function ScanNote({ scan, children }: { scan: ReturnType<typeof useLocalApps>; children: React.ReactNode }) {
  const { t } = useTranslation('setUp');
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-y border-hairline py-3">
      <output className="flex min-w-0 flex-1 basis-60 flex-col gap-1 text-dense text-body wrap-anywhere">
        {scan.isError && (
          <span className="flex items-start gap-2">
            <StatusShape shape="failed" className="mt-1" />
            {t('look.failed', { reason: reasonOf(scan.error) })}
          </span>
        )}
        {scan.isFetching ? t('look.running') : children}
        <span className="text-caption text-muted">{t('here')}</span>
      </output>
      <Button busy={scan.isFetching} onClick={() => void scan.refetch()}>
        {t('look.again')}
      </Button>
    </div>
  );
}
