import { ArrowLeft, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { detailOf, reasonOf } from '../../data/index.ts';
import {
  Button,
  ButtonLink,
  ErrorState,
  Notice,
  NoticeList,
  PageHeader,
  Skeleton,
  SkeletonBlock,
  showToast,
} from '../../ui/index.ts';
import { useSignInMeta } from '../sign-in/use-meta.ts';
import { DeviceList } from './device-list.tsx';
import { PasswordSection } from './password-section.tsx';
import { TokenList } from './token-list.tsx';
import { signOutHere, useDevices, useTokens } from './use-access.ts';

/** Settings > Sign-in: who may get in here (ui.md 6.10). */
export default function AccessPage() {
  const { t } = useTranslation('access');
  const meta = useSignInMeta();
  const devices = useDevices();
  const tokens = useTokens();
  const queries = [meta, devices, tokens];
  const failed = queries.find(({ data, error }) => data === undefined && error !== null);
  const own = devices.data?.find(({ current }) => current);

  const signOut = (): void => {
    signOutHere().catch((error: unknown) => showToast({ title: reasonOf(error), tone: 'danger' }));
  };
  const header = (
    <PageHeader
      title={t('title')}
      summary={devices.data && t('summary.devices', { count: devices.data.length })}
      refreshing={queries.some(({ isFetching }) => isFetching)}
      actions={
        <>
          <ButtonLink variant="quiet" icon={ArrowLeft} to="/settings">
            {t('back')}
          </ButtonLink>
          {own !== undefined && own.method !== 'desktop' && (
            <Button icon={LogOut} onClick={signOut}>
              {t('signOut')}
            </Button>
          )}
        </>
      }
    />
  );

  if (failed !== undefined) {
    return (
      <>
        {header}
        <ErrorState
          title={t('error.title')}
          reason={reasonOf(failed.error)}
          detail={detailOf(failed.error)}
          onRetry={() => queries.forEach(({ refetch }) => void refetch())}
          retrying={failed.isFetching}
        />
      </>
    );
  }
  if (meta.data === undefined || devices.data === undefined || tokens.data === undefined) {
    return (
      <>
        {header}
        <SkeletonBlock what={t('devices.what')}>
          <div className="flex flex-col gap-4 border-t border-hairline pt-4">
            <Skeleton className="w-1/3" />
            <Skeleton className="w-1/2" />
            <Skeleton className="w-2/5" />
          </div>
        </SkeletonBlock>
      </>
    );
  }
  const isOpen = !meta.data.auth_required;
  const user = own?.method === 'password' ? own.user : '';
  return (
    <div className="max-w-[80ch] pb-10">
      {header}
      {isOpen && (
        <NoticeList className="mb-3">
          <Notice tone="attention" shape="attention">
            <strong className="font-medium text-strong">{t('open.title')}</strong> {t('open.body')}
          </Notice>
        </NoticeList>
      )}
      <PasswordSection meta={meta.data} user={user} />
      <DeviceList devices={devices.data} />
      <TokenList tokens={tokens.data} isOpen={isOpen} />
    </div>
  );
}
