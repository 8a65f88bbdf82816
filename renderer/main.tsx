import '@fontsource-variable/ibm-plex-sans';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/500.css';
import './styles/index.css';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { routerBase } from './data/base.ts';
import { queryClient, startRuntime } from './data/runtime.ts';
import { densityOf, showAppearance, themeOf, usePreferences } from './shell/preferences.ts';
import { PanelRoutes } from './shell/routes.tsx';
import { startTexts } from './text/i18n.ts';
import { Toaster, TooltipProvider, fetchLater, tellCutWords } from './ui/index.ts';

const { theme, density } = usePreferences.getState();
showAppearance(themeOf(theme, undefined), densityOf(density, undefined));
startTexts();
startRuntime();
tellCutWords();

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider delay={500}>
          <Suspense fallback={null}>
            <BrowserRouter basename={routerBase}>
              <PanelRoutes />
            </BrowserRouter>
          </Suspense>
          <Toaster />
        </TooltipProvider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);

// Later is after the page was shown.
setTimeout(() => void fetchLater(), 1000);
