import { useTranslation } from 'react-i18next';
import { detailOf, reasonOf, useConnection, useStatus } from '../../data/index.ts';
import {
  Button,
  ButtonLink,
  EmptyState,
  ErrorState,
  RemovableChip,
  Skeleton,
  SkeletonBlock,
  format,
} from '../../ui/index.ts';
import { defaultListState, type ListState } from './list-state.ts';
import type { Say } from './say.ts';

interface ListStateViewProps {
  /** Undefined before the first answer. */
  known: number | undefined;
  error: Error | null;
  onRetry: () => void;
  state: ListState;
  onChange: (state: ListState) => void;
  say: Say;
}

function Loading({ say }: { say: Say }) {
  return (
    <SkeletonBlock what={say('what')}>
      {Array.from({ length: 12 }, (_unused, index) => (
        <div key={index} className="flex h-row items-center gap-6 border-b border-hairline">
          <Skeleton className="flex-1" />
          <Skeleton className="w-24" />
          <Skeleton className="w-40 max-tablet:hidden" />
        </div>
      ))}
    </SkeletonBlock>
  );
}

function FilteredAway({
  known,
  state,
  onChange,
  say,
}: Pick<ListStateViewProps, 'state' | 'onChange' | 'say'> & { known: number }) {
  const all = { ...state, show: defaultListState.show, text: '', only: null };
  return (
    <EmptyState
      title={say('empty.filtered', { total: format.count(known) })}
      body={
        <div className="flex flex-wrap gap-2 pt-1">
          {state.show !== 'all' && (
            <RemovableChip
              label={say(`bucket.${state.show}`)}
              removeLabel={say('filters.remove', { filter: say(`bucket.${state.show}`) })}
              onRemove={() => onChange({ ...state, show: 'all' })}
            />
          )}
          {state.text !== '' && (
            <RemovableChip
              label={state.text}
              removeLabel={say('filters.remove', { filter: state.text })}
              onRemove={() => onChange({ ...state, text: '' })}
            />
          )}
        </div>
      }
      action={<Button onClick={() => onChange(all)}>{say('filters.clear')}</Button>}
    />
  );
}

/** What stands in the place of the table: loading, no answer, nothing there, or nothing left by the filter (ui.md 5). */
export function ListStateView({ known, error, onRetry, state, onChange, say }: ListStateViewProps) {
  const { t } = useTranslation('common');
  const { state: line } = useConnection();
  const status = useStatus();
  if (known === undefined) {
    const reason = line === 'offline' ? t('error.offline') : line === 'reconnecting' ? t('error.unreachable') : null;
    if (error === null && reason === null) return <Loading say={say} />;
    return (
      <ErrorState
        title={say('error.title')}
        reason={reason ?? reasonOf(error)}
        detail={error === null ? undefined : detailOf(error)}
        onRetry={onRetry}
      />
    );
  }
  if (known > 0 && (state.show !== 'all' || state.text !== ''))
    return <FilteredAway {...{ known, state, onChange, say }} />;
  if (status?.mode === 'unconfigured') {
    return (
      <EmptyState
        title={say('empty.title')}
        body={say('empty.unconfigured')}
        action={<ButtonLink to="/settings">{say('empty.unconfiguredAction')}</ButtonLink>}
      />
    );
  }
  return <EmptyState title={say('empty.title')} body={say('empty.body')} />;
}
