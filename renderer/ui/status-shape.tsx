import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { toneText, type Tone } from './tone.ts';

export type Shape = 'running' | 'working' | 'idle' | 'attention' | 'failed' | 'unknown';

const shapeTone: Record<Shape, Tone> = {
  running: 'ok',
  working: 'info',
  idle: 'idle',
  attention: 'attention',
  failed: 'danger',
  unknown: 'idle',
};

const outline = { fill: 'none', stroke: 'currentColor', strokeWidth: 2 };

const drawings: Record<Shape, React.ReactNode> = {
  running: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  working: (
    <>
      <circle cx="6" cy="6" r="4" {...outline} strokeWidth={1.5} />
      <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  idle: <circle cx="6" cy="6" r="3.5" {...outline} />,
  attention: <path d="M6 1 11.4 10.6H.6z" fill="currentColor" />,
  failed: <path d="M6 .2 11.8 6 6 11.8.2 6z" fill="currentColor" />,
  unknown: <circle cx="6" cy="6" r="4" {...outline} strokeWidth={1.5} strokeDasharray="2 1.6" />,
};

interface StatusShapeProps {
  shape: Shape;
  /** Overrides the colour that belongs to the shape. */
  tone?: Tone;
  /** Accessible name; leave out when a text beside the shape says the same. */
  label?: string;
  className?: string | undefined;
}

/** A state told by silhouette first and colour second (ui.md 12 "Status shapes"). */
export function StatusShape({ shape, tone, label, className }: StatusShapeProps) {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      className={cx('shrink-0', toneText[tone ?? shapeTone[shape]], className)}
      data-shape={shape}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {drawings[shape]}
    </svg>
  );
}

/** Shape and word together, e.g. "(o) Running". */
export function StatusText({ shape, tone, children }: { shape: Shape; tone?: Tone; children?: React.ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 text-dense whitespace-nowrap',
        toneText[tone ?? shapeTone[shape]],
      )}
    >
      <StatusShape shape={shape} {...(tone ? { tone } : {})} />
      {children ?? t(`shape.${shape}`)}
    </span>
  );
}
