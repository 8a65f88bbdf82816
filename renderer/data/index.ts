export { api, webAddress } from './api.ts';
export { ApiError, detailOf, reasonOf } from './api-error.ts';
export { routerBase, serverBase } from './base.ts';
export { connection, useBlockedReason, useConnection, type Connection } from './connection.ts';
export { desktopBridge } from './desktop.ts';
export { draftKey, noteDraft, useHasDraft } from './drafts.ts';
export { canAct, type LineState } from './connection-state.ts';
export {
  useActivity,
  useLogs,
  useProcesses,
  useStatus,
  useStatusQuery,
  useTorrentView,
  useUpdatesPaused,
  type TorrentWindow,
} from './hooks.ts';
export { usePathCheck, useSettled } from './path-check.ts';
export { retryAfterSeconds } from './retry-after.ts';
export { activityFeed, logFeed, queryClient, refreshAll, signedInAgain, startRuntime, live } from './runtime.ts';
export { torrentKey } from './torrents.ts';
export { targetKey, useVerb, verbPaths, type Verb, type VerbRequest, type VerbTarget } from './verbs.ts';
