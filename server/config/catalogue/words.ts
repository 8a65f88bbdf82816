/** What the values of `RemoveTorrent` mean. */
export const removeWhen: Readonly<Record<string, string>> = {
  '-1': 'Never',
  '1': 'The ratio is reached',
  '2': 'The time is reached',
  '3': 'Ratio or time is reached',
  '4': 'Ratio and time are reached',
};
