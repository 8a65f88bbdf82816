/** What the panel knows about its line to the server. Times are unix milliseconds. */
export interface LineFacts {
  online: boolean;
  signedOut: boolean;
  socket: 'open' | 'opening' | 'closed';
  /** The last request without an answer was newer than the last answer. */
  pollFailed: boolean;
  /** Newest frame or answer; null before the first. */
  lastAnswerAt: number | null;
  /** Tries since the stream broke, and when the next one is due. */
  attempt: number;
  nextTryAt: number | null;
  /** False while the server is up and the engine is not. */
  ready: boolean;
  /** The panel is hidden and does not refresh. */
  resting: boolean;
  /** Version this page was loaded with, and the one that answers now. */
  firstVersion: string | null;
  version: string | null;
}

export type LineState = 'live' | 'slow' | 'reconnecting' | 'offline' | 'starting' | 'signedOut';

export type LineNews =
  | { kind: 'answered' | 'failed' | 'refused' | 'signedIn' }
  | { kind: 'online'; online: boolean }
  | { kind: 'socket'; socket: LineFacts['socket'] }
  | { kind: 'retry'; attempt: number; nextTryAt: number | null }
  | { kind: 'ready'; ready: boolean }
  | { kind: 'resting'; resting: boolean }
  | { kind: 'version'; version: string };

export const firstFacts: LineFacts = {
  online: true,
  signedOut: false,
  socket: 'closed',
  pollFailed: false,
  lastAnswerAt: null,
  attempt: 0,
  nextTryAt: null,
  ready: true,
  resting: false,
  firstVersion: null,
  version: null,
};

/** Next facts after a piece of news. */
export function learn(facts: LineFacts, news: LineNews, now: number): LineFacts {
  switch (news.kind) {
    case 'answered':
      return { ...facts, lastAnswerAt: now, pollFailed: false };
    case 'failed':
      return { ...facts, pollFailed: true };
    case 'refused':
      return { ...facts, lastAnswerAt: now, pollFailed: false, signedOut: true };
    case 'signedIn':
      return { ...facts, signedOut: false };
    case 'online':
      return { ...facts, online: news.online };
    case 'socket':
      return news.socket === 'open'
        ? { ...facts, socket: 'open', lastAnswerAt: now, pollFailed: false, attempt: 0, nextTryAt: null }
        : { ...facts, socket: news.socket };
    case 'retry':
      return { ...facts, attempt: news.attempt, nextTryAt: news.nextTryAt };
    case 'ready':
      return { ...facts, ready: news.ready };
    case 'resting':
      return { ...facts, resting: news.resting };
    default:
      return { ...facts, version: news.version, firstVersion: facts.firstVersion ?? news.version };
  }
}

const slowAfter = 5000;
const lostAfter = 15_000;

/** The state to show (ui.md 4.2). Nothing stays "live" more than 5 s after the last sign of life. */
export function lineState(facts: LineFacts, now: number): LineState {
  if (facts.signedOut) return 'signedOut';
  if (!facts.online) return 'offline';
  if (facts.resting) return 'live';
  if (facts.socket !== 'open' && facts.pollFailed) return 'reconnecting';
  if (facts.lastAnswerAt !== null) {
    const age = now - facts.lastAnswerAt;
    if (age > lostAfter) return 'reconnecting';
    if (age > slowAfter) return 'slow';
  }
  return facts.ready ? 'live' : 'starting';
}

/** May buttons that change things be used? */
export const canAct = (state: LineState): boolean => state === 'live' || state === 'slow' || state === 'starting';

/** A newer build answers than the one this page came from. */
export const versionChanged = (facts: LineFacts): boolean =>
  facts.firstVersion !== null && facts.version !== null && facts.version !== facts.firstVersion;
