import { Plus, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tree } from '../../../server/config/browser.ts';
import { arrType, type ArrType } from '../../../server/contract/index.ts';
import { Button, Checkbox, IconButton, Select, TextField } from '../../ui/index.ts';
import { ConnectionTest } from '../shared/connection-test.tsx';
import { addressOf, arrRequest, freeName, isNameOf } from './changes.ts';
import { changeApp, changeDraft, changeKey, noteAppTest, removeApp, useSetUp, type DraftApp } from './draft.ts';
import { StepFrame } from './frame.tsx';
import { ReadKey } from './read-key.tsx';
import { ScanNote } from './scan-note.tsx';
import { useLocalApps } from './use-local-apps.ts';

const newApp = (type: ArrType, url: string, apps: readonly DraftApp[], tree: Tree): DraftApp => ({
  id: String(1 + Math.max(0, ...apps.map(({ id }) => Number(id) || 0))),
  type,
  name: freeName(type, tree, apps),
  url,
  used: true,
  category: '',
  skipTlsVerify: false,
});

function AppRow({ app, tree }: { app: DraftApp; tree: Tree }) {
  const { t } = useTranslation('setUp');
  const apps = useSetUp(({ draft }) => draft.apps);
  const secrets = useSetUp((state) => state.secrets);
  const tested = useSetUp((state) => state.tested.apps[app.id] ?? null);
  const url = addressOf(app.url);
  const type = t(`type.${app.type}`);
  const isTwin = apps.some(({ id, name }) => id !== app.id && name.toLowerCase() === app.name.toLowerCase());
  const nameError = isNameOf(app.type, app.name) ? (isTwin ? t('apps.nameTwin') : null) : t('apps.nameError', { type });

  const retype = (next: ArrType): void => {
    const others = apps.filter(({ id }) => id !== app.id);
    changeApp(app.id, { type: next, name: freeName(next, tree, others) });
  };
  return (
    <li className="flex flex-col gap-3 border-b border-hairline py-4 last:border-b-0">
      <div className="flex items-center justify-between gap-2">
        <Checkbox
          label={t('apps.use', { name: app.name })}
          checked={app.used}
          onChange={(used) => changeApp(app.id, { used })}
        />
        <IconButton icon={Trash2} label={t('apps.remove', { name: app.name })} onClick={() => removeApp(app.id)} />
      </div>
      {app.used && (
        <>
          <div className="grid gap-4 tablet:grid-cols-2">
            <Select
              label={t('apps.type')}
              value={app.type}
              onChange={retype}
              options={arrType.options.map((value) => ({ value, label: t(`type.${value}`) }))}
            />
            <TextField
              label={t('apps.name')}
              help={t('apps.nameHelp')}
              error={nameError}
              value={app.name}
              spellCheck={false}
              onChange={(name) => changeApp(app.id, { name })}
            />
            <TextField
              label={t('apps.url')}
              path={`${app.name}.URI`}
              error={url === null && app.url.trim() !== '' ? t('apps.urlError') : null}
              value={app.url}
              inputMode="url"
              spellCheck={false}
              mono
              onChange={(value) => changeApp(app.id, { url: value })}
            />
            <TextField
              label={t('apps.key')}
              path={`${app.name}.APIKey`}
              type="password"
              autoComplete="off"
              spellCheck={false}
              mono
              value={secrets.keys[app.id] ?? ''}
              onChange={(value) => changeKey(app.id, value)}
            />
          </div>
          {url?.protocol === 'https:' && (
            <Checkbox
              label={t('anyCertificate')}
              help={t('anyCertificateHelp')}
              checked={app.skipTlsVerify}
              onChange={(skipTlsVerify) => changeApp(app.id, { skipTlsVerify })}
            />
          )}
          <ReadKey app={app} />
          <ConnectionTest
            name={app.name}
            missing={t('apps.urlError')}
            kept={tested}
            onResult={(result) => noteAppTest(app.id, result)}
            request={arrRequest(app, secrets)}
          />
        </>
      )}
    </li>
  );
}

/** The Arr apps: those that answer on this computer, and any other by its address (ui.md 7, step 3). */
export function AppsStep({ tree }: { tree: Tree }) {
  const { t } = useTranslation('setUp');
  const draft = useSetUp((state) => state.draft);
  const scan = useLocalApps();
  const arrs = (scan.data?.apps ?? []).flatMap((one) => (one.app === 'qbittorrent' ? [] : [{ ...one, app: one.app }]));
  const others = arrs.filter(({ answer }) => answer === 'other');
  const hasFound = arrs.some(({ answer }) => answer === 'found');

  useEffect(() => {
    if (scan.data === undefined || draft.looked) return;
    const found = scan.data.apps.reduce<DraftApp[]>(
      (apps, { app, url, answer }) =>
        app === 'qbittorrent' || answer !== 'found' || apps.some((one) => one.url === url)
          ? apps
          : [...apps, newApp(app, url, apps, tree)],
      draft.apps,
    );
    changeDraft({ apps: found, looked: true });
  }, [scan.data, draft, tree]);

  return (
    <StepFrame step="apps" title={t('apps.title')} body={t('apps.body')}>
      <ScanNote scan={scan}>
        {scan.data !== undefined && <span>{t(hasFound ? 'apps.found' : 'apps.none')}</span>}
        {others.map(({ app, url }) => (
          <span key={app}>{t('apps.other', { app: t(`type.${app}`), url })}</span>
        ))}
      </ScanNote>
      {draft.apps.length > 0 && (
        <ul>
          {draft.apps.map((app) => (
            <AppRow key={app.id} app={app} tree={tree} />
          ))}
        </ul>
      )}
      <Button
        icon={Plus}
        className="self-start"
        onClick={() => changeDraft({ apps: [...draft.apps, newApp('radarr', '', draft.apps, tree)], looked: true })}
      >
        {t('apps.add')}
      </Button>
    </StepFrame>
  );
}
