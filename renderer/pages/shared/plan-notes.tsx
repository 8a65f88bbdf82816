import { useTranslation } from 'react-i18next';
import type { ConfigPlan } from '../../../server/contract/index.ts';
import { StatusShape } from '../../ui/index.ts';

/** Why a plan cannot be saved, and what is worth knowing about one that can (ui.md CF-10). */
export function PlanNotes({ plan, title }: { plan: ConfigPlan; title: string }) {
  const { t } = useTranslation('connections');
  const problems = [
    ...(plan.problem === null ? [] : [plan.problem.message]),
    ...plan.validationErrors.map(({ path, message }) => `${path}: ${message}`),
  ];
  const warnings = plan.warnings.map(({ path, message }) => `${path}: ${message}`);
  const list = (shape: 'failed' | 'attention', head: string, lines: readonly string[]) =>
    lines.length > 0 && (
      <div role={shape === 'failed' ? 'alert' : undefined} className="pb-3">
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
      {list('attention', t('warnings'), warnings)}
    </>
  );
}
