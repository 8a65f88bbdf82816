import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { detailOf } from '../data/api-error.ts';
import { ErrorState } from '../ui/index.ts';

function Crashed({ error, resetErrorBoundary }: FallbackProps) {
  const { t } = useTranslation('common');
  return (
    <ErrorState
      title={t('error.crash')}
      reason={t('error.crashBody')}
      detail={detailOf(error)}
      retryLabel={t('reload')}
      onRetry={resetErrorBoundary}
    />
  );
}

/** A view that crashes leaves the frame working (ui.md 5). */
export function ViewBoundary({ children }: { children: React.ReactNode }) {
  const { pathname } = useLocation();
  return (
    <ErrorBoundary resetKeys={[pathname]} FallbackComponent={Crashed}>
      {children}
    </ErrorBoundary>
  );
}
