import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { useStatusQuery } from '../data/hooks.ts';
import { withTexts } from '../text/pages.ts';
import { Layout } from './layout.tsx';
import NotFoundPage from './not-found.tsx';

const OverviewPage = lazy(() =>
  withTexts(import('../pages/overview/index.tsx'), 'overview', 'processes', 'torrents', 'activity'),
);
const TorrentsPage = lazy(() => withTexts(import('../pages/torrents/index.tsx'), 'torrents'));
const ActivityPage = lazy(() => withTexts(import('../pages/activity/index.tsx'), 'activity'));
const ProcessesPage = lazy(() => withTexts(import('../pages/processes/index.tsx'), 'processes'));
const LogsPage = lazy(() => withTexts(import('../pages/logs/index.tsx'), 'logs'));
const SettingsPage = lazy(() => withTexts(import('../pages/settings/index.tsx'), 'settings', 'connections'));
const BackupsPage = lazy(() => withTexts(import('../pages/settings/backups/index.tsx'), 'settings'));
const ImportPage = lazy(() =>
  withTexts(import('../pages/settings/import/index.tsx'), 'settings', 'imports', 'connections'),
);
const AccessPage = lazy(() => withTexts(import('../pages/access/index.tsx'), 'access'));
const FoldersPage = lazy(() => withTexts(import('../pages/folders/index.tsx'), 'folders', 'folderFindings'));
const SetUpPage = lazy(() =>
  withTexts(
    import('../pages/set-up/index.tsx'),
    'setUp',
    'imports',
    'connections',
    'settings',
    'folders',
    'folderFindings',
  ),
);
const WelcomePage = lazy(() => withTexts(import('../pages/welcome/index.tsx'), 'welcome'));
const SignInPage = lazy(() => withTexts(import('../pages/sign-in/index.tsx'), 'signIn'));

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
