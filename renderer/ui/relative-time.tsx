import { useTranslation } from 'react-i18next';
import { useNow } from './use-now.ts';
import { dateTime, duration } from './format.ts';

/** "4 min ago" with the exact time as its title; counts by itself. */
export function RelativeTime({ at }: { at: number }) {
  const { t } = useTranslation('common');
  const now = useNow(10_000);
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  return (
    <time dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {seconds < 2 ? t('now') : t('ago', { time: duration(seconds) })}
    </time>
  );
}
