import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Disclosure, StatusShape, TextField, format, type Shape } from '../../ui/index.ts';
import { categoryRows, freeCategory, type CategoryRow, type CategoryState } from './categories.ts';
import { CompareAgain } from './compare.tsx';
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

function Row({ app, category, theirs, twin, isNew, state }: CategoryRow) {
  const { t } = useTranslation('setUp');
  const apps = useSetUp(({ draft }) => draft.apps);
  const input = useRef<HTMLInputElement>(null);
  const type = t(`type.${app.type}`);
  const chooseAnother = (): void => {
    changeApp(app.id, { category: freeCategory(app, apps) });
    input.current?.focus();
  };
  return (
    <div className="flex flex-col items-start gap-1.5 border-b border-hairline pb-4 last:border-b-0">
      <TextField
        className="w-full max-w-120"
        label={t('categories.category', { name: app.name })}
        path={`${app.name}.Category`}
        placeholder={category}
        help={t('categories.help')}
        value={app.category}
        spellCheck={false}
        mono
        inputRef={input}
        onChange={(value) => changeApp(app.id, { category: value })}
      />
      <output className="flex max-w-[72ch] items-start gap-2 text-dense text-body wrap-anywhere">
        <StatusShape shape={shapes[state]} className="mt-1" />
        <span>
          {t(`categories.state.${state}`, { twin: twin ?? '', theirs: format.list(theirs ?? []) })}
          {isNew && state !== 'made-later' && state !== 'shared' && ` ${t('categories.isNew')}`}
        </span>
      </output>
      {state === 'shared' && (
        <Button
          variant="link"
          aria-label={t('categories.chooseAnotherFor', { name: app.name })}
          onClick={chooseAnother}
        >
          {t('categories.chooseAnother')}
        </Button>
      )}
      {(state === 'none' || state === 'differs') && (
        <Disclosure summary={t('categories.howToFix')}>
          <ol className="list-decimal pl-5 text-dense text-body">
            <li>{t('categories.fix.open', { type })}</li>
            <li>{t('categories.fix.enter', { category })}</li>
            <li>{t('categories.fix.compare')}</li>
          </ol>
        </Disclosure>
      )}
    </div>
  );
}

/** Which category belongs to which app, compared with what both sides say (ui.md 7, step 4). */
export function CategoriesStep() {
  const { t } = useTranslation('setUp');
  const apps = useSetUp(({ draft }) => draft.apps);
  const tested = useSetUp((state) => state.tested);
  const known = tested.qbit?.success === true ? tested.qbit.categories : null;
  const used = apps.filter((app) => app.used);
  return (
    <StepFrame step="categories" title={t('categories.title')} body={t('categories.body')}>
      {used.length === 0 ? <p className="text-muted">{t('categories.none')}</p> : <CompareAgain />}
      {categoryRows(used, tested.apps, known).map((row) => (
        <Row key={row.app.id} {...row} />
      ))}
    </StepFrame>
  );
}
