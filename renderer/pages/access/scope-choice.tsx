import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { apiScope, type ApiScope } from '../../../server/contract/index.ts';

/** What a token may do, with the consequences of each choice in sight. */
export function ScopeChoice({ value, onChange }: { value: ApiScope; onChange: (scope: ApiScope) => void }) {
  const { t } = useTranslation('access');
  const group = useId();
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 text-dense font-medium text-strong">{t('tokens.scope')}</legend>
      {apiScope.options.map((scope) => (
        <div key={scope} className="flex items-start gap-2.5 border-b border-hairline first-of-type:border-t">
          <input
            id={`${group}-${scope}`}
            type="radio"
            name={group}
            value={scope}
            checked={scope === value}
            onChange={() => onChange(scope)}
            aria-describedby={`${group}-${scope}-help`}
            className="mt-2.75 size-4 shrink-0 accent-accent"
          />
          <div className="min-w-0 flex-1 pb-2">
            <label htmlFor={`${group}-${scope}`} className="block cursor-pointer pt-2 text-dense text-strong">
              {t(`tokens.scopes.${scope}`)}
            </label>
            <p id={`${group}-${scope}-help`} className="text-caption text-muted">
              {t(`tokens.scopeHelp.${scope}`)}
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  );
}
