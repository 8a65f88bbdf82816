import { useTranslation } from 'react-i18next';
import { useHasDraft } from '../data/drafts.ts';
import { useProcesses, useStatus } from '../data/hooks.ts';
import { format } from '../ui/index.ts';
import { downCount, type NavItem } from './nav.ts';

export interface NavBadge {
  text: string;
  /** Read instead of the text. */
  label: string;
  danger: boolean;
}

/** Words at the right of sidebar items (ui.md 3). */
export function useBadges(): Partial<Record<NavItem['id'], NavBadge>> {
  const { t } = useTranslation('shell');
  const torrents = useStatus()?.transfer.torrents;
  const down = downCount(useProcesses().data?.processes ?? []);
  const draft = useHasDraft();
  return {
    ...(draft ? { settings: { text: '•', label: t('draft'), danger: false } } : {}),
    ...(torrents === undefined
      ? {}
      : { torrents: { text: format.count(torrents), label: t('tracked', { count: torrents }), danger: false } }),
    ...(down > 0
      ? { processes: { text: t('down', { count: down }), label: t('down', { count: down }), danger: true } }
      : {}),
  };
}
