import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useConnection } from '../data/connection.ts';
import { useStatus } from '../data/hooks.ts';
import { signedInAgain } from '../data/runtime.ts';
import { withTexts } from '../text/pages.ts';
import { Dialog, PageNotices, Skeleton, SkeletonBlock, later, useMedia, usePhone } from '../ui/index.ts';
import { Banners } from './banners.tsx';
import { densityOf, showAppearance, themeOf, usePreferences } from './preferences.ts';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useDesktopRoutes } from './desktop-routes.ts';
import { useShellShortcuts } from './shortcuts.ts';
import { BottomNav, Sidebar } from './sidebar.tsx';
import { StatusStrip } from './strip.tsx';
import { ViewBoundary } from './view-boundary.tsx';

const SignInForm = later(async () => {
  const { SignInForm: form } = await withTexts(import('../pages/sign-in/sign-in-form.tsx'), 'signIn');
  return { default: form };
});

/** The page that is still being fetched. */
function ViewSkeleton() {
  const { t } = useTranslation('shell');
  return (
    <SkeletonBlock what={t('strip.label')}>
      <div className="flex h-18 items-center">
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="flex flex-col gap-4 border-t border-hairline pt-4">
        <Skeleton className="w-2/3" />
        <Skeleton className="w-1/2" />
        <Skeleton className="w-3/5" />
      </div>
    </SkeletonBlock>
  );
}

function useAppearance(): void {
  const { theme, density } = usePreferences();
  const webui = useStatus()?.webui;
  useEffect(() => {
    showAppearance(themeOf(theme, webui?.Theme), densityOf(density, webui?.ViewDensity));
  }, [theme, density, webui?.Theme, webui?.ViewDensity]);
}

/** A session that ended: sign in over the page, which stays with everything typed into it (ui.md 4.2). */
function SignedOutDialog() {
  const { t } = useTranslation('shell');
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t('signedOut.title')}
      description={t('signedOut.body')}
      size="sm"
    >
      <SignInForm of={{ onSignedIn: () => void signedInAgain() }} instead={<Skeleton className="w-2/3" />} />
    </Dialog>
  );
}

/** The frame around every page: sidebar, banners, page, strip (ui.md 4). */
export function Layout() {
  const { t } = useTranslation('shell');
  const { pathname, search } = useLocation();
  const status = useStatus();
  const { signedOut } = useConnection();
  const { rail } = usePreferences();
  const phone = usePhone();
  const narrow = useMedia('(max-width: 899px)');
  const main = useRef<HTMLElement>(null);
  useAppearance();
  useShellShortcuts();
  useDesktopRoutes();

  if (signedOut && status === undefined) {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <button
        type="button"
        onClick={() => main.current?.focus()}
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-60 focus:rounded-control focus:bg-raised focus:px-3 focus:py-2 focus:text-strong"
      >
        {t('skip')}
      </button>
      <div className="flex min-h-0 flex-1">
        {!phone && <Sidebar rail={rail || narrow} canToggle={!narrow} />}
        <div className="flex min-w-0 flex-1 flex-col">
          <main ref={main} tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-y-auto outline-none">
            <div className="min-h-105 flex-1 basis-0 px-gutter">
              <PageNotices value={<Banners />}>
                <ViewBoundary>
                  <Suspense fallback={<ViewSkeleton />}>
                    <Outlet />
                  </Suspense>
                </ViewBoundary>
              </PageNotices>
            </div>
          </main>
          <StatusStrip />
        </div>
      </div>
      {phone && <BottomNav />}
      {signedOut && <SignedOutDialog />}
      <ShortcutSheet />
    </div>
  );
}
