import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogHistogram } from '../../../server/contract/index.ts';
import type { LogFilter } from '../../data/logs.ts';
import { Button, cx, format, useNow } from '../../ui/index.ts';
import { rangeOf, slotsOf, sumOf, timesOf, type Slot, type SlotRange } from './histogram-model.ts';

const height = 36;
const settleAfter = 250;

const moment = (at: number): string => `${format.day(at)} ${format.clock(at)}`;

/** Bars with their errors on top of the baseline; the numbers are in the accessible name of the whole. */
function Bars({ slots, range }: { slots: readonly Slot[]; range: SlotRange }) {
  const most = Math.max(1, ...slots.map(({ lines }) => lines));
  // The square root keeps a quiet minute visible next to a storm.
  const tall = (count: number): number => (count === 0 ? 0 : Math.max(2, Math.sqrt(count / most) * height));
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${slots.length} ${height}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
    >
      {slots.map(({ at, lines, errors }, index) => (
        <g key={at} opacity={index >= range.from && index <= range.to ? 1 : 0.3}>
          <rect
            x={index + 0.1}
            width={0.8}
            y={height - tall(lines)}
            height={tall(lines)}
            className="fill-accent opacity-70"
          />
          <rect x={index + 0.1} width={0.8} y={height - tall(errors)} height={tall(errors)} className="fill-danger" />
        </g>
      ))}
      <rect x={0} y={height - 0.5} width={slots.length} height={0.5} className="fill-hairline" />
    </svg>
  );
}

interface EdgeProps {
  label: string;
  text: string;
  value: number;
  count: number;
  shown: boolean;
  onChange: (value: number) => void;
}

/** One end of the range: a slider for keys, its thumb a line for the pointer. */
function Edge({ label, text, value, count, shown, onChange }: EdgeProps) {
  return (
    <input
      type="range"
      aria-label={label}
      aria-valuetext={text}
      min={0}
      max={count - 1}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      className={cx('log-range absolute inset-0 size-full', shown && 'log-range-shown')}
    />
  );
}

interface HistogramProps {
  histogram: LogHistogram;
  filter: LogFilter;
  onChange: (filter: LogFilter) => void;
}

/** Lines over time as a scrubber: drag, a click on a bar, or arrow keys at either end set the range (ui.md LG-5). */
export function Histogram({ histogram, filter, onChange }: HistogramProps) {
  const { t } = useTranslation('logs');
  const slots = slotsOf(histogram);
  const { stepSeconds } = histogram;
  const [draft, setDraft] = useState<SlotRange | null>(null);
  const now = useNow(30_000);
  const track = useRef<HTMLDivElement>(null);
  const anchor = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (slots.length < 2) return null;

  const relative = filter.last === null ? null : now - filter.last * 60_000;
  const range = draft ?? rangeOf(slots, stepSeconds, relative ?? filter.since, filter.until);
  const bounded = draft !== null || filter.last !== null || filter.since !== null || filter.until !== null;
  const commit = (chosen: SlotRange): void => {
    onChange({ ...filter, last: null, ...timesOf(slots, stepSeconds, chosen) });
    setDraft(null);
  };
  const settle = (chosen: SlotRange): void => {
    setDraft(chosen);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => commit(chosen), settleAfter);
  };
  const slotAt = (event: React.PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    const share = (event.clientX - box.left) / box.width;
    return Math.min(Math.max(Math.floor(share * slots.length), 0), slots.length - 1);
  };
  const between = (a: number, b: number): SlotRange => ({ from: Math.min(a, b), to: Math.max(a, b) });

  const { lines, errors } = sumOf(slots, range);
  const start = moment(slots[range.from]?.at ?? 0);
  const end = moment((slots[range.to]?.at ?? 0) + stepSeconds * 1000);
  const words = {
    start,
    end,
    lines: format.count(lines),
    errors: format.count(errors),
    step: format.duration(stepSeconds),
  };

  return (
    <fieldset aria-label={t('histogram.label', words)} className="min-w-0">
      <div
        ref={track}
        className="relative cursor-crosshair touch-pan-y select-none"
        style={{ height }}
        onPointerDown={(event) => {
          if (event.button !== 0 || event.target instanceof HTMLInputElement) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          anchor.current = slotAt(event);
          setDraft({ from: anchor.current, to: anchor.current });
        }}
        onPointerMove={(event) => {
          if (anchor.current !== null) setDraft(between(anchor.current, slotAt(event)));
        }}
        onPointerUp={(event) => {
          if (anchor.current !== null) commit(between(anchor.current, slotAt(event)));
          anchor.current = null;
        }}
        onPointerCancel={() => {
          anchor.current = null;
          setDraft(null);
        }}
      >
        <Bars slots={slots} range={range} />
        <Edge
          label={t('histogram.start')}
          text={start}
          value={range.from}
          count={slots.length}
          shown={bounded}
          onChange={(from) => settle({ from: Math.min(from, range.to), to: range.to })}
        />
        <Edge
          label={t('histogram.end')}
          text={end}
          value={range.to}
          count={slots.length}
          shown={bounded}
          onChange={(to) => settle({ from: range.from, to: Math.max(to, range.from) })}
        />
      </div>
      <div className="mt-1 flex min-h-6 items-center justify-between gap-3 text-caption text-muted">
        <span className="tabular min-w-0">{t(bounded ? 'histogram.chosen' : 'histogram.whole', words)}</span>
        {bounded && (
          <Button variant="link" onClick={() => onChange({ ...filter, last: null, since: null, until: null })}>
            {t('histogram.all')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
