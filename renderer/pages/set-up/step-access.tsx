import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isLoopback, pathReport } from '../../../server/contract/index.ts';
import { api } from '../../data/index.ts';
import { Segmented, StatusShape, TextField } from '../../ui/index.ts';
import { useSignInMeta } from '../sign-in/use-meta.ts';
import { loginProblems, needsLogin } from './access.ts';
import { changeDraft, changeSecrets, useSetUp } from './draft.ts';
import { StepFrame } from './frame.tsx';
import { useLocalApps } from './use-local-apps.ts';

/** Who can reach the panel; the network needs a password (ui.md 7, step 6). */
export function AccessStep() {
  const { t } = useTranslation('setUp');
  const { draft, secrets } = useSetUp();
  const meta = useSignInMeta();
  // Nothing is configured yet, so that this asks nobody; it tells whether the server runs in a container.
  const place = useQuery({
    queryKey: ['pathDoctor'],
    queryFn: ({ signal }) => api.get('/path-doctor', { schema: pathReport, signal }),
    staleTime: Infinity,
  });
  const scan = useLocalApps();
  const isNear = isLoopback(window.location.hostname);
  const inContainer = place.data?.inContainer;
  const addresses = scan.data?.addresses ?? [];

  useEffect(() => {
    // The loopback of a container is nobody's but its own.
    if (draft.access !== null || inContainer === undefined) return;
    changeDraft({ access: isNear && !inContainer ? 'computer' : 'network' });
  }, [draft.access, inContainer, isNear]);

  const hasPassword = meta.data !== undefined && meta.data.local_auth_enabled && !meta.data.setup_required;
  const problems = loginProblems(draft, secrets);
  const wasTyped = secrets.password !== '' || secrets.repeat !== '';
  const shown = (problem: keyof typeof problems): string | null => {
    const code = problems[problem];
    const isUntouched = problem === 'repeat' ? secrets.repeat === '' : problem === 'password' && !wasTyped;
    return code === null || isUntouched ? null : t(`access.${code}`);
  };
  const password = { type: 'password', autoComplete: 'new-password', spellCheck: false } as const;
  const options = (['computer', 'network'] as const).map((value) => ({ value, label: t(`access.${value}`) }));
  return (
    <StepFrame step="access" title={t('access.title')} body={t('access.body')}>
      {draft.access !== null && (
        <Segmented
          className="self-start"
          label={t('access.label')}
          value={draft.access}
          onChange={(access) => changeDraft({ access })}
          options={options}
        />
      )}
      {draft.access === 'computer' && <p className="max-w-[72ch] text-body">{t('access.computerBody')}</p>}
      {draft.access === 'computer' && inContainer === true && (
        <p className="flex items-start gap-2 text-body">
          <StatusShape shape="attention" className="mt-1.5" />
          {t('access.container')}
        </p>
      )}
      {draft.access === 'computer' && !isNear && (
        <p className="flex items-start gap-2 text-body">
          <StatusShape shape="attention" className="mt-1.5" />
          {t('access.cutOff')}
        </p>
      )}
      {draft.access === 'network' && (
        <div className="flex max-w-[72ch] flex-col gap-1 text-body">
          <p>{t('access.networkBody', { port: window.location.port || '80' })}</p>
          {inContainer === false && addresses.length > 0 && (
            <>
              <p>{t('access.addresses')}</p>
              <ul className="font-mono text-dense text-strong">
                {addresses.map((address) => (
                  <li key={address}>{`http://${address}:${window.location.port || '80'}`}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {draft.access === 'network' && hasPassword && <p className="text-body">{t('access.hasPassword')}</p>}
      {needsLogin(draft, hasPassword) && (
        <div className="flex max-w-100 flex-col gap-4">
          <TextField
            label={t('access.userName')}
            autoComplete="username"
            spellCheck={false}
            error={shown('user')}
            value={draft.userName}
            onChange={(userName) => changeDraft({ userName })}
          />
          <TextField
            {...password}
            label={t('access.password')}
            help={t('access.passwordHelp')}
            error={shown('password')}
            value={secrets.password}
            onChange={(value) => changeSecrets({ password: value })}
          />
          <TextField
            {...password}
            label={t('access.repeat')}
            error={shown('repeat')}
            value={secrets.repeat}
            onChange={(value) => changeSecrets({ repeat: value })}
          />
        </div>
      )}
    </StepFrame>
  );
}
