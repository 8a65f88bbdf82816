/** English text of the Processes page (ui.md 6.5). */
export const processes = {
  title: 'Processes',
} as const;
