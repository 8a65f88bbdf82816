import i18next from 'i18next';
import { expect, it } from 'vitest';
import { addTexts, startTexts } from './i18n.ts';
import { settings } from './settings.ts';
import { torrents } from './torrents.ts';

startTexts();
addTexts('torrents', torrents);
addTexts('settings', settings);

it('groups the digits of what is counted, and of nothing else', () => {
  const grouped = new Intl.NumberFormat(undefined).format(12_480);
  expect(i18next.t('documentTitle', { ns: 'torrents', count: 12_480 })).toBe(`Torrents, ${grouped} need attention`);
  expect(i18next.t('documentTitle', { ns: 'torrents', count: 1 })).toBe('Torrents, 1 needs attention');
  expect(i18next.t('form.summary.address', { ns: 'settings', host: '127.0.0.1', port: 16_969 })).toContain(
    'port 16969',
  );
});
