export interface ToastOptions {
  title: string;
  body?: string | undefined;
  tone?: 'ok' | 'info' | 'danger';
  /** E.g. Undo. */
  action?: { label: string; onClick: () => void } | undefined;
  /** How long it stays; 5 by default. */
  seconds?: number;
}

let show: ((options: ToastOptions) => void) | null = null;
const waiting: ToastOptions[] = [];

/**
 * Confirms something the user just did (ui.md NT-1): 5 s, errors stay until closed, identical ones merge with a
 * counter, hover and focus pause it. Never for background problems.
 */
export function showToast(options: ToastOptions): void {
  if (show === null) waiting.push(options);
  else show(options);
}

/** Called by the region once it can show them, with those that waited; returns how it takes itself back. */
export function toastsReady(take: (options: ToastOptions) => void): () => void {
  show = take;
  for (const options of waiting.splice(0)) take(options);
  return () => {
    show = null;
  };
}
