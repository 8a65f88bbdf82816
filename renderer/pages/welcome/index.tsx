import { FileCog, FileInput, FlaskConical, Wand } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { api, reasonOf, refreshAll, useBlockedReason, useStatus } from '../../data/index.ts';
import { Button, ButtonLink, Icon, PageHeader, type LucideIcon } from '../../ui/index.ts';
import { forgetSetUp, hasDraft } from '../set-up/draft.ts';

interface ChoiceProps {
  icon: LucideIcon;
  title: string;
  children: React.ReactNode;
  action: React.ReactNode;
}

function Choice({ icon, title, children, action }: ChoiceProps) {
  return (
    <section className="grid grid-cols-[20px_1fr] gap-x-4 border-t border-hairline py-5">
      <Icon icon={icon} size={20} className="mt-0.5 text-accent-text" />
      <div className="flex flex-col items-start gap-3">
        <h2 className="text-lead">{title}</h2>
        <div className="flex max-w-[64ch] flex-col gap-2 text-body">{children}</div>
        {action}
      </div>
    </section>
  );
}

/** The first page of an installation without configuration: what this is, and the ways on (ui.md 7, step 1). */
export default function WelcomePage() {
  const { t } = useTranslation('welcome');
  const status = useStatus();
  const navigate = useNavigate();
  const blocked = useBlockedReason();
  const start = useMutation({
    mutationFn: () => api.post('/sandbox/start', {}, { schema: z.unknown() }),
    onSuccess: () => {
      void refreshAll();
      void navigate('/processes');
    },
  });
  const [isBegun, setBegun] = useState(hasDraft);
  const folder = status?.dataPath ?? '';

  return (
    <div className="max-w-180">
      <PageHeader title={t('title')} />
      <p className="max-w-[64ch] text-lead text-strong">
        {t('what')} {t('how')}
      </p>
      <p className="mt-3 mb-7 text-muted">{t('nothingYet')}</p>
      <Choice
        icon={Wand}
        title={t('setUp.title')}
        action={
          <div className="flex flex-wrap gap-2">
            <ButtonLink variant="primary" to="/set-up/qbittorrent">
              {t(isBegun ? 'setUp.resume' : 'setUp.action')}
            </ButtonLink>
            {isBegun && (
              <Button
                variant="quiet"
                onClick={() => {
                  forgetSetUp();
                  setBegun(false);
                }}
              >
                {t('setUp.startOver')}
              </Button>
            )}
          </div>
        }
      >
        <p>{t('setUp.body')}</p>
      </Choice>
      <Choice
        icon={FileInput}
        title={t('bring.title')}
        action={<ButtonLink to="/set-up/import">{t('bring.action')}</ButtonLink>}
      >
        <p>{t('bring.body')}</p>
      </Choice>
      <Choice
        icon={FlaskConical}
        title={t('sandbox.title')}
        action={
          <Button busy={start.isPending} disabledReason={blocked} onClick={() => start.mutate()}>
            {start.isPending ? t('sandbox.starting') : t('sandbox.action')}
          </Button>
        }
      >
        <p>{t('sandbox.body')}</p>
        {start.isError && (
          <p role="alert" className="text-danger">
            {t('sandbox.failed')}: {reasonOf(start.error)}
          </p>
        )}
      </Choice>
      <Choice
        icon={FileCog}
        title={t('configure.title')}
        action={<ButtonLink to="/settings">{t('configure.action')}</ButtonLink>}
      >
        <p>{t('configure.body')}</p>
        <p className="text-muted">{folder === '' ? t('configure.whereUnknown') : t('configure.where', { folder })}</p>
      </Choice>
    </div>
  );
}
