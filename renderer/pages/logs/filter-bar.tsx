import { CaseSensitive, ChevronDown, ChevronUp, Regex, Rows3, SlidersHorizontal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logLevel } from '../../../server/contract/index.ts';
import type { LogView } from '../../data/log-feed.ts';
import type { LogFilter } from '../../data/logs.ts';
import { Chip, ChipGroup, IconButton, SearchField, Select, cx, format } from '../../ui/index.ts';
import { toggleLevel } from './address.ts';
import { Histogram } from './histogram.tsx';
import { levelTone, usualLevels } from './levels.ts';
import type { Direction } from './use-steps.ts';

const typingPause = 250;
/** Choices of the time select, minutes. */
const spans = [15, 60, 1440, 10_080] as const;

/** A text that answers at once, while the filter follows when typing pauses. */
function useDraft(value: string, onChange: (value: string) => void): [string, (draft: string) => void] {
  const [draft, setDraft] = useState(value);
  const [settled, setSettled] = useState(value);
  if (settled !== value) {
    setSettled(value);
    setDraft(value);
  }
  // Lines that arrive draw the page anew and must not put the pause off for ever.
  const newest = useRef(onChange);
  useEffect(() => {
    newest.current = onChange;
  });
  useEffect(() => {
    if (draft === value) return undefined;
    const timer = setTimeout(() => newest.current(draft), draft === '' ? 0 : typingPause);
    return () => clearTimeout(timer);
  }, [draft, value]);
  return [draft, setDraft];
}

function TimeSelect({ filter, onChange }: FilterProps) {
  const { t } = useTranslation('logs');
  const own = filter.since !== null || filter.until !== null;
  const value = own ? 'own' : (filter.last?.toString() ?? 'all');
  const known = filter.last === null || spans.some((span) => span === filter.last);
  const options = [
    { value: 'all', label: t('time.all') },
    ...spans.map((span) => ({ value: String(span), label: t(`time.last${span}`) })),
    ...(known
      ? []
      : [{ value: String(filter.last), label: t('time.last', { span: format.duration((filter.last ?? 0) * 60) }) }]),
    ...(own ? [{ value: 'own', label: t('time.own') }] : []),
  ];
  return (
    <Select
      label={t('time.label')}
      hideLabel
      fit
      value={value}
      options={options}
      onChange={(next) => {
        if (next === 'own') return;
        onChange({ ...filter, last: next === 'all' ? null : Number(next), since: null, until: null });
      }}
    />
  );
}

interface FilterProps {
  filter: LogFilter;
  onChange: (filter: LogFilter) => void;
}

interface FilterBarProps extends FilterProps {
  view: LogView;
  onMatch: (direction: Direction) => void;
}

/** Source, text, exclusion, time and levels; they combine on the server and live in the address (ui.md LG-3). */
export function FilterBar({ view, filter, onChange, onMatch }: FilterBarProps) {
  const { t } = useTranslation(['logs', 'common']);
  const [text, setText] = useDraft(filter.text, (next) => onChange({ ...filter, text: next }));
  const [exclude, setExclude] = useDraft(filter.exclude, (next) => onChange({ ...filter, exclude: next }));
  const rare = filter.exclude !== '' || filter.last !== null || filter.since !== null || filter.until !== null;
  const [more, setMore] = useState(false);
  const onPhone = more || rare ? '' : 'max-tablet:hidden';
  const sources = [...new Set([...view.sources, ...(filter.source === '' ? [] : [filter.source])])].toSorted();
  const levels = logLevel.options.filter(
    (level) => usualLevels.includes(level) || filter.levels.includes(level) || (view.counts[level] ?? 0) > 0,
  );
  const problem = (field: 'text' | 'exclude'): string | null =>
    view.problem?.field === field ? t('problem', { reason: view.problem.message }) : null;

  return (
    <div className="flex shrink-0 flex-col gap-1.5 pb-2">
      <div className="flex flex-wrap items-start gap-2">
        <Select
          label={t('source')}
          hideLabel
          fit
          value={filter.source}
          options={[{ value: '', label: t('allSources') }, ...sources.map((value) => ({ value, label: value }))]}
          onChange={(source) => onChange({ ...filter, source })}
        />
        <div className="flex min-w-0 items-start gap-1 max-tablet:order-last max-tablet:basis-full">
          <SearchField
            pageFilter
            label={t('search')}
            placeholder={t(filter.regex ? 'searchPattern' : 'searchPlaceholder')}
            value={text}
            onChange={setText}
            error={problem('text')}
            className="w-64 max-tablet:w-auto max-tablet:flex-1"
          />
          <IconButton
            icon={CaseSensitive}
            label={t('matchCase')}
            pressed={filter.matchCase}
            onClick={() => onChange({ ...filter, matchCase: !filter.matchCase })}
          />
          <IconButton
            icon={Regex}
            label={t('regex')}
            pressed={filter.regex}
            onClick={() => onChange({ ...filter, regex: !filter.regex })}
          />
          {filter.text !== '' && (
            <>
              <IconButton
                icon={Rows3}
                label={t('context')}
                pressed={filter.context}
                onClick={() => onChange({ ...filter, context: !filter.context })}
              />
              <IconButton icon={ChevronUp} label={t('previousMatch')} keys="Shift+N" onClick={() => onMatch(-1)} />
              <IconButton icon={ChevronDown} label={t('nextMatch')} keys="n" onClick={() => onMatch(1)} />
            </>
          )}
        </div>
        <SearchField
          label={t('exclude')}
          placeholder={t('excludePlaceholder')}
          value={exclude}
          onChange={setExclude}
          error={problem('exclude')}
          className={cx('w-44 max-tablet:order-last max-tablet:flex-1', onPhone)}
        />
        <div className={cx('max-tablet:order-last', onPhone)}>
          <TimeSelect filter={filter} onChange={onChange} />
        </div>
        <IconButton
          icon={SlidersHorizontal}
          label={t('moreFilters')}
          pressed={more || rare}
          onClick={() => setMore(!more)}
          className="ml-auto tablet:hidden"
        />
      </div>
      <ChipGroup label={t('levels')} className="-ml-1">
        {levels.map((level) => (
          <Chip
            key={level}
            pressed={filter.levels.includes(level)}
            onPressedChange={() => onChange({ ...filter, levels: toggleLevel(filter.levels, level) })}
            count={view.counts[level] ?? 0}
            tone={(view.counts[level] ?? 0) > 0 ? (levelTone[level] ?? 'plain') : 'plain'}
          >
            {t(`common:level.${level}`)}
          </Chip>
        ))}
      </ChipGroup>
      {view.histogram !== null && <Histogram histogram={view.histogram} filter={filter} onChange={onChange} />}
    </div>
  );
}
