import { ChevronDown, ChevronUp, Copy, Download, Ellipsis, Pause, Play, WrapText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logLevel } from '../../../server/contract/index.ts';
import { webAddress } from '../../data/api.ts';
import type { LogView } from '../../data/log-feed.ts';
import type { LogFilter } from '../../data/logs.ts';
import {
  Button,
  Chip,
  ChipGroup,
  IconButton,
  Menu,
  SearchField,
  Select,
  StatusShape,
  type MenuEntry,
} from '../../ui/index.ts';
import { toggleLevel } from './address.ts';
import { levelTone, usualLevels } from './levels.ts';
import type { Follow } from './use-follow.ts';

const typingPause = 250;

/** The text field answers at once, the filter follows when typing pauses. */
function TextFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('logs');
  const [draft, setDraft] = useState(value);
  const [settled, setSettled] = useState(value);
  if (settled !== value) {
    setSettled(value);
    setDraft(value);
  }
  useEffect(() => {
    if (draft === value) return undefined;
    const timer = setTimeout(() => onChange(draft), draft === '' ? 0 : typingPause);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  return (
    <SearchField
      pageFilter
      label={t('search')}
      placeholder={t('searchPlaceholder')}
      value={draft}
      onChange={setDraft}
      className="w-64 max-tablet:w-auto max-tablet:flex-1"
    />
  );
}

interface FilterBarProps {
  view: LogView;
  filter: LogFilter;
  onChange: (filter: LogFilter) => void;
}

/** Source, text and levels; they combine and live in the address (ui.md LG-3). */
export function FilterBar({ view, filter, onChange }: FilterBarProps) {
  const { t } = useTranslation(['logs', 'common']);
  const sources = [...new Set([...view.sources, ...(filter.source === '' ? [] : [filter.source])])].toSorted();
  const levels = logLevel.options.filter(
    (level) => usualLevels.includes(level) || filter.levels.includes(level) || (view.counts[level] ?? 0) > 0,
  );
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 pb-2">
      <Select
        label={t('source')}
        hideLabel
        fit
        value={filter.source}
        options={[{ value: '', label: t('allSources') }, ...sources.map((value) => ({ value, label: value }))]}
        onChange={(source) => onChange({ ...filter, source })}
      />
      <TextFilter value={filter.text} onChange={(text) => onChange({ ...filter, text })} />
      <ChipGroup label={t('levels')} className="max-tablet:basis-full">
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
    </div>
  );
}

interface ActionsProps {
  follow: Follow;
  onFollow: () => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  onError: (step: 1 | -1) => void;
  onCopy: () => void;
  files: readonly string[];
}

const download = (file: string): void => {
  const link = document.createElement('a');
  link.href = webAddress(`/logs/${encodeURIComponent(file)}/download`);
  link.download = file;
  link.click();
};

/** Follow state, error steps, wrap, copy and download. */
export function LogActions({ follow, onFollow, wrap, onWrap, onError, onCopy, files }: ActionsProps) {
  const { t } = useTranslation('logs');
  const entries: MenuEntry[] = [
    { kind: 'check', id: 'wrap', label: t('wrap'), checked: wrap, onChange: onWrap },
    { id: 'copy', label: t('copyShown'), icon: Copy, onSelect: onCopy },
    ...(files.length > 0 ? [{ kind: 'rule' as const, id: 'rule' }] : []),
    ...files.map((file): MenuEntry => ({
      id: file,
      label: t('downloadFile', { file }),
      icon: Download,
      onSelect: () => download(file),
    })),
  ];
  return (
    <>
      <span className="inline-flex items-center gap-1.5 text-dense text-muted max-tablet:sr-only">
        <StatusShape shape={follow === 'live' ? 'running' : 'idle'} />
        {t(`follow.${follow}`)}
      </span>
      <Button icon={follow === 'live' ? Pause : Play} onClick={onFollow}>
        {t(follow === 'live' ? 'follow.pause' : 'follow.resume')}
      </Button>
      <IconButton icon={ChevronUp} label={t('previousError')} keys="Shift+E" onClick={() => onError(-1)} />
      <IconButton icon={ChevronDown} label={t('nextError')} keys="e" onClick={() => onError(1)} />
      <IconButton
        icon={WrapText}
        label={t('wrap')}
        pressed={wrap}
        onClick={() => onWrap(!wrap)}
        className="max-tablet:hidden"
      />
      <Menu trigger={<IconButton icon={Ellipsis} label={t('actions')} />} entries={entries} />
    </>
  );
}
