import { LogIn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { reasonOf, webAddress } from '../../data/index.ts';
import { Disclosure, ErrorState, Icon, Skeleton, SkeletonBlock } from '../../ui/index.ts';
import { PasswordForm } from './password-form.tsx';
import { SetUpForm } from './set-up-form.tsx';
import { TokenForm } from './token-form.tsx';
import { useSignInMeta } from './use-meta.ts';

interface SignInFormProps {
  onSignedIn: () => void;
  /** The page the identity provider leads back to; the present one when absent. */
  next?: string;
}

/** A plain link: the provider answers with a page of its own. */
function ProviderLink({ next }: { next: string }) {
  const { t } = useTranslation('signIn');
  return (
    <a
      href={webAddress('/auth/oidc/challenge', { next })}
      className="inline-flex h-control items-center justify-center gap-2 self-start rounded-control border border-hairline bg-surface px-3 text-dense font-medium text-strong transition-colors duration-120 hover:border-control hover:bg-raised max-tablet:w-full"
    >
      <Icon icon={LogIn} />
      {t('provider')}
    </a>
  );
}

/** Every way in that this server offers, the usual one first (ui.md AU-1). The token always works. */
export function SignInForm({ onSignedIn, next }: SignInFormProps) {
  const { t } = useTranslation('signIn');
  const { pathname, search } = useLocation();
  const { data: meta, error, refetch, isFetching } = useSignInMeta();
  if (meta === undefined) {
    return error === null ? (
      <SkeletonBlock what={t('what')}>
        <div className="flex flex-col gap-3 py-2">
          <Skeleton className="w-24" />
          <Skeleton className="h-8 w-full" />
        </div>
      </SkeletonBlock>
    ) : (
      <ErrorState
        title={t('unreachable')}
        reason={reasonOf(error)}
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  const hasPassword = meta.local_auth_enabled && !meta.setup_required;
  const hasOther = hasPassword || meta.oidc_enabled;
  return (
    <div className="flex flex-col gap-5">
      {hasPassword && <PasswordForm onSignedIn={onSignedIn} />}
      {meta.oidc_enabled && <ProviderLink next={next ?? `${pathname}${search}`} />}
      {hasOther ? (
        <Disclosure summary={t('useToken')}>
          <TokenForm onSignedIn={onSignedIn} main={false} />
        </Disclosure>
      ) : (
        <TokenForm onSignedIn={onSignedIn} main />
      )}
      {meta.setup_required && (
        <Disclosure summary={t('setUp.open')}>
          <SetUpForm onSignedIn={onSignedIn} />
        </Disclosure>
      )}
    </div>
  );
}
