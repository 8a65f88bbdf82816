import { cleanup } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, beforeAll } from 'vitest';
import { startTexts } from './text/i18n.ts';
import { catalogues } from './text/index.ts';
import { fetchLater } from './ui/later.tsx';

startTexts();
for (const [name, texts] of Object.entries(catalogues)) i18next.addResourceBundle('en', name, texts);

// What is fetched with a page in view would cost the first test of a file its time.
beforeAll(fetchLater);
afterEach(cleanup);
