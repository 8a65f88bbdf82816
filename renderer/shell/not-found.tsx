import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { ButtonLink, EmptyState, PageHeader } from '../ui/index.ts';

/** An address without a page. */
export default function NotFoundPage() {
  const { t } = useTranslation('shell');
  const { pathname } = useLocation();
  return (
    <>
      <PageHeader title={t('notFound.title')} />
      <EmptyState
        title={t('notFound.title')}
        body={t('notFound.body', { path: pathname })}
        action={<ButtonLink to="/processes">{t('notFound.action')}</ButtonLink>}
      />
    </>
  );
}
