import { Ellipsis, PanelLeftClose, PanelLeftOpen, Palette } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { serverBase } from '../data/base.ts';
import { Icon, IconButton, Tooltip, cx } from '../ui/index.ts';
import { AppearanceMenu } from './appearance-menu.tsx';
import { moreItems, navItems, phoneItems, type NavItem } from './nav.ts';
import { setPreference } from './preferences.ts';
import { useBadges, type NavBadge } from './use-badges.ts';

function Item({
  item,
  badge,
  rail,
  index,
}: {
  item: NavItem;
  badge: NavBadge | undefined;
  rail: boolean;
  index: number;
}) {
  const { t } = useTranslation('shell');
  const name = t(`nav.${item.id}`);
  const link = (
    <NavLink
      to={item.to}
      end={item.to === '/'}
      aria-label={badge ? `${name}, ${badge.label}` : undefined}
      className="group relative flex h-8 items-center gap-2.5 rounded-control px-2 text-base text-body transition-colors duration-120 hover:bg-raised/60 hover:text-strong aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-strong pointer-coarse:h-11"
    >
      <Icon
        icon={item.icon}
        className="text-muted group-hover:text-strong group-aria-[current=page]:text-accent-text"
      />
      {!rail && <span className="min-w-0 flex-1 truncate">{name}</span>}
      {!rail && badge && (
        <span className={cx('tabular text-caption', badge.danger ? 'text-danger' : 'text-muted')}>{badge.text}</span>
      )}
      {rail && badge?.danger === true && <span className="absolute top-1 right-1 size-2 rotate-45 bg-danger" />}
    </NavLink>
  );
  return (
    <li>
      {rail ? (
        <Tooltip
          content={badge?.danger === true ? `${name}, ${badge.label}` : name}
          keys={String(index + 1)}
          side="right"
        >
          {link}
        </Tooltip>
      ) : (
        link
      )}
    </li>
  );
}

/** The left rail: 220 px, or 56 px with icons only (ui.md SH-1). */
export function Sidebar({ rail, canToggle }: { rail: boolean; canToggle: boolean }) {
  const { t } = useTranslation(['shell', 'common']);
  const badges = useBadges();
  return (
    <aside className={cx('flex shrink-0 flex-col border-r border-hairline px-2.5 py-3.5', rail ? 'w-14' : 'w-55')}>
      <div className="mb-4 flex h-7 items-center gap-2.5 px-2">
        <img src={`${serverBase}/ui/icon.svg`} alt="" width="22" height="22" className={cx(rail && '-ml-1')} />
        {!rail && <span className="truncate font-medium text-strong">{t('common:product')}</span>}
      </div>
      <nav aria-label={t('nav.label')} className="min-h-0 flex-1 overflow-y-auto">
        <ul className="flex flex-col gap-0.5">
          {navItems.map((item, index) => (
            <Item key={item.id} item={item} badge={badges[item.id]} rail={rail} index={index} />
          ))}
        </ul>
      </nav>
      <div className={cx('flex gap-1 pt-2', rail && 'flex-col')}>
        <AppearanceMenu side="top" trigger={<IconButton icon={Palette} label={t('appearance')} side="right" />} />
        {canToggle && (
          <IconButton
            icon={rail ? PanelLeftOpen : PanelLeftClose}
            label={t(rail ? 'expand' : 'collapse')}
            keys="["
            side="right"
            onClick={() => setPreference({ rail: !rail })}
          />
        )}
      </div>
    </aside>
  );
}

/** Phones: the pages at the bottom, within reach of the thumb (ui.md 14). */
export function BottomNav() {
  const { t } = useTranslation('shell');
  const badges = useBadges();
  const cell =
    'relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-caption text-muted aria-[current=page]:font-medium aria-[current=page]:text-strong [&[aria-current=page]_svg]:text-accent-text';
  return (
    <nav aria-label={t('nav.label')} className="flex border-t border-hairline bg-surface safe-bottom">
      {phoneItems.map((item) => {
        const badge = badges[item.id];
        return (
          <NavLink
            key={item.id}
            to={item.to}
            end={item.to === '/'}
            className={cell}
            aria-label={badge ? `${t(`nav.${item.id}`)}, ${badge.label}` : undefined}
          >
            <Icon icon={item.icon} size={20} />
            <span className="truncate">{t(`nav.${item.id}`)}</span>
            {badge?.danger === true && <span className="absolute top-2 left-1/2 ml-3 size-2 rotate-45 bg-danger" />}
          </NavLink>
        );
      })}
      <AppearanceMenu
        side="top"
        pages={moreItems}
        trigger={
          <button type="button" className={cell}>
            <Icon icon={Ellipsis} size={20} />
            <span className="truncate">{t('nav.more')}</span>
          </button>
        }
      />
    </nav>
  );
}
