import { FolderOpen, FolderTree, KeyRound, Search } from 'lucide-react';
import { Suspense, lazy, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { desktopBridge, detailOf, reasonOf, useBlockedReason } from '../../data/index.ts';
import {
  Button,
  ButtonLink,
  ConfirmDialog,
  ErrorState,
  IconButton,
  KeyHint,
  Notice,
  NoticeList,
  PageHeader,
  Skeleton,
  SkeletonBlock,
  showToast,
} from '../../ui/index.ts';
import { ConflictNotice } from './conflict-notice.tsx';
import { isDirty } from './draft.ts';
import { ProblemList } from './problem-list.tsx';
import { problemsOf, type Problem } from './problems.ts';
import { ReviewDialog } from './review-dialog.tsx';
import type { TomlEditorHandle } from './toml-editor.tsx';
import { useTomlConfig, type CheckState } from './use-toml-config.ts';

const TomlEditor = lazy(() => import('./toml-editor.tsx'));

/** The page's nonce, so that the editor may add its style sheet under the content policy. */
const nonceOfPage = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** `#Radarr-4K.URI` names the setting to show; anything that cannot be decoded names none. */
function pathOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}

function EditorSkeleton() {
  const { t } = useTranslation('settings');
  return (
    <SkeletonBlock what={t('what')}>
      <div className="flex flex-col gap-3 p-4">
        {['w-40', 'w-72', 'w-64', 'w-80', 'w-32', 'w-72', 'w-60'].map((width, index) => (
          <Skeleton key={`${width}-${index}`} className={width} />
        ))}
      </div>
    </SkeletonBlock>
  );
}

/** Opens the folder of config.toml, where a file manager can be reached: in the desktop window. */
function ShowFolder() {
  const { t } = useTranslation('settings');
  const bridge = desktopBridge();
  if (bridge === null) return null;
  const show = (): void => {
    bridge.showDataFolder().catch((error: unknown) => showToast({ title: reasonOf(error), tone: 'danger' }));
  };
  return <IconButton icon={FolderOpen} label={t('showFolder')} onClick={show} />;
}

function useStatusText(dirty: boolean, check: CheckState, problems: number): string {
  const { t } = useTranslation('settings');
  if (!dirty) return t('status.clean');
  if (check.error !== null) return t('status.uncheckable', { reason: reasonOf(check.error) });
  if (problems > 0) return t('status.problems', { count: problems });
  if (check.running || check.result === null) return t('status.checking');
  const { changed, reloadType, affectedInstances } = check.result;
  if (changed.length === 0) return t('status.unchanged');
  const effect = t(`effect.${reloadType ?? 'none'}`, { instances: affectedInstances.join(', ') });
  return `${t('status.changes', { count: changed.length })}, ${effect}`;
}

