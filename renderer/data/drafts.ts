import { createStore, useStore } from 'zustand';

/** Where the tab keeps the draft of Settings; without a draft there is no entry. */
export const draftKey = 'settings.toml.draft';

const found = (): boolean => {
  try {
    return sessionStorage.getItem(draftKey) !== null;
  } catch {
    return false;
  }
};

const store = createStore<{ draft: boolean }>(() => ({ draft: found() }));

/** Tells the frame that Settings holds changes that are not saved, or none any more. */
export const noteDraft = (draft: boolean): void => store.setState({ draft });

/** Does Settings hold changes that are not saved? The dot of the sidebar (ui.md 3). */
export const useHasDraft = (): boolean => useStore(store, ({ draft }) => draft);
