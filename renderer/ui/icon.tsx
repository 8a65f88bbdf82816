import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';

export type { LucideIcon };

interface IconProps {
  icon: LucideIcon;
  /** 16 in controls and rows, 20 alone. */
  size?: 16 | 20;
  className?: string | undefined;
}

/** A decorative icon, stroke 1.75; the words beside it carry the meaning. */
export function Icon({ icon: Glyph, size = 16, className }: IconProps) {
  return <Glyph size={size} strokeWidth={1.75} aria-hidden className={cx('shrink-0', className)} />;
}
