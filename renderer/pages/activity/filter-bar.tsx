import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activityResults, activityTopics, type ActivityFilter } from '../../data/activity.ts';
import { useStatus } from '../../data/hooks.ts';
import { Chip, ChipGroup, IconButton, SearchField, Select, TextField, cx } from '../../ui/index.ts';
import { toggleTopic } from './address.ts';

interface BarProps {
  filter: ActivityFilter;
  onChange: (filter: ActivityFilter) => void;
}

/** Choices of the time select, days. */
const spans = [1, 7, 30] as const;

function WhereSelect({ filter, onChange }: BarProps) {
  const { t } = useTranslation('activity');
  const status = useStatus();
  const value =
    filter.manager === '' ? (filter.instance === '' ? '' : `instance/${filter.instance}`) : `manager/${filter.manager}`;
  const known = [
    { value: '', label: t('where.all') },
    ...(status?.arrs ?? []).map(({ name }) => ({ value: `manager/${name}`, label: name })),
    ...Object.keys(status?.qbitInstances ?? {}).map((name) => ({ value: `instance/${name}`, label: name })),
    { value: 'manager/core', label: t('where.core') },
    { value: 'manager/Main', label: t('where.main') },
  ];
  const options = known.some((option) => option.value === value)
    ? known
    : [...known, { value, label: value.slice(value.indexOf('/') + 1) }];
  return (
    <Select
      fit
      hideLabel
      label={t('where.label')}
      value={value}
      options={options}
      onChange={(next) => {
        const name = next.slice(next.indexOf('/') + 1);
        onChange({
          ...filter,
          manager: next.startsWith('manager/') ? name : '',
          instance: next.startsWith('instance/') ? name : '',
        });
      }}
    />
  );
}

function TimeSelect({ filter, onChange, onOwn }: BarProps & { onOwn: (own: boolean) => void }) {
  const { t } = useTranslation('activity');
  const isOwn = filter.from !== null || filter.to !== null;
  const days: number[] =
    spans.some((span) => span === filter.days) || filter.days === null ? [...spans] : [...spans, filter.days];
  return (
    <Select
      fit
      hideLabel
      label={t('date.label')}
      value={isOwn ? 'own' : (filter.days?.toString() ?? 'all')}
      options={[
        { value: 'all', label: t('date.all') },
        ...days.map((count) => ({ value: String(count), label: t('date.days', { count }) })),
        { value: 'own', label: t('date.own') },
      ]}
      onChange={(next) => {
        onOwn(next === 'own');
        if (next === 'own') return;
        onChange({ ...filter, days: next === 'all' ? null : Number(next), from: null, to: null });
      }}
    />
  );
}

/** Text, kinds, instance, result and days; all of it lives in the address (ui.md AC-1). */
export function FilterBar({
  filter,
  text,
  onText,
  onChange,
}: BarProps & { text: string; onText: (text: string) => void }) {
  const { t } = useTranslation('activity');
  const hasRare = filter.result !== null || filter.days !== null || filter.from !== null || filter.to !== null;
  const [more, setMore] = useState(false);
  const [own, setOwn] = useState(false);
  const showDays = own || filter.from !== null || filter.to !== null;
  const onPhone = more || hasRare || own ? '' : 'max-tablet:hidden';
  return (
    <div className="flex shrink-0 flex-col gap-1.5 pb-2">
      <div className="flex flex-wrap items-start gap-2">
        <SearchField
          pageFilter
          label={t('search.label')}
          placeholder={t('search.placeholder')}
          value={text}
          onChange={onText}
          className="w-72 max-tablet:w-auto max-tablet:basis-full"
        />
        <IconButton
          icon={SlidersHorizontal}
          label={t('moreFilters')}
          pressed={more || hasRare}
          onClick={() => setMore(!more)}
          className="tablet:hidden"
        />
        <WhereSelect {...{ filter, onChange }} />
        <div className={cx('flex flex-wrap gap-2', onPhone)}>
          <Select
            fit
            hideLabel
            label={t('result.label')}
            value={filter.result ?? 'all'}
            options={(['all', ...activityResults] as const).map((value) => ({ value, label: t(`result.${value}`) }))}
            onChange={(result) => onChange({ ...filter, result: result === 'all' ? null : result })}
          />
          <TimeSelect {...{ filter, onChange }} onOwn={setOwn} />
          {showDays &&
            (['from', 'to'] as const).map((end) => (
              <TextField
                key={end}
                type="date"
                hideLabel
                label={t(`date.${end}`)}
                value={filter[end] ?? ''}
                onChange={(day) => onChange({ ...filter, days: null, [end]: day === '' ? null : day })}
                className="w-36"
              />
            ))}
        </div>
      </div>
      <ChipGroup label={t('topicsLabel')} className="-ml-1">
        {activityTopics.map((topic) => (
          <Chip
            key={topic}
            pressed={filter.topics.includes(topic)}
            onPressedChange={() => onChange(toggleTopic(filter, topic))}
          >
            {t(`topic.${topic}`)}
          </Chip>
        ))}
      </ChipGroup>
    </div>
  );
}
