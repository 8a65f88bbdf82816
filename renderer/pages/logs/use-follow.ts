import { useCallback, useRef, useState } from 'react';
import { logFeed } from '../../data/runtime.ts';
import type { ListHandle } from '../../ui/index.ts';

export type Follow = 'live' | 'scrolled' | 'paused';

/** Next follow state after the list was scrolled (ui.md LG-7): up stops, the end goes on, a pause by hand stays. */
export function afterScroll(follow: Follow, movedUp: boolean, atEnd: boolean): Follow {
  if (follow === 'paused') return 'paused';
  if (atEnd) return 'live';
  return movedUp ? 'scrolled' : follow;
}

/**
 * Follows the end of the list until the reader scrolls up or pauses; counts what arrives meanwhile. `detached`: the list
 * does not reach to the end of the log.
 */
export function useFollow(arrived: number, detached: boolean, handle: React.RefObject<ListHandle | null>) {
  const [state, setFollow] = useState<Follow>('live');
  const [seen, setSeen] = useState(0);
  const lastTop = useRef(0);
  const follow: Follow = detached && state === 'live' ? 'scrolled' : state;

  const hold = useCallback(
    (next: Follow) => {
      logFeed.hold(next !== 'live');
      setFollow((current) => {
        if (current === 'live' && next !== 'live') setSeen(arrived);
        return next;
      });
    },
    [arrived],
  );

  const onScroll = (element: HTMLElement): void => {
    const atEnd = !detached && element.scrollHeight - element.scrollTop - element.clientHeight <= 32;
    const movedUp = element.scrollTop < lastTop.current - 2;
    lastTop.current = element.scrollTop;
    const next = afterScroll(follow, movedUp, atEnd);
    if (next !== state) hold(next);
  };

  const toEnd = useCallback(() => {
    logFeed.hold(false);
    setFollow('live');
    void logFeed.toEnd();
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
