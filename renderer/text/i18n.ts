import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { catalogues } from './index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof catalogues;
    enableSelector: false;
  }
}

/** Starts the texts synchronously, so that the first paint already has them (ui.md I1). */
export function startTexts(): void {
  if (i18next.isInitialized) return;
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(catalogues),
    resources: { en: catalogues },
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}
