import { KeyRound } from 'lucide-react';
import { Suspense, lazy, useMemo, type RefObject } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { fetchLibraryEdit } from '../../../server/config/browser.ts';
import type { ConfigField } from '../../../server/contract/index.ts';
import { ErrorState, Notice, Skeleton, SkeletonBlock } from '../../ui/index.ts';
import { ProblemList } from './problem-list.tsx';
import type { Problem } from './problems.ts';
import type { TomlEditorHandle } from './toml-editor.tsx';

/** With what pasting a table needs, where it can be had (ui.md CF-20). */
const TomlEditor = lazy(async () => {
  const [editor] = await Promise.all([import('./toml-editor.tsx'), fetchLibraryEdit().catch(() => undefined)]);
  return editor;
});

/** The page's nonce, so that the editor may add its style sheet under the content policy. */
const nonceOfPage = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** Stand-in while the configuration or the editor is fetched. */
export function SettingsSkeleton() {
  const { t } = useTranslation('settings');
  return (
    <SkeletonBlock what={t('what')}>
      <div className="flex flex-col gap-3 py-4">
        {['w-40', 'w-72', 'w-64', 'w-80', 'w-32', 'w-72', 'w-60'].map((width, index) => (
          <Skeleton key={`${width}-${index}`} className={width} />
        ))}
      </div>
    </SkeletonBlock>
  );
}

interface TomlViewProps {
  text: string;
  problems: readonly Problem[];
  warnings: readonly Problem[];
  fields: readonly ConfigField[];
  /** Key to show, '' for none. */
  path: string;
  editor: RefObject<TomlEditorHandle | null>;
  onChange: (text: string) => void;
}

/** The draft as text, with its problems (ui.md CF-16, CF-17). */
export function TomlView({ text, problems, warnings, fields, path, editor, onChange }: TomlViewProps) {
  const { t } = useTranslation('settings');
  const words = useMemo(() => ({ label: t('editor'), secrets: t('secrets') }), [t]);
  const nonce = useMemo(() => nonceOfPage(), []);
  return (
    <>
      <Notice icon={KeyRound}>
        <span className="text-dense text-muted">{t('secrets')}</span>
      </Notice>
      <div className="mt-3 min-h-64 flex-1 overflow-hidden rounded-control border border-hairline focus-within:outline-2 focus-within:outline-focus">
        <ErrorBoundary fallback={<ErrorState title={t('editorFailed')} />}>
          <Suspense fallback={<SettingsSkeleton />}>
            <TomlEditor ref={editor} {...{ text, problems, warnings, fields, words, nonce, path, onChange }} />
          </Suspense>
        </ErrorBoundary>
      </div>
      <ProblemList problems={problems} onJump={(problem) => editor.current?.goTo(problem)} />
    </>
  );
}
