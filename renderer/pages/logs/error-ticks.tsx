import { memo } from 'react';
import type { LogLine } from '../../../server/contract/index.ts';
import { isError } from './levels.ts';

const places = 200;

/** Where errors lie in the list, beside its scrollbar (ui.md LG-5); `e` leads to them. */
export const ErrorTicks = memo(function ErrorTicks({ entries }: { entries: readonly LogLine[] }) {
  const ticks = new Set<number>();
  for (const [index, { level }] of entries.entries()) {
    if (isError(level)) ticks.add(Math.floor((index / entries.length) * places));
  }
  return (
    <div aria-hidden className="pointer-events-none absolute inset-y-0 right-0 w-1.5">
      {[...ticks].map((tick) => (
        <span
          key={tick}
          className="absolute right-0 h-0.5 w-full rounded-bar bg-danger"
          style={{ top: `${(tick / places) * 100}%` }}
        />
      ))}
    </div>
  );
});
