import type { StatusBody } from '../../../server/contract/index.ts';

export const firstSteps = ['qbit', 'arr', 'category', 'folder', 'judged'] as const;
export type FirstStep = (typeof firstSteps)[number];

/** What stands between a fresh start and the engine's first work, done or not (ui.md 6.1 "First run"). */
export function firstRun(status: StatusBody, hasRun: boolean): Record<FirstStep, boolean> {
  const isFine = (end: RegExp): boolean => !status.configIssues.some(({ path }) => end.test(path));
  const { arrs } = status;
  return {
    qbit: Object.values(status.qbitInstances).some(({ state }) => state === 'up'),
    arr: arrs.some(({ state }) => state === 'up'),
    category: arrs.length > 0 && arrs.every(({ category }) => category !== '') && isFine(/\.Category$/),
    folder: arrs.length > 0 && isFine(/Folder/) && (status.disk?.problem ?? null) === null,
    judged: hasRun,
  };
}
