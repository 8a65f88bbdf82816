import { cx } from './cx.ts';

interface DiskGaugeProps {
  /** Text alternative with all values (ui.md AX-7). */
  label: string;
  /** Bytes. */
  total: number;
  used: number;
  /** Bytes that running downloads will still take. */
  reserved: number;
  /** Bytes to be kept free; 0 draws no mark. */
  keep: number;
}

/** Hatching tells reserved space from used space without colour. */
const hatched = 'bg-[repeating-linear-gradient(-45deg,var(--info)_0_3px,transparent_3px_6px)]';

/** A disk as a bar: used, reserved (hatched), and the mark above which downloads are held (ui.md OV-3). */
export function DiskGauge({ label, total, used, reserved, keep }: DiskGaugeProps) {
  const share = (bytes: number): string => `${Math.min(100, Math.max(0, (bytes / Math.max(1, total)) * 100))}%`;
  const isOver = keep > 0 && used + reserved > total - keep;
  return (
    <figure aria-label={label} className="relative h-3.5 overflow-hidden rounded-bar border border-hairline bg-inset">
      <span className="absolute inset-y-0 left-0 bg-idle/70" style={{ width: share(used) }} />
      <span className={cx('absolute inset-y-0', hatched)} style={{ left: share(used), width: share(reserved) }} />
      {keep > 0 && (
        <span
          className={cx('absolute inset-y-0 -ml-px w-0.5', isOver ? 'bg-danger' : 'bg-attention')}
          style={{ left: share(total - keep) }}
        />
      )}
    </figure>
  );
}
