import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { toneText, type Tone } from './tone.ts';

interface SparkBarsProps {
  /** Oldest first; only the newest `slots` are drawn, right aligned. */
  values: readonly number[];
  slots?: number;
  /** Minutes that share a bar. */
  perBar?: number;
  tone?: Tone;
  className?: string;
}

const gap = 1;
const bar = 3;
const height = 20;

/** Sums of `perBar` minutes each; the newest bar is always full. */
function barsOf(minutes: readonly number[], perBar: number): number[] {
  const bars: number[] = [];
  for (let end = minutes.length; end > 0; end -= perBar) {
    bars.unshift(minutes.slice(Math.max(0, end - perBar), end).reduce((sum, value) => sum + value, 0));
  }
  return bars;
}

/** Work per minute as bars; the numbers are in its accessible name (ui.md AX-7). */
export function SparkBars({ values, slots = 24, perBar = 1, tone = 'accent', className }: SparkBarsProps) {
  const { t } = useTranslation('common');
  const minutes = values.slice(-slots * perBar);
  const shown = barsOf(minutes, perBar);
  const max = Math.max(1, ...shown);
  const width = slots * (bar + gap) - gap;
  const offset = slots - shown.length;
  const total = minutes.reduce((sum, value) => sum + value, 0);
  return (
    <svg
      role="img"
      aria-label={t('perMinute', { count: minutes.length, total, max: Math.max(0, ...minutes) })}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={cx('shrink-0 opacity-80', toneText[tone], className)}
    >
      {Array.from({ length: slots }, (_, slot) => {
        const value = shown[slot - offset] ?? 0;
        const tall = value <= 0 ? 1 : Math.max(2, Math.round((value / max) * height));
        return (
          <rect
            key={slot}
            x={slot * (bar + gap)}
            y={height - tall}
            width={bar}
            height={tall}
            fill="currentColor"
            opacity={value <= 0 ? 0.5 : 1}
          />
        );
      })}
    </svg>
  );
}
