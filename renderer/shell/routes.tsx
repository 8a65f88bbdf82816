import { lazy } from 'react';
import { Route, Routes } from 'react-router';
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
const SetUpPage = lazy(() => import('../pages/set-up/index.tsx'));
const WelcomePage = lazy(() => import('../pages/welcome/index.tsx'));
const SignInPage = lazy(() => import('../pages/sign-in/index.tsx'));

/** First contact goes to Welcome, everybody else to the Overview. */
function Home() {
  const { data: status, isError } = useStatusQuery();
  if (status?.mode === 'unconfigured') return <WelcomePage />;
  return status === undefined && !isError ? null : <OverviewPage />;
}

/** All addresses of the panel (ui.md 3). Declared as elements: nothing here loads data by route, and that half of the router stays out of the bundle. */
export function PanelRoutes() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route element={<Layout />}>
        <Route path="/" element={<Home />} />
        <Route path="/torrents" element={<TorrentsPage />} />
        <Route path="/torrents/:instance/:hash" element={<TorrentsPage />} />
        <Route path="/activity" element={<ActivityPage />} />
        <Route path="/processes" element={<ProcessesPage />} />
        <Route path="/logs" element={<LogsPage />} />
        <Route path="/logs/:source" element={<LogsPage />} />
        <Route path="/settings/:section?" element={<SettingsPage />} />
        <Route path="/settings/backups" element={<BackupsPage />} />
        <Route path="/settings/import" element={<ImportPage />} />
        <Route path="/settings/access" element={<AccessPage />} />
        <Route path="/settings/folders" element={<FoldersPage />} />
        <Route path="/set-up" element={<SetUpPage />} />
        <Route path="/set-up/:step" element={<SetUpPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
