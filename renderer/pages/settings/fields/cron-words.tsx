import { Cron } from 'croner';
import cronstrue from 'cronstrue';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { cronProblem } from '../../../../server/config/browser.ts';
import { format } from '../../../ui/index.ts';

interface Spoken {
  sentence: string;
  /** Unix milliseconds. */
  next: number[];
}

/** Six fields have the seconds last in a file (supervisor.md S74), first in what reads them here. */
function secondsFirst(line: string): string {
  const fields = line.trim().split(/\s+/);
  return fields.length === 6 ? [fields[5], ...fields.slice(0, 5)].join(' ') : fields.join(' ');
}

/** A time table in words with its next three runs; null while it cannot be read. */
export function cronWords(line: string): Spoken | null {
  if (![5, 6].includes(line.trim().split(/\s+/).length) || cronProblem(line) !== null) return null;
  const ordered = secondsFirst(line);
  try {
    const sentence = cronstrue.toString(ordered, { use24HourTimeFormat: true });
    const next = new Cron(ordered, { paused: true }).nextRuns(3).map((date) => date.getTime());
    return { sentence, next };
  } catch {
    return null;
  }
}

/** What a time table means, and when it comes next (ui.md CF-2); nothing while it cannot be read. */
export default function CronWords({ line }: { line: string }) {
  const { t } = useTranslation('settings');
  const words = useMemo(() => cronWords(line), [line]);
  if (words === null) return null;
  return (
    <p className="text-dense text-body">
      {words.sentence}.{' '}
      <span className="text-muted">
        {t('cron.next', { times: words.next.map((at) => format.dateTime(at)).join('; ') })}
      </span>
    </p>
  );
}
