import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { pathCheck, type PathCheck } from '../../server/contract/index.ts';
import { api } from './api.ts';

/** The value once it has stopped changing for `wait` milliseconds. */
export function useSettled<Value>(value: Value, wait: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}

/** What the server finds at a path that is being typed; undefined while there is nothing to ask or no answer. */
export function usePathCheck(path: string): PathCheck | undefined {
  const settled = useSettled(path, 400);
  const wanted = settled !== '' && settled !== 'CHANGE_ME';
  const { data } = useQuery({
    queryKey: ['path check', settled],
    queryFn: ({ signal }) => api.post('/paths/check', { path: settled }, { schema: pathCheck, signal }),
    enabled: wanted,
    staleTime: 10_000,
    retry: false,
  });
  return wanted ? data : undefined;
}
