import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogEntry } from '../../../server/contract/index.ts';
import { foldLines } from '../../data/logs.ts';
import { Icon, cx, format } from '../../ui/index.ts';
import { levelText } from './levels.ts';

/** The text with every hit of the filter marked. */
function Marked({ text, wanted }: { text: string; wanted: string }) {
  if (wanted === '') return text;
  const parts: React.ReactNode[] = [];
  const lower = text.toLowerCase();
  const key = wanted.toLowerCase();
  let from = 0;
  for (let hit = lower.indexOf(key); hit >= 0; hit = lower.indexOf(key, from)) {
    parts.push(
      text.slice(from, hit),
      <mark key={hit} className="rounded-bar bg-warning-soft text-warning">
        {text.slice(hit, hit + key.length)}
      </mark>,
    );
    from = hit + key.length;
  }
  parts.push(text.slice(from));
  return parts;
}

interface LogLineProps {
  entry: LogEntry;
  wanted: string;
  wrap: boolean;
  open: boolean;
  onToggle: (seq: number) => void;
  current: boolean;
  /** The source is not repeated when only one is shown. */
  showSource: boolean;
}

/** One entry; follow-up lines fold under the first (ui.md LG-4). */
export const LogLine = memo(function LogLine({
  entry,
  wanted,
  wrap,
  open,
  onToggle,
  current,
  showSource,
}: LogLineProps) {
  const { t } = useTranslation(['logs', 'common']);
  const { first, rest } = foldLines(entry.message);
  const at = Date.parse(entry.timestamp);
  const flow = wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre';
  return (
    <div
      className={cx(
        'px-3 font-mono text-caption leading-5',
        current && 'bg-raised outline outline-hairline -outline-offset-1',
      )}
    >
      <div className="flex gap-3 max-tablet:flex-wrap max-tablet:gap-x-3 max-tablet:gap-y-0">
        <time dateTime={entry.timestamp} title={format.dateTime(at)} className="tabular shrink-0 text-muted">
          {format.clockMillis(at)}
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
          <Marked text={first} wanted={wanted} />
          {rest.length > 0 && (
            <button
              type="button"
              aria-expanded={open}
              onClick={() => onToggle(entry.seq)}
              className="hit ml-2 inline-flex items-center rounded-bar text-muted hover:text-strong"
            >
              <Icon icon={open ? ChevronDown : ChevronRight} className="size-3.5" />
              {open ? t('fold') : t('moreLines', { count: rest.length })}
            </button>
          )}
        </span>
      </div>
      {open && (
        <div className={cx('pl-[15ch] text-body max-tablet:pl-3', flow)}>
          <Marked text={rest.join('\n')} wanted={wanted} />
        </div>
      )}
    </div>
  );
});
