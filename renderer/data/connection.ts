import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { useNow } from '../ui/use-now.ts';
import {
  canAct,
  firstFacts,
  learn,
  lineState,
  versionChanged,
  type LineFacts,
  type LineNews,
  type LineState,
} from './connection-state.ts';

const store = create<LineFacts>(() => ({ ...firstFacts, online: navigator.onLine }));

/** The panel's line to the server, for code outside React. */
export const connection = {
  facts: (): LineFacts => store.getState(),
  note: (news: LineNews): void => store.setState((facts) => learn(facts, news, Date.now()), true),
  subscribe: store.subscribe,
};

export interface Connection extends LineFacts {
  state: LineState;
  versionChanged: boolean;
  /** Values on screen are old: dim them and say their time. */
  stale: boolean;
  /** Unix milliseconds. */
  now: number;
}

/** State of the line with its age, renewed each second (ui.md 4.2). */
export function useConnection(): Connection {
  const facts = store();
  const now = useNow(1000);
  const state = lineState(facts, now);
  return {
    ...facts,
    state,
    versionChanged: versionChanged(facts),
    stale: state === 'reconnecting' || state === 'offline',
    now,
  };
}

/** Why buttons that change things are off, or null. */
export function useBlockedReason(): string | null {
  const { t } = useTranslation('common');
  return canAct(useConnection().state) ? null : t('disabled.disconnected');
}
