import { Progress } from '@base-ui/react/progress';
import { cx } from './cx.ts';
import { percent } from './format.ts';
import type { Tone } from './tone.ts';

const fills: Record<Tone, string> = {
  plain: 'bg-muted',
  accent: 'bg-accent',
  ok: 'bg-ok',
  info: 'bg-info',
  warning: 'bg-warning',
  attention: 'bg-attention',
  danger: 'bg-danger',
  idle: 'bg-idle',
};

interface ProgressBarProps {
  /** 0 to 1; null when the end is not known. */
  value: number | null;
  label: string;
  tone?: Tone;
  className?: string;
}

/** A thin bar with its value as accessible text. */
export function ProgressBar({ value, label, tone = 'accent', className }: ProgressBarProps) {
  return (
    <Progress.Root
      value={value === null ? null : Math.round(value * 100)}
      aria-label={label}
      getAriaValueText={() => (value === null ? label : percent(value))}
      className={cx('block w-20', className)}
    >
      <Progress.Track className="block h-1.5 overflow-hidden rounded-bar bg-inset outline outline-hairline">
        <Progress.Indicator
          className={cx('block h-full rounded-bar', fills[tone], value === null && 'w-1/4 animate-sweep')}
        />
      </Progress.Track>
    </Progress.Root>
  );
}

/** The line under the page header while content is being refreshed; visible after 400 ms (ui.md 5). */
export function ProgressLine({ active }: { active: boolean }) {
  if (!active) return null;
  return (
    <div aria-hidden className="absolute inset-x-0 bottom-0 h-px overflow-hidden">
      <div className="h-full w-1/4 animate-sweep bg-accent [animation-delay:400ms]" />
    </div>
  );
}
