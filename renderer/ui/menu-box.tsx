import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';
import type { MenuEntry, MenuProps } from './menu.tsx';

const item =
  'flex min-h-8 items-center gap-2 rounded-control px-2 py-1 text-dense text-body outline-none select-none data-disabled:text-muted data-highlighted:bg-inset data-highlighted:text-strong pointer-coarse:min-h-11';

function Marked({ label }: { label: string }) {
  return (
    <>
      <span className="w-4" />
      <span className="min-w-0 flex-1">{label}</span>
    </>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case 'rule':
      return <Base.Separator className="my-1 h-px bg-hairline" />;
    case 'link': {
      const outside = /^https?:/.test(entry.to);
      return (
        <Base.LinkItem
          closeOnClick
          className={item}
          render={
            outside ? (
              <a href={entry.to} target="_blank" rel="noreferrer">
                {entry.label}
              </a>
            ) : (
              <Link to={entry.to} />
            )
          }
        >
          {entry.icon && <Icon icon={entry.icon} />}
          <span className="min-w-0 flex-1">{entry.label}</span>
        </Base.LinkItem>
      );
    }
    case 'check':
      return (
        <Base.CheckboxItem checked={entry.checked} onCheckedChange={entry.onChange} className={cx(item, 'relative')}>
          <Base.CheckboxItemIndicator className="absolute">
            <Icon icon={Check} />
          </Base.CheckboxItemIndicator>
          <Marked label={entry.label} />
        </Base.CheckboxItem>
      );
    case 'choice':
      return (
        <Base.RadioGroup value={entry.value} onValueChange={(value) => entry.onChange(String(value))}>
          <Base.Group>
            <Base.GroupLabel className="px-2 py-1 text-caption text-muted">{entry.label}</Base.GroupLabel>
            {entry.options.map((option) => (
              <Base.RadioItem key={option.value} value={option.value} className={cx(item, 'relative')}>
                <Base.RadioItemIndicator className="absolute">
                  <Icon icon={Check} />
                </Base.RadioItemIndicator>
                <Marked label={option.label} />
              </Base.RadioItem>
            ))}
          </Base.Group>
        </Base.RadioGroup>
      );
    default:
      return (
        <Base.Item
          disabled={typeof entry.disabledReason === 'string'}
          onClick={entry.onSelect}
          className={cx(item, entry.tone === 'danger' && 'text-danger data-highlighted:text-danger')}
        >
          {entry.icon && <Icon icon={entry.icon} />}
          <span className="min-w-0 flex-1">
            {entry.label}
            {typeof entry.disabledReason === 'string' && (
              <span className="block text-caption text-muted">{entry.disabledReason}</span>
            )}
          </span>
          {entry.keys !== undefined && <KeyHint keys={entry.keys} />}
        </Base.Item>
      );
  }
}

/** The menu itself, open as soon as it is there; afterwards its button opens and closes it. */
export default function MenuBox({ trigger, entries, align = 'end', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root modal={false} defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} className="z-40 outline-none">
          <Base.Popup className="max-h-(--available-height) min-w-44 overflow-y-auto rounded-menu border border-hairline bg-raised p-1 shadow-lift outline-none transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {entries.map((entry) => (
              <Fragment key={entry.id}>
                <Entry entry={entry} />
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
