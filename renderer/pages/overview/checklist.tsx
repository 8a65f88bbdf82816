import { CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StatusBody } from '../../../server/contract/index.ts';
import { ButtonLink, Icon, ProgressBar, Section } from '../../ui/index.ts';
import { firstRun, firstSteps } from './first-run.ts';

/** What is left to do before the engine has run once. */
export function Checklist({ status }: { status: StatusBody }) {
  const { t } = useTranslation('overview');
  const steps = firstRun(status, false);
  const total = firstSteps.length;
  const done = firstSteps.filter((step) => steps[step]).length;
  return (
    <Section
      title={t('first.title')}
      summary={t('first.summary', { done, total })}
      actions={<ProgressBar value={done / total} label={t('first.progress')} className="w-24" />}
    >
      <p className="pt-2 text-dense text-muted">{t('first.body')}</p>
      <ol className="py-1">
        {firstSteps.map((step) => (
          <li key={step} className="flex min-h-9 items-center gap-2.5 border-b border-hairline py-1.5 last:border-b-0">
            <Icon icon={steps[step] ? CircleCheck : CircleDashed} className={steps[step] ? 'text-ok' : 'text-muted'} />
            <span className="min-w-0 flex-1">
              <span className="sr-only">{t(steps[step] ? 'first.done' : 'first.open')}: </span>
              <span className={steps[step] ? 'text-muted' : 'text-strong'}>{t(`first.${step}`)}</span>
              {!steps[step] && <span className="block text-dense text-muted">{t(`first.${step}Help`)}</span>}
            </span>
            {!steps[step] && step !== 'judged' && (
              <ButtonLink variant="link" to="/settings">
                {t('first.set')}
              </ButtonLink>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
