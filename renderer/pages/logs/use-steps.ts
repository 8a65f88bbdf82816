import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../../../server/contract/index.ts';
import { reasonOf } from '../../data/api-error.ts';
import type { LogView } from '../../data/log-feed.ts';
import type { LogFilter } from '../../data/logs.ts';
import { logFeed } from '../../data/runtime.ts';
import { showToast, type ListHandle } from '../../ui/index.ts';
import { isError } from './levels.ts';

export type Step = 'match' | 'error';
export type Direction = 1 | -1;

/** What a step looks for: any entry that passes, or an error among them. Null when there cannot be one. */
function wanted(filter: LogFilter, step: Step): LogFilter | null {
  if (step === 'match') return filter;
  const errors = (['ERROR', 'CRITICAL'] as const).filter(
    (level) => filter.levels.length === 0 || filter.levels.includes(level),
  );
  if (errors.length === 0) return null;
  return { ...filter, levels: errors, text: filter.context ? '' : filter.text };
}

/**
 * Goes to the next or previous match or error, in the whole log (ui.md LG-5): what the list holds is not asked for again.
 * `leaveEnd`: the list is no longer to follow the end.
 */
export function useSteps(view: LogView, handle: React.RefObject<ListHandle | null>, leaveEnd: () => void) {
  const { t } = useTranslation('logs');
  const [current, setCurrent] = useState<string | null>(null);
  const target = useRef<string | null>(null);
  const busy = useRef(false);
  const { entries, filter } = view;

  useEffect(() => {
    const index = target.current === null ? -1 : entries.findIndex(({ cursor }) => cursor === target.current);
    if (index < 0) return;
    target.current = null;
    handle.current?.scrollToIndex(index + 1, { align: 'center' });
  }, [entries, handle]);

  const goTo = (cursor: string): void => {
    leaveEnd();
    setCurrent(cursor);
    const index = entries.findIndex((entry) => entry.cursor === cursor);
    if (index >= 0) handle.current?.scrollToIndex(index + 1, { align: 'center' });
    else {
      target.current = cursor;
      void logFeed.show(cursor);
    }
  };

  /** The nearest one among the entries that are here. */
  const near = (step: Step, from: string | null, direction: Direction): string | null => {
    const at = entries.findIndex(({ cursor }) => cursor === from);
    if (from !== null && at < 0) return null;
    const order = direction === 1 ? entries.slice(at + 1) : entries.slice(0, at < 0 ? undefined : at).toReversed();
    const fits = ({ level, marks }: LogLine): boolean =>
      step === 'error' ? isError(level) : !filter.context || marks.length > 0;
    return order.find(fits)?.cursor ?? null;
  };

  const step = async (kind: Step, direction: Direction): Promise<void> => {
    if (busy.current) return;
    const sought = wanted(filter, kind);
    const from = current ?? (direction === 1 ? (entries[0]?.cursor ?? null) : null);
    const known = sought === null ? null : near(kind, from, direction);
    busy.current = true;
    try {
      const found = known ?? (sought === null ? null : await logFeed.step(sought, from, direction));
      if (found === null)
        showToast({ tone: 'info', title: t(`none.${kind}.${direction === 1 ? 'next' : 'previous'}`) });
      else goTo(found);
    } catch (error) {
      showToast({ tone: 'danger', title: t('none.failed'), body: reasonOf(error) });
    } finally {
      busy.current = false;
    }
  };

  return { current, step };
}
