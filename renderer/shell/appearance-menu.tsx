import { useTranslation } from 'react-i18next';
import { useStatus } from '../data/hooks.ts';
import { Menu, type MenuEntry, type MenuTrigger } from '../ui/index.ts';
import type { NavItem } from './nav.ts';
import { densityOf, setPreference, themeOf, usePreferences } from './preferences.ts';
import { showShortcuts } from './shortcut-sheet.tsx';

interface AppearanceMenuProps {
  trigger: MenuTrigger;
  side: 'top' | 'right';
  /** Pages that have no place of their own on phones. */
  pages?: readonly NavItem[];
}

/** Theme, density, shortcuts: what belongs to this device (ui.md 6.9). */
export function AppearanceMenu({ trigger, side, pages = [] }: AppearanceMenuProps) {
  const { t } = useTranslation('shell');
  const chosen = usePreferences();
  const webui = useStatus()?.webui;
  const entries: MenuEntry[] = [
    ...pages.map(({ id, to, icon }): MenuEntry => ({ kind: 'link', id, label: t(`nav.${id}`), icon, to })),
    ...(pages.length > 0 ? [{ kind: 'rule' as const, id: 'r0' }] : []),
    {
      kind: 'choice',
      id: 'theme',
      label: t('theme.label'),
      value: themeOf(chosen.theme, webui?.Theme),
      options: (['system', 'dark', 'light'] as const).map((value) => ({ value, label: t(`theme.${value}`) })),
      onChange: (value) => setPreference({ theme: value === 'dark' || value === 'light' ? value : 'system' }),
    },
    { kind: 'rule', id: 'r1' },
    {
      kind: 'choice',
      id: 'density',
      label: t('density.label'),
      value: densityOf(chosen.density, webui?.ViewDensity),
      options: (['comfortable', 'compact'] as const).map((value) => ({ value, label: t(`density.${value}`) })),
      onChange: (value) => setPreference({ density: value === 'compact' ? 'compact' : 'comfortable' }),
    },
    { kind: 'rule', id: 'r2' },
    {
      kind: 'check',
      id: 'keys',
      label: t('singleKeys'),
      checked: chosen.singleKeys,
      onChange: (singleKeys) => setPreference({ singleKeys }),
    },
    { id: 'sheet', label: t('shortcuts'), keys: '?', onSelect: showShortcuts },
  ];
  return <Menu trigger={trigger} entries={entries} side={side} align="start" />;
}
