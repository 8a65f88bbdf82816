import { useMutation, useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { configPlan, configSaved, doneBody, type ConnectionResult } from '../../../server/contract/index.ts';
import { api, detailOf, queryClient, reasonOf, refreshAll, useBlockedReason } from '../../data/index.ts';
import {
  Button,
  ErrorState,
  Skeleton,
  SkeletonBlock,
  StatusShape,
  format,
  showToast,
  type Shape,
} from '../../ui/index.ts';
import { PlanNotes } from '../shared/plan-notes.tsx';
import { useSignInMeta } from '../sign-in/use-meta.ts';
import { loginProblems, needsLogin } from './access.ts';
import { categoryRows } from './categories.ts';
import { addressOf, addressText, categoryOf, missingOf } from './changes.ts';
import { forgetSetUp, useSetUp, type DraftApp, type Step } from './draft.ts';
import { StepFrame } from './frame.tsx';
import { useChanges, type ConfigFacts } from './use-facts.ts';
import { Written } from './written.tsx';

interface LineProps {
  shape: Shape;
  step: Step;
  children: string;
  /** Outcome of the test of this connection; undefined = it has none. */
  tested?: ConnectionResult | null;
}

function Line({ shape, step, children, tested }: LineProps) {
  const { t } = useTranslation('setUp');
  const outcome = tested === undefined ? null : tested === null ? 'untested' : tested.success ? 'passed' : 'failed';
  const worst: Shape = outcome === 'failed' ? 'failed' : outcome === 'untested' ? 'attention' : shape;
  return (
    <li className="flex items-start gap-2.5 border-b border-hairline py-2 last:border-b-0">
      <StatusShape shape={worst} className="mt-1.5" />
      <span className="min-w-0 flex-1 text-body wrap-anywhere">
        {children}
        {outcome !== null && <span className="text-muted"> ({t(`review.${outcome}`)})</span>}
      </span>
      <Link to={`/set-up/${step}`} className="hit rounded-bar text-dense text-accent-text hover:underline">
        {t('review.change', { what: t(`step.${step}`) })}
      </Link>
    </li>
  );
}

/** What there is to say about the categories of the apps that are set up (ui.md 7, step 4). */
function CategoryLines({ apps }: { apps: readonly DraftApp[] }) {
  const { t } = useTranslation('setUp');
  const tested = useSetUp((state) => state.tested);
  const known = tested.qbit?.success === true ? tested.qbit.categories : null;
  const rows = categoryRows(apps, tested.apps, known);
  return rows.map(({ app, category, twin, theirs, state, isNew }, at) => {
    const isTold = state === 'shared' && rows.findIndex(({ app: { name } }) => name === twin) < at;
    const isOff = state === 'shared' || state === 'none' || state === 'differs';
    return (
      <Fragment key={app.id}>
        {isOff && !isTold && (
          <Line shape={state === 'shared' ? 'failed' : 'attention'} step="categories">
            {t(`review.category_${state}`, {
              category,
              name: app.name,
              twin: twin ?? '',
              theirs: format.list(theirs ?? []),
            })}
          </Line>
        )}
        {isNew && state !== 'shared' && (
          <Line shape="running" step="categories">
            {t('review.category_new', { category })}
          </Line>
        )}
      </Fragment>
    );
  });
}

/** The choices as sentences, each with the way back to it. */
function Summary({ lacksLogin }: { lacksLogin: boolean }) {
  const { t } = useTranslation('setUp');
  const { draft, secrets, tested } = useSetUp();
  const { qbit, folder, keepFree, access } = draft;
  const url = addressOf(qbit.url);
  const hasQbit = qbit.used && url !== null;
  const apps = draft.apps.map((app) => ({ app, missing: missingOf(app, secrets) }));
  const usable = apps.filter(({ missing }) => missing === null);
  const hasFolder = folder !== null && folder.trim() !== '';
  const user = qbit.userName.trim();
  return (
    <ul className="border-t border-hairline">
      {hasQbit && user !== '' && secrets.qbitPassword === '' && (
        <Line shape="failed" step="qbittorrent">
          {t('review.qbitNoPassword', { url: addressText(url), user })}
        </Line>
      )}
      {hasQbit ? (
        <Line shape="running" step="qbittorrent" tested={tested.qbit}>
          {user === ''
            ? t('review.qbitOpen', { url: addressText(url) })
            : t('review.qbit', { url: addressText(url), user })}
        </Line>
      ) : (
        <Line shape="attention" step="qbittorrent">
          {t('review.noQbit')}
        </Line>
      )}
      {apps.map(({ app, missing }) => {
        if (missing === 'unused') return null;
        const { name } = app;
        if (missing !== null) {
          return (
            <Line key={app.id} shape="attention" step="apps">
              {t(`review.out_${missing}`, { name })}
            </Line>
          );
        }
        const address = addressOf(app.url);
        return (
          <Line key={app.id} shape="running" step="apps" tested={tested.apps[app.id] ?? null}>
            {t('review.app', {
              name,
              url: address === null ? '' : addressText(address),
              category: categoryOf(app),
            })}
          </Line>
        );
      })}
      <CategoryLines apps={usable.map(({ app }) => app)} />
      {usable.length === 0 && (
        <Line shape="attention" step="apps">
          {t('review.noApps')}
        </Line>
      )}
      <Line shape={hasFolder ? 'running' : 'attention'} step="folder">
        {hasFolder ? t('review.folder', { folder: folder.trim() }) : t('review.noFolder')}
      </Line>
      {hasFolder && Number(keepFree) > 0 && (
        <Line shape="running" step="folder">
          {t('review.keepFree', { amount: keepFree.trim() })}
        </Line>
      )}
      <Line shape={lacksLogin ? 'failed' : 'running'} step="access">
        {t(lacksLogin ? 'review.networkNoPassword' : access === null ? 'review.sameAccess' : `review.${access}`)}
      </Line>
    </ul>
  );
}

/** All choices in plain words, what is written, and the two ways to start (ui.md 7, step 7). */
export function ReviewStep({ facts }: { facts: ConfigFacts }) {
  const { t } = useTranslation('setUp');
  const navigate = useNavigate();
  const disconnected = useBlockedReason();
  const { draft, secrets } = useSetUp();
  const meta = useSignInMeta();
  const changes = useChanges(facts);
  const plan = useQuery({
    queryKey: ['config', 'plan', 'set-up'],
    queryFn: ({ signal }) => api.post('/config/plan', { changes }, { schema: configPlan, signal }),
    gcTime: 0,
    staleTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const hasPassword = meta.data !== undefined && meta.data.local_auth_enabled && !meta.data.setup_required;
  const wantsLogin = needsLogin(draft, hasPassword);

  /** Who can sign in since a start that went no further; null = nothing was done yet. */
  const [locked, setLocked] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: async (observe: boolean) => {
      // First the lock, then the door.
      if (wantsLogin) {
        const login = { username: draft.userName.trim(), password: secrets.password };
        await api.post('/auth/set-password', login, { schema: doneBody });
        setLocked(login.username);
        await queryClient.invalidateQueries({ queryKey: ['signInMeta'] });
      }
      await api.post('/config', { changes: { ...changes, 'Settings.ObserveOnly': observe } }, { schema: configSaved });
    },
    onSuccess: () => {
      forgetSetUp();
      showToast({ title: t('review.done') });
      void refreshAll();
      void navigate('/');
    },
  });

  const hasQbit = draft.qbit.used && addressOf(draft.qbit.url) !== null;
  const hasApp = draft.apps.some((app) => missingOf(app, secrets) === null);
  const lacksLogin = wantsLogin && Object.values(loginProblems(draft, secrets)).some((problem) => problem !== null);
  const refusal =
    disconnected ??
    (!hasQbit && !hasApp ? t('review.nothing') : null) ??
    (lacksLogin ? t('review.noPassword') : null) ??
    (plan.data?.ok === false ? t('review.problems') : null);
  const isStarting = start.isPending;
  const buttons = (
    <>
      <Button
        variant="primary"
        busy={isStarting && start.variables}
        disabled={isStarting}
        disabledReason={refusal}
        onClick={() => start.mutate(true)}
      >
        {isStarting && start.variables ? t('review.starting') : t('review.observe')}
      </Button>
      <Button
        busy={isStarting && !start.variables}
        disabled={isStarting}
        disabledReason={refusal}
        onClick={() => start.mutate(false)}
      >
        {isStarting && !start.variables ? t('review.starting') : t('review.start')}
      </Button>
    </>
  );
  return (
    <StepFrame
      step="review"
      title={t('review.title')}
      body={t('review.body')}
      finish={buttons}
      {...(locked !== null && { note: null })}
    >
      <Summary lacksLogin={lacksLogin} />
      {plan.isPending && (
        <SkeletonBlock what={t('review.planning')}>
          <Skeleton className="w-1/2" />
        </SkeletonBlock>
      )}
      {plan.error !== null && (
        <ErrorState
          title={t('review.planFailed')}
          reason={reasonOf(plan.error)}
          detail={detailOf(plan.error)}
          onRetry={() => void plan.refetch()}
          retrying={plan.isFetching}
        />
      )}
      {plan.data !== undefined && (
        <>
          <PlanNotes plan={plan.data} title={t('review.problems')} />
          <Written plan={plan.data} />
        </>
      )}
      {start.isError && (
        <ErrorState title={t('review.failedTitle')} reason={reasonOf(start.error)} detail={detailOf(start.error)}>
          {locked !== null && (
            <p className="mt-1 max-w-[72ch] text-body">{t('review.passwordSet', { user: locked })}</p>
          )}
        </ErrorState>
      )}
    </StepFrame>
  );
}
