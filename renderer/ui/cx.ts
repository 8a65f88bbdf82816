import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ['caption', 'dense', 'base', 'lead', 'section', 'page', 'wizard'],
      radius: ['bar', 'control', 'menu', 'dialog'],
      shadow: ['lift'],
      spacing: ['gutter', 'row', 'control', 'strip'],
      breakpoint: ['tablet', 'desktop', 'wide'],
    },
  },
});

/** Joins class names; a later utility replaces an earlier one of the same kind. */
export const cx = (...values: ClassValue[]): string => merge(clsx(values));
