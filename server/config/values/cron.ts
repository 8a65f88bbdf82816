interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: string;
}

const fields: readonly CronField[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: 'jan feb mar apr may jun jul aug sep oct nov dec' },
  { name: 'weekday', min: 0, max: 7, words: 'sun mon tue wed thu fri sat' },
  { name: 'second', min: 0, max: 59 },
];

/**
 * Why a cron line cannot be followed, naming the field; null when it can. Five fields, or six with the seconds last
 * (supervisor.md S74); numbers, names, lists, ranges and steps.
 */
export function cronProblem(line: string): string | null {
  for (const [at, text] of line.trim().split(/\s+/).entries()) {
    const field = fields[at];
    const part =
      field === undefined
        ? text
        : text
            .toLowerCase()
            .split(',')
            .find((one) => !isPart(one, field));
    if (part !== undefined) return `Auto Update Cron: "${part}" is no ${field?.name ?? 'field'}`;
  }
  return null;
}

function isPart(text: string, field: CronField): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) return false;
  if (range === '*') return true;
  const [from, to, ...rest] = range.split('-').map((one) => numberOf(one, field));
  if (rest.length > 0 || from === null || from === undefined || to === null) return false;
  return to === undefined || from <= to;
}

function numberOf(text: string, { min, max, words = '' }: CronField): number | null {
  const word = words.split(' ').indexOf(text);
  if (text !== '' && word >= 0) return word + min;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : null;
}
