import { useTranslation } from 'react-i18next';
import type { LocalApps } from '../../../server/contract/index.ts';
import { Button, StatusShape, type Shape } from '../../ui/index.ts';
import { addressOf, addressText } from './changes.ts';
import { changeQbit, useSetUp } from './draft.ts';

type Found = LocalApps['apps'][number];
type Note = 'found' | 'other' | 'unasked' | 'nothing' | 'off' | 'silent' | 'unsaid';

const shapes: Record<Note, Shape> = {
  found: 'running',
  other: 'attention',
  unasked: 'attention',
  nothing: 'idle',
  off: 'attention',
  silent: 'attention',
  unsaid: 'attention',
};
const silences = { on: 'silent', off: 'off', unsaid: 'unsaid' } as const;

/** What there is to say about an address: an unanswered one that qBittorrent's own settings name has a cause (ui.md 7, step 2). */
export function noteOf({ answer, settings }: Pick<Found, 'answer' | 'settings'>): Note {
  return answer === 'nothing' && settings !== null ? silences[settings.webUi] : answer;
}

/** Addresses worth a line: that nothing answers at the usual one is news only while there is nothing else to say. */
export function worthTelling(apps: readonly Found[]): Found[] {
  const qbits = apps.filter(({ app }) => app === 'qbittorrent');
  const told = qbits.filter(({ answer, settings }) => answer !== 'nothing' || settings !== null);
  return told.length === 0 ? qbits : told;
}

function FoundQbit({ found }: { found: Found }) {
  const { t } = useTranslation('setUp');
  const { qbit } = useSetUp(({ draft }) => draft);
  const { url, answer, settings } = found;
  const note = noteOf(found);
  const name = settings?.userName ?? '';
  const typed = addressOf(qbit.url);
  const isNew = typed === null || addressText(typed) !== url || (name !== '' && qbit.userName === '');
  return (
    <span className="flex items-start gap-2">
      <StatusShape shape={shapes[note]} className="mt-1" />
      <span className="flex min-w-0 flex-col items-start gap-1">
        <span>{t(`qbit.${note}`, { url })}</span>
        {settings !== null && (
          <span className="text-caption text-muted">{t('qbit.from', { file: settings.file })}</span>
        )}
        {(answer === 'found' || answer === 'unasked') && isNew && (
          <Button
            variant="link"
            onClick={() => changeQbit({ url, ...(qbit.userName === '' && name !== '' && { userName: name }) })}
          >
            {t(qbit.userName !== '' || name === '' ? 'qbit.use' : 'qbit.useName', { name })}
          </Button>
        )}
      </span>
    </span>
  );
}

/** The qBittorrents of the server's computer, each with the way to take it over. */
export function FoundQbits({ apps }: { apps: readonly Found[] }) {
  return worthTelling(apps).map((found) => <FoundQbit key={found.url} found={found} />);
}
