import { useTranslation } from 'react-i18next';
import { StatusShape, TextField, format, type Shape } from '../../ui/index.ts';
import { categoryRows, type CategoryState } from './categories.ts';
import { changeApp, useSetUp } from './draft.ts';
import { StepFrame } from './frame.tsx';

const shapes: Record<CategoryState, Shape> = {
  fine: 'running',
  'made-later': 'running',
  shared: 'failed',
  none: 'attention',
  differs: 'attention',
  unknown: 'unknown',
};

/** Which category belongs to which app, compared with what both sides say (ui.md 7, step 4). */
export function CategoriesStep() {
  const { t } = useTranslation('setUp');
  const apps = useSetUp(({ draft }) => draft.apps);
  const tested = useSetUp((state) => state.tested);
  const known = tested.qbit?.success === true ? tested.qbit.categories : null;
  const rows = categoryRows(
    apps.filter(({ used }) => used),
    tested.apps,
    known,
  );
  return (
    <StepFrame step="categories" title={t('categories.title')} body={t('categories.body')}>
      {rows.length === 0 && <p className="text-muted">{t('categories.none')}</p>}
      {rows.map(({ app, category, theirs, twin, state }) => (
        <div key={app.id} className="flex flex-col gap-1.5 border-b border-hairline pb-4 last:border-b-0">
          <TextField
            className="max-w-120"
            label={t('categories.category', { name: app.name })}
            path={`${app.name}.Category`}
            placeholder={category}
            help={t('categories.help')}
            value={app.category}
            spellCheck={false}
            mono
            onChange={(value) => changeApp(app.id, { category: value })}
          />
          <p className="flex max-w-[72ch] items-start gap-2 text-dense text-body">
            <StatusShape shape={shapes[state]} className="mt-1" />
            {t(`categories.state.${state}`, { twin: twin ?? '', theirs: format.list(theirs ?? []) })}
          </p>
        </div>
      ))}
    </StepFrame>
  );
}
