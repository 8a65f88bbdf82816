import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Button, ButtonLink, PageHeader, cx } from '../../ui/index.ts';
import { steps, type Step } from './draft.ts';

const places = ['start', ...steps] as const;
const addressOfPlace = (place: (typeof places)[number]): string => (place === 'start' ? '/' : `/set-up/${place}`);

/** All steps with the way to each; every one can be opened at any time (ui.md 7). */
function StepList({ current }: { current: Step }) {
  const { t } = useTranslation('setUp');
  return (
    <nav aria-label={t('steps')}>
      <ol className="flex flex-wrap gap-x-5 gap-y-1 border-b border-hairline pb-3">
        {places.map((place, index) => (
          <li key={place}>
            <Link
              to={addressOfPlace(place)}
              aria-current={place === current ? 'step' : undefined}
              className={cx(
                'hit inline-flex min-h-6 items-center gap-1.5 rounded-bar text-dense text-muted hover:text-strong',
                place === current && 'font-medium text-strong',
              )}
            >
              <span className={cx('tabular text-caption', place === current && 'text-accent-text')}>{index + 1}</span>
              {t(`step.${place}`)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface StepFrameProps {
  step: Step;
  title: string;
  body: string;
  children: React.ReactNode;
  /** What stands in place of Continue, in the last step. */
  finish?: React.ReactNode;
  /** Words under the buttons; null for none. */
  note?: string | null;
}

/** One step: where one is, what it is about, its fields, and the way on. Enter in a field goes on too. */
export function StepFrame({ step, title, body, children, finish, note }: StepFrameProps) {
  const { t } = useTranslation('setUp');
  const words = note === undefined ? t('nothingYet') : note;
  const navigate = useNavigate();
  const form = useId();
  const at = steps.indexOf(step);
  const before = at === 0 ? '/' : `/set-up/${steps[at - 1]}`;
  const after = steps[at + 1];
  return (
    <div className="max-w-220">
      <PageHeader
        title={title}
        summary={t('position', { number: at + 2, total: places.length })}
        documentTitle={title}
      />
      <StepList current={step} />
      <p className="max-w-[72ch] pt-4 text-body">{body}</p>
      <form
        id={form}
        noValidate
        className="flex flex-col gap-4 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (after !== undefined) void navigate(`/set-up/${after}`);
        }}
      >
        {children}
      </form>
      <div className="flex flex-wrap items-center gap-2 border-t border-hairline py-4">
        <ButtonLink to={before}>{t('back')}</ButtonLink>
        {finish ?? (
          <Button type="submit" form={form} variant="primary">
            {t('next')}
          </Button>
        )}
        {words !== null && <p className="basis-full text-dense text-muted">{words}</p>}
      </div>
    </div>
  );
}