/** config.toml as text: checked while typing, reviewed before it is saved (ui.md 6.8, TOML mode). */
export default function SettingsPage() {
  const { t } = useTranslation('settings');
  const config = useTomlConfig();
  const { draft, check } = config;
  const { hash } = useLocation();
  const disconnected = useBlockedReason();
  const editor = useRef<TomlEditorHandle>(null);
  const [reviewing, setReviewing] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const [failure, setFailure] = useState<{ reason: string; problems: Problem[] } | null>(null);

  const dirty = isDirty(draft);
  const problems = useMemo(
    () => [...(failure?.problems ?? []), ...(check.result === null ? [] : problemsOf(check.result))],
    [failure, check.result],
  );
  const status = useStatusText(dirty, check, problems.length);
  const words = useMemo(() => ({ label: t('editor'), secrets: t('secrets') }), [t]);
  const nonce = useMemo(() => nonceOfPage(), []);

  const review = (): void => {
    const [first] = problems;
    if (first !== undefined) editor.current?.goTo(first);
    else if (dirty && check.result?.ok === true && !check.running) setReviewing(true);
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    review();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const save = async (): Promise<void> => {
    const outcome = await config.save();
    if (outcome.kind === 'saved') {
      const { reloadType, affectedInstances } = outcome.saved;
      setReviewing(false);
      setFailure(null);
      showToast({ title: t(`saved.${reloadType}`, { instances: affectedInstances.join(', ') }) });
    } else if (outcome.kind === 'conflict') {
      setReviewing(false);
    } else {
      setReviewing(outcome.kind === 'failed');
      setFailure({ reason: outcome.reason, problems: outcome.kind === 'refused' ? outcome.problems : [] });
    }
  };

  if (draft === null) {
    return (
      <>
        <PageHeader title={t('title')} />
        {config.readError === null ? (
          <EditorSkeleton />
        ) : (
          <ErrorState
            title={t('error.title')}
            reason={reasonOf(config.readError)}
            detail={detailOf(config.readError)}
            onRetry={config.reread}
            retrying={config.reading}
          />
        )}
      </>
    );
  }

  const cannotReview = !dirty
    ? t('status.clean')
    : problems.length > 0 || check.running || check.error !== null
      ? status
      : null;
  return (
    <div className="flex h-full min-h-120 flex-col">
      <PageHeader
        title={t('title')}
        summary={<output>{status}</output>}
        refreshing={check.running}
        actions={
          <>
            <ButtonLink variant="quiet" icon={KeyRound} to="/settings/access">
              {t('access')}
            </ButtonLink>
            <ButtonLink variant="quiet" icon={FolderTree} to="/settings/folders">
              {t('folders')}
            </ButtonLink>
            <ShowFolder />
            <IconButton
              icon={Search}
              label={t('find')}
              keys="Mod+F"
              side="bottom"
              onClick={() => editor.current?.find()}
            />
            {dirty && (
              <Button variant="quiet" onClick={() => setDiscarding(true)}>
                {t('discard')}
              </Button>
            )}
            <Button variant="primary" disabledReason={disconnected ?? cannotReview} onClick={review}>
              {t('review')}
              <KeyHint keys="Mod+S" className="border-current text-current max-tablet:hidden" />
            </Button>
          </>
        }
      />
      <NoticeList className="mb-3">
        {draft.disk !== null && (
          <ConflictNotice
            onKeep={() => config.send({ type: 'keptMine' })}
            onLoad={() => config.send({ type: 'tookDisk' })}
          />
        )}
        {failure !== null && (
          <Notice tone="danger" shape="failed" live="alert">
            <strong className="font-medium text-strong">{t('failed.title')}.</strong> {failure.reason}
          </Notice>
        )}
        {disconnected !== null && (
          <Notice tone="attention" shape="attention">
            {t('offline')}
          </Notice>
        )}
        {!config.kept && (
          <Notice tone="attention" shape="attention">
            {t('noRoom')}
          </Notice>
        )}
        <Notice icon={KeyRound}>
          <span className="text-dense text-muted">{t('secrets')}</span>
        </Notice>
      </NoticeList>
      <div className="min-h-64 flex-1 overflow-hidden rounded-control border border-hairline focus-within:outline-2 focus-within:outline-focus">
        <ErrorBoundary fallback={<ErrorState title={t('editorFailed')} />}>
          <Suspense fallback={<EditorSkeleton />}>
            <TomlEditor
              ref={editor}
              text={draft.text}
              problems={problems}
              words={words}
              nonce={nonce}
              path={pathOf(hash)}
              onChange={(text) => {
                setFailure(null);
                config.send({ type: 'edited', text });
              }}
            />
          </Suspense>
        </ErrorBoundary>
      </div>
      <ProblemList problems={problems} onJump={(problem) => editor.current?.goTo(problem)} />
      {check.result !== null && (
        <ReviewDialog
          open={reviewing}
          onOpenChange={setReviewing}
          draft={draft}
          check={check.result}
          saving={config.saving}
          blocked={disconnected}
          failure={failure?.reason ?? null}
          onSave={() => void save()}
        />
      )}
      <ConfirmDialog
        open={discarding}
        onOpenChange={setDiscarding}
        title={t('discardTitle')}
        body={t('discardBody')}
        confirmLabel={t('discardConfirm')}
        tone="danger"
        onConfirm={() => {
          setDiscarding(false);
          setFailure(null);
          config.send({ type: 'discarded' });
        }}
      />
    </div>
  );
}
