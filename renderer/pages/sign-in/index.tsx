import { LinkIcon, ShieldAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { signedInAgain } from '../../data/index.ts';
import { Notice } from '../../ui/index.ts';
import { addressOf } from './outcome.ts';
import { SignInForm } from './sign-in-form.tsx';
import { useSignInMeta } from './use-meta.ts';

/** Asks who is there and then opens the address the reader came for (ui.md 6.10, design.md 10). */
export default function SignInPage() {
  const { t } = useTranslation('signIn');
  const { t: common } = useTranslation('common');
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const { next, failure } = addressOf(query);
  const { data: meta } = useSignInMeta();

  useEffect(() => {
    document.title = `${t('title')} - qBitrr`;
  }, [t]);

  const signedIn = (): void => {
    void signedInAgain();
    void navigate(next, { replace: true });
  };

  if (meta?.auth_required === false) return <Navigate to={next} replace />;
  const needsToken = meta !== undefined && !meta.oidc_enabled && (!meta.local_auth_enabled || meta.setup_required);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col justify-center gap-6 px-gutter py-10">
      <header>
        <p className="text-dense text-muted">{common('product')}</p>
        <h1 className="mt-1 text-wizard">{t('title')}</h1>
        <p className="mt-2 text-body">{t(needsToken ? 'lead.token' : 'lead.other')}</p>
      </header>
      {query.get('link') === 'expired' && (
        <Notice tone="attention" icon={LinkIcon} live="status">
          <strong className="font-medium text-strong">{t('linkExpired.title')}</strong>
          <p className="text-dense text-muted">{t('linkExpired.body')}</p>
        </Notice>
      )}
      {failure !== null && (
        <Notice tone="attention" icon={ShieldAlert} live="alert">
          <strong className="font-medium text-strong">{t('providerFailed.title')}</strong>
          <p className="text-dense text-muted">{t(`providerFailed.${failure}`)}</p>
        </Notice>
      )}
      <SignInForm onSignedIn={signedIn} next={next} />
      <section aria-labelledby="where-to-find-it" className="border-t border-hairline pt-4">
        <h2 id="where-to-find-it" className="text-base">
          {t('where.title')}
        </h2>
        <ul className="mt-2 flex flex-col gap-2 text-dense text-muted">
          <li>{t('where.file')}</li>
          <li>
            {t('where.link')} {t('where.restart')}
          </li>
        </ul>
      </section>
    </main>
  );
}
