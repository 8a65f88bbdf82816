import { useTranslation } from 'react-i18next';
import { StatusShape } from '../../ui/index.ts';
import type { Problem } from './problems.ts';

/** All problems under the editor; each one leads to its line (ui.md CF-17). */
export function ProblemList({
  problems,
  onJump,
}: {
  problems: readonly Problem[];
  onJump: (problem: Problem) => void;
}) {
  const { t } = useTranslation('settings');
  if (problems.length === 0) return null;
  const placeOf = ({ line, column }: Problem): string => {
    if (line === null) return t('problems.noPlace');
    return column === null ? t('problems.line', { line }) : t('problems.place', { line, column });
  };
  return (
    <section aria-label={t('problems.title')} className="max-h-44 shrink-0 overflow-y-auto">
      <ul aria-live="polite">
        {problems.map((problem, index) => (
          <li key={`${problem.path ?? ''}-${problem.line ?? ''}-${index}`} className="border-b border-hairline">
            <button
              type="button"
              disabled={problem.line === null}
              onClick={() => onJump(problem)}
              className="grid min-h-9 w-full grid-cols-[12px_1fr] items-center gap-x-2.5 py-1.5 text-left hover:not-disabled:bg-surface tablet:grid-cols-[12px_150px_1fr] focus-visible:-outline-offset-2"
            >
              <StatusShape shape="failed" />
              <span className="tabular text-caption text-muted">{placeOf(problem)}</span>
              <span className="text-dense text-body wrap-anywhere max-tablet:col-start-2">
                {problem.path !== null && <code className="font-mono text-strong">{problem.path}</code>}{' '}
                {problem.message}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
