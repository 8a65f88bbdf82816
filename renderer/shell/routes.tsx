import { lazy } from 'react';
import { createBrowserRouter } from 'react-router';
import { routerBase } from '../data/base.ts';
import { useStatusQuery } from '../data/hooks.ts';
import { Layout } from './layout.tsx';
import NotFoundPage from './not-found.tsx';

const OverviewPage = lazy(() => import('../pages/overview/index.tsx'));
const TorrentsPage = lazy(() => import('../pages/torrents/index.tsx'));
const ActivityPage = lazy(() => import('../pages/activity/index.tsx'));
const ProcessesPage = lazy(() => import('../pages/processes/index.tsx'));
const LogsPage = lazy(() => import('../pages/logs/index.tsx'));
const SettingsPage = lazy(() => import('../pages/settings/index.tsx'));
const BackupsPage = lazy(() => import('../pages/settings/backups/index.tsx'));
const ImportPage = lazy(() => import('../pages/settings/import/index.tsx'));
const AccessPage = lazy(() => import('../pages/access/index.tsx'));
const FoldersPage = lazy(() => import('../pages/folders/index.tsx'));
const WelcomePage = lazy(() => import('../pages/welcome/index.tsx'));
const SignInPage = lazy(() => import('../pages/sign-in/index.tsx'));

/** First contact goes to Welcome, everybody else to the Overview. */
function Home() {
  const { data: status, isError } = useStatusQuery();
  if (status?.mode === 'unconfigured') return <WelcomePage />;
  return status === undefined && !isError ? null : <OverviewPage />;
}

/** All addresses of the panel (ui.md 3). */
export const router = createBrowserRouter(
  [
    { path: '/sign-in', element: <SignInPage /> },
    {
      element: <Layout />,
      children: [
        { path: '/', element: <Home /> },
        { path: '/torrents', element: <TorrentsPage /> },
        { path: '/torrents/:instance/:hash', element: <TorrentsPage /> },
        { path: '/activity', element: <ActivityPage /> },
        { path: '/processes', element: <ProcessesPage /> },
        { path: '/logs', element: <LogsPage /> },
        { path: '/logs/:source', element: <LogsPage /> },
        { path: '/settings/:section?', element: <SettingsPage /> },
        { path: '/settings/backups', element: <BackupsPage /> },
        { path: '/settings/import', element: <ImportPage /> },
        { path: '/settings/access', element: <AccessPage /> },
        { path: '/settings/folders', element: <FoldersPage /> },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ],
  { basename: routerBase },
);
