import i18next from 'i18next';
import type { FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { common } from './common.ts';
import type { catalogues } from './index.ts';
import { count } from '../ui/format.ts';
import { shell } from './shell.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof catalogues;
    enableSelector: false;
  }
}

type Catalogues = typeof catalogues;

/** What every page needs. */
const core = { common, shell };

/** How many there are, in the reader's grouping; whatever else a text names stands as it is given, a port or a year. */
const counts: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value, _format, _language, options): string =>
    options?.['interpolationkey'] === 'count' && typeof value === 'number' ? count(value) : value,
};

/** Starts the texts synchronously, so that the first paint already has them (ui.md I1). Those of a page come with the page. */
export function startTexts(): void {
  if (i18next.isInitialized) return;
  void i18next
    .use(initReactI18next)
    .use(counts)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      defaultNS: 'common',
      ns: Object.keys(core),
      resources: { en: core },
      initAsync: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
    });
}

/** Adds the texts of a page before it is shown. */
export function addTexts<Name extends keyof Catalogues>(name: Name, texts: Catalogues[Name]): void {
  i18next.addResourceBundle('en', name, texts);
}
