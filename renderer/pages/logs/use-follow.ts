import { useCallback, useRef, useState } from 'react';
import type { ListHandle } from '../../ui/index.ts';

export type Follow = 'live' | 'scrolled' | 'paused';

/** Next follow state after the list was scrolled (ui.md LG-7): up stops, the end goes on, a pause by hand stays. */
export function afterScroll(follow: Follow, movedUp: boolean, atEnd: boolean): Follow {
  if (follow === 'paused') return 'paused';
  if (atEnd) return 'live';
  return movedUp ? 'scrolled' : follow;
}

/** Follows the end of the list until the reader scrolls up or pauses; counts what arrives meanwhile. */
export function useFollow(arrived: number, handle: React.RefObject<ListHandle | null>) {
  const [follow, setFollow] = useState<Follow>('live');
  const [seen, setSeen] = useState(0);
  const lastTop = useRef(0);

  const hold = useCallback(
    (next: Follow) => {
      setFollow((current) => {
        if (current === 'live' && next !== 'live') setSeen(arrived);
        return next;
      });
    },
    [arrived],
  );

  const onScroll = (element: HTMLElement): void => {
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= 32;
    const movedUp = element.scrollTop < lastTop.current - 2;
    lastTop.current = element.scrollTop;
    const next = afterScroll(follow, movedUp, atEnd);
    if (next !== follow) hold(next);
  };

  const toEnd = useCallback(() => {
    setFollow('live');
    handle.current?.scrollToEnd();
  }, [handle]);

  return {
    follow,
    fresh: follow === 'live' ? 0 : Math.max(0, arrived - seen),
    onScroll,
    toEnd,
    toggle: () => (follow === 'live' ? hold('paused') : toEnd()),
    leaveEnd: () => hold('scrolled'),
  };
}
