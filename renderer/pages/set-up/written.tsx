import { useTranslation } from 'react-i18next';
import type { ConfigPlan } from '../../../server/contract/index.ts';
import { Disclosure, StatusShape } from '../../ui/index.ts';

/** Every key a plan would write with its new value, secrets hidden. */
export function Written({ plan }: { plan: ConfigPlan }) {
  const { t } = useTranslation('setUp');
  const changes = plan.groups.flatMap((group) => group.changes);
  const text = (value: unknown): string => {
    if (value === null || value === undefined) return t('review.value.removed');
    if (typeof value === 'boolean') return t(value ? 'review.value.on' : 'review.value.off');
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return (
    <Disclosure summary={t('review.writes')}>
      <dl className="flex flex-col">
        {changes.map(({ path, after, secret }) => (
          <div
            key={path}
            className="grid gap-x-4 border-b border-hairline py-1.5 last:border-b-0 tablet:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
          >
            <dt className="font-mono text-dense text-muted wrap-anywhere">{path}</dt>
            <dd className="font-mono text-dense text-strong wrap-anywhere">
              {secret ? t('review.value.hidden') : text(after)}
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

/** Why a plan cannot be saved, and what is worth knowing about one that can. */
export function PlanNotes({ plan, title }: { plan: ConfigPlan; title: string }) {
  const { t } = useTranslation('setUp');
  const problems = [
    ...(plan.problem === null ? [] : [plan.problem.message]),
    ...plan.validationErrors.map(({ path, message }) => `${path}: ${message}`),
  ];
  const warnings = plan.warnings.map(({ path, message }) => `${path}: ${message}`);
  const list = (shape: 'failed' | 'attention', head: string, lines: readonly string[]) =>
    lines.length > 0 && (
      <div role={shape === 'failed' ? 'alert' : undefined}>
        <p className="font-medium text-strong">{head}</p>
        <ul>
          {lines.map((line) => (
            <li key={line} className="flex items-start gap-2 py-1 text-dense text-body wrap-anywhere">
              <StatusShape shape={shape} className="mt-1" />
              {line}
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <>
      {list('failed', title, problems)}
      {list('attention', t('review.warnings'), warnings)}
    </>
  );
}
