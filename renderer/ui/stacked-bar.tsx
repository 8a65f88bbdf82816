import { cx } from './cx.ts';
import type { Tone } from './tone.ts';

interface StackedBarProps {
  /** Text alternative with all values (ui.md AX-7). */
  label: string;
  parts: readonly { key: string; value: number; tone: Tone }[];
}

const fills: Record<Tone, string> = {
  plain: 'bg-hairline',
  accent: 'bg-accent',
  ok: 'bg-ok',
  info: 'bg-info',
  warning: 'bg-warning',
  attention: 'bg-attention',
  danger: 'bg-danger',
  idle: 'bg-idle',
};

/** The colour of a part as a small square, for the legend. */
export function LegendMark({ tone }: { tone: Tone }) {
  return <span aria-hidden className={cx('size-2.5 shrink-0 rounded-[2px]', fills[tone])} />;
}

/** Parts of a whole in one bar; the legend beside it is its table. */
export function StackedBar({ label, parts }: StackedBarProps) {
  return (
    <figure aria-label={label} className="flex h-3.5 gap-px overflow-hidden rounded-bar">
      {parts
        .filter(({ value }) => value > 0)
        .map(({ key, value, tone }) => (
          <span key={key} className={cx('min-w-1', fills[tone])} style={{ flexGrow: value }} />
        ))}
    </figure>
  );
}
