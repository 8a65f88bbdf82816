import type { Virtualizer } from '@tanstack/react-virtual';

/** The rows of a long list that are on screen, and where they go. */
export { useVirtualizer as useRows } from '@tanstack/react-virtual';

export type ListHandle = Virtualizer<HTMLDivElement, Element>;
