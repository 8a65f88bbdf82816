import { useTranslation } from 'react-i18next';
import { Checkbox, TextField } from '../../ui/index.ts';
import { ConnectionTest } from '../shared/connection-test.tsx';
import { addressOf, qbitRequest } from './changes.ts';
import { changeQbit, changeSecrets, noteQbitTest, useSetUp } from './draft.ts';
import { FoundQbits } from './found-qbits.tsx';
import { StepFrame } from './frame.tsx';
import { ScanNote } from './scan-note.tsx';
import { useLocalApps } from './use-local-apps.ts';

/** Where qBittorrent is and how to get in, or that there is none (ui.md 7, step 2). */
export function QbitStep() {
  const { t } = useTranslation('setUp');
  const { qbit } = useSetUp(({ draft }) => draft);
  const secrets = useSetUp((state) => state.secrets);
  const tested = useSetUp((state) => state.tested.qbit);
  const scan = useLocalApps();
  const url = addressOf(qbit.url);
  return (
    <StepFrame step="qbittorrent" title={t('qbit.title')} body={t('qbit.body')}>
      <ScanNote scan={scan}>{scan.data !== undefined && <FoundQbits apps={scan.data.apps} />}</ScanNote>
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
          {url?.protocol === 'https:' && (
            <Checkbox
              label={t('anyCertificate')}
              help={t('anyCertificateHelp')}
              checked={qbit.skipTlsVerify}
              onChange={(skipTlsVerify) => changeQbit({ skipTlsVerify })}
            />
          )}
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
            value={secrets.qbitPassword}
            onChange={(value) => changeSecrets({ qbitPassword: value })}
          />
          <ConnectionTest
            name="qBittorrent"
            missing={t('qbit.urlError')}
            kept={tested}
            onResult={noteQbitTest}
            request={qbitRequest(qbit, secrets)}
          />
        </div>
      )}
    </StepFrame>
  );
}
