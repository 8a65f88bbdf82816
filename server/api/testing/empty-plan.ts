import type { ConfigPlan } from '../../contract/index.ts';

/** The plan of a save that changes nothing. */
export const emptyPlan: ConfigPlan = {
  ok: true,
  etag: '"1"',
  problem: null,
  validationErrors: [],
  warnings: [],
  reloadType: 'none',
  groups: [],
  restarts: [],
  refreshes: [],
  resetsSearch: [],
  address: null,
};
