import { Cpu, History, LayoutDashboard, ListTree, ScrollText, SlidersHorizontal, type LucideIcon } from 'lucide-react';

export interface NavItem {
  id: 'overview' | 'torrents' | 'activity' | 'processes' | 'logs' | 'settings';
  to: string;
  icon: LucideIcon;
  /** Second key after `g`, where there is one. */
  go: string | null;
}

/** The pages that exist, in the order of the sidebar and of the keys 1 to 9 (ui.md 3). */
export const navItems: readonly NavItem[] = [
  { id: 'overview', to: '/', icon: LayoutDashboard, go: 'o' },
  { id: 'torrents', to: '/torrents', icon: ListTree, go: 't' },
  { id: 'activity', to: '/activity', icon: History, go: 'a' },
  { id: 'processes', to: '/processes', icon: Cpu, go: 'p' },
  { id: 'logs', to: '/logs', icon: ScrollText, go: 'l' },
  { id: 'settings', to: '/settings', icon: SlidersHorizontal, go: null },
];

/** Pages within reach of the thumb; the others are under More (ui.md 14). */
const onPhone: readonly NavItem['id'][] = ['overview', 'torrents', 'activity', 'processes'];
export const phoneItems = navItems.filter(({ id }) => onPhone.includes(id));
export const moreItems = navItems.filter(({ id }) => !onPhone.includes(id));

/** Loops that gave up: the "1 down" of the sidebar. */
export const downCount = (rows: readonly { status: string }[]): number =>
  rows.filter((row) => row.status === 'failed').length;
