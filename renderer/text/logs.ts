/** English text of the Logs page (ui.md 6.6). */
export const logs = {
  title: 'Logs',
} as const;
