import { cloneElement, useState } from 'react';
import type { LucideIcon } from './icon.tsx';
import { later } from './later.tsx';

interface EntryBase {
  /** Unique inside the menu. */
  id: string;
}
export interface MenuAction extends EntryBase {
  kind?: 'action';
  label: string;
  icon?: LucideIcon;
  keys?: string;
  tone?: 'plain' | 'danger';
  /** Shown under the label; the entry cannot be chosen. */
  disabledReason?: string | null | undefined;
  onSelect: () => void;
}
export interface MenuLink extends EntryBase {
  kind: 'link';
  label: string;
  icon?: LucideIcon;
  /** Route of this panel, or a full address that opens outside. */
  to: string;
}
export interface MenuCheck extends EntryBase {
  kind: 'check';
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}
export interface MenuChoice extends EntryBase {
  kind: 'choice';
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}
export interface MenuRule extends EntryBase {
  kind: 'rule';
}
export type MenuEntry = MenuAction | MenuLink | MenuCheck | MenuChoice | MenuRule;

/** A button that passes on what it is given: `Button`, `IconButton` or a plain one. */
export type MenuTrigger = React.ReactElement<
  Pick<React.ComponentProps<'button'>, 'onClick' | 'onKeyDown' | 'aria-haspopup' | 'aria-expanded'>
>;

export interface MenuProps {
  trigger: MenuTrigger;
  entries: readonly MenuEntry[];
  align?: 'start' | 'end';
  side?: 'top' | 'bottom' | 'right';
}

const MenuBox = later(() => import('./menu-box.tsx'));

/**
 * A menu of actions, links, check marks and choices, opened by a button. Until it was opened once it is no more than its button, so a page
 * full of menus costs next to nothing (ui.md 16).
 */
export function Menu(props: MenuProps) {
  const [tries, setTries] = useState(0);
  const open = (): void => setTries(tries + 1);
  const button = cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: open,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      open();
    },
  });
  return tries === 0 ? button : <MenuBox key={tries} of={props} instead={button} />;
}
