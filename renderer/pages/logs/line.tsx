import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine as Entry } from '../../../server/contract/index.ts';
import { foldLines, marksWithin } from '../../data/logs.ts';
import { Icon, cx, format } from '../../ui/index.ts';
import { levelText } from './levels.ts';

/** The text with every match marked; where they are the server says. */
function Marked({ text, marks }: { text: string; marks: Entry['marks'] }) {
  if (marks.length === 0) return text;
  const parts: React.ReactNode[] = [];
  let from = 0;
  for (const [start, end] of marks) {
    parts.push(
      text.slice(from, start),
      <mark key={start} className="rounded-bar bg-warning-soft text-warning">
        {text.slice(start, end)}
      </mark>,
    );
    from = end;
  }
  parts.push(text.slice(from));
  return parts;
}

interface LogLineProps {
  entry: Entry;
  /** Time of the entry before, unix milliseconds: a new day is announced. */
  previousAt: number | null;
  wrap: boolean;
  open: boolean;
  onToggle: (cursor: string) => void;
  current: boolean;
  /** The source is not repeated when only one is shown. */
  showSource: boolean;
}

/** One entry; follow-up lines fold under the first, and open by themselves when only they match (ui.md LG-4). */
export const LogLine = memo(function LogLine({
  entry,
  previousAt,
  wrap,
  open,
  onToggle,
  current,
  showSource,
}: LogLineProps) {
  const { t } = useTranslation(['logs', 'common']);
  const { first, rest } = foldLines(entry.message);
  const firstMarks = marksWithin(entry.marks, 0, first.length);
  const restMarks = marksWithin(entry.marks, first.length + 1, rest.length);
  const shown = open || (firstMarks.length === 0 && restMarks.length > 0);
  const at = Date.parse(entry.timestamp);
  const day = format.day(at);
  const flow = wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre';
  return (
    <div
      className={cx(
        'px-3 font-mono text-caption leading-5',
        current && 'bg-raised outline outline-hairline -outline-offset-1',
      )}
    >
      {previousAt !== null && format.day(previousAt) !== day && <p className="pt-2 pb-1 text-muted">{day}</p>}
      <div className="flex gap-3 max-tablet:flex-wrap max-tablet:gap-x-3 max-tablet:gap-y-0">
        <time
          dateTime={entry.timestamp}
          title={format.dateTime(at)}
          className="tabular w-[12ch] shrink-0 text-muted max-tablet:w-auto"
        >
          {at % 1000 === 0 ? format.clockSeconds(at) : format.clockMillis(at)}
        </time>
        <span className="w-[8ch] shrink-0">
          <span className={cx('rounded-bar', entry.level === 'CRITICAL' && 'px-1', levelText[entry.level])}>
            {t(`common:level.${entry.level}`)}
          </span>
        </span>
        {showSource && (
          <span className="w-[14ch] shrink-0 truncate text-accent-text max-tablet:w-auto">{entry.source}</span>
        )}
        <span className={cx('min-w-0 text-strong max-tablet:basis-full', flow)}>
          <Marked text={first} marks={firstMarks} />
          {rest !== '' && (
            <button
              type="button"
              aria-expanded={shown}
              onClick={() => onToggle(entry.cursor)}
              className="hit ml-2 inline-flex h-5 items-center rounded-bar align-top text-muted hover:text-strong"
            >
              <Icon icon={shown ? ChevronDown : ChevronRight} className="size-3.5" />
              {shown ? t('fold') : t('moreLines', { count: rest.split('\n').length })}
            </button>
          )}
        </span>
      </div>
      {rest !== '' && shown && (
        <div className={cx('pl-[15ch] text-body max-tablet:pl-3', flow)}>
          <Marked text={rest} marks={restMarks} />
        </div>
      )}
    </div>
  );
});
