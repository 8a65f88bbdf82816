import { cx } from './cx.ts';
import { Icon, type LucideIcon } from './icon.tsx';
import { StatusShape, type Shape } from './status-shape.tsx';
import { toneText, type Tone } from './tone.ts';

interface NoticeProps {
  tone?: Tone;
  /** Either a shape or an icon; both are coloured by the tone. */
  shape?: Shape;
  icon?: LucideIcon;
  children: React.ReactNode;
  /** One action that helps. */
  action?: React.ReactNode;
  /** `alert` is read out at once, `status` when the reader is idle. */
  live?: 'alert' | 'status';
}

/** A hairline row with one sentence and one action; stack several inside `NoticeList` (ui.md NT-3). */
export function Notice({ tone = 'plain', shape, icon, children, action, live }: NoticeProps) {
  return (
    <div role={live} className="flex min-h-9 items-center gap-2.5 border-b border-hairline py-2 first:border-t">
      {shape && <StatusShape shape={shape} tone={tone} className="mx-0.5" />}
      {icon && <Icon icon={icon} className={toneText[tone]} />}
      <div className="min-w-0 flex-1 text-body wrap-anywhere">{children}</div>
      {action !== undefined && <div className="flex shrink-0 items-center gap-3">{action}</div>}
    </div>
  );
}

/** Notices under each other, without boxes. */
export function NoticeList({ children, className }: { children: React.ReactNode; className?: string }) {
  return <div className={cx('notice-list flex flex-col empty:hidden', className)}>{children}</div>;
}
