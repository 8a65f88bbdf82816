import type { Parameters, ParameterSpec } from './parameters.ts';
import type { FakeSession } from './sessions.ts';
import type { FakeQbitState } from './state.ts';
import type { FakeTorrent } from './torrent.ts';

/** Answer of a route: JSON, text, or neither for actions without data. */
export type QbitReply = { json: unknown } | { text: string } | null;

/** What happened through the API, for a world that has to follow it. */
export interface QbitAction {
  kind: 'start' | 'stop' | 'recheck' | 'delete';
  torrent: FakeTorrent;
  /** Only for `delete`. */
  deleteFiles: boolean;
}

export interface QbitCall {
  state: FakeQbitState;
  session: FakeSession;
  parameters: Parameters;
  onAction(action: QbitAction): void;
}

/** One line of the API. Reads take GET and POST, writes only POST. */
export interface QbitRoute {
  /** `scope/action`. */
  path: string;
  writes: boolean;
  spec: ParameterSpec;
  /** Absent = on every release. */
  existsOn?: (state: FakeQbitState) => boolean;
  handle(call: QbitCall): QbitReply;
}
