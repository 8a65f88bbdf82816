import { useTranslation } from 'react-i18next';
import { Button, Checkbox, StatusShape, TextField } from '../../ui/index.ts';
import { ConnectionTest } from '../shared/connection-test.tsx';
import { addressOf, addressText } from './changes.ts';
import { changeQbit, changeSecrets, noteQbitTest, useSetUp } from './draft.ts';
import { StepFrame } from './frame.tsx';
import { ScanNote } from './scan-note.tsx';
import { useLocalApps } from './use-local-apps.ts';

const foundShapes = { found: 'running', other: 'attention', nothing: 'idle' } as const;

/** Where qBittorrent is and how to get in, or that there is none (ui.md 7, step 2). */
export function QbitStep() {
  const { t } = useTranslation('setUp');
  const { qbit } = useSetUp(({ draft }) => draft);
  const { qbitPassword } = useSetUp(({ secrets }) => secrets);
  const tested = useSetUp((state) => state.tested.qbit);
  const scan = useLocalApps();
  const found = scan.data?.apps.find(({ app }) => app === 'qbittorrent');
  const url = addressOf(qbit.url);
  const canTake = found?.answer === 'found' && (url === null || addressText(url) !== found.url);
  return (
    <StepFrame step="qbittorrent" title={t('qbit.title')} body={t('qbit.body')}>
      <ScanNote scan={scan}>
        {found !== undefined && (
          <span className="flex items-start gap-2">
            <StatusShape shape={foundShapes[found.answer]} className="mt-1" />
            {t(`qbit.${found.answer}`, { url: found.url })}
          </span>
        )}
        {canTake && (
          <Button variant="link" className="self-start" onClick={() => changeQbit({ url: found.url })}>
            {t('qbit.use')}
          </Button>
        )}
      </ScanNote>
      <Checkbox
        label={t('qbit.used')}
        help={t('qbit.usedHelp')}
        checked={qbit.used}
        onChange={(used) => changeQbit({ used })}
      />
      {qbit.used && (
        <div className="flex max-w-120 flex-col gap-4">
          <TextField
            label={t('qbit.url')}
            path="qBit.Host"
            help={t('qbit.urlHelp')}
            error={url === null && qbit.url.trim() !== '' ? t('qbit.urlError') : null}
            value={qbit.url}
            inputMode="url"
            spellCheck={false}
            mono
            onChange={(value) => changeQbit({ url: value })}
          />
          <TextField
            label={t('qbit.userName')}
            path="qBit.UserName"
            help={t('qbit.userHelp')}
            value={qbit.userName}
            autoComplete="off"
            spellCheck={false}
            onChange={(userName) => changeQbit({ userName })}
          />
          <TextField
            label={t('qbit.password')}
            path="qBit.Password"
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={qbitPassword}
            onChange={(value) => changeSecrets({ qbitPassword: value })}
          />
          <ConnectionTest
            name="qBittorrent"
            missing={t('qbit.urlError')}
            kept={tested}
            onResult={noteQbitTest}
            request={
              url === null
                ? null
                : {
                    kind: 'qbittorrent',
                    url: addressText(url),
                    userName: qbit.userName.trim(),
                    password: qbitPassword,
                    apiKey: '',
                  }
            }
          />
        </div>
      )}
    </StepFrame>
  );
}
