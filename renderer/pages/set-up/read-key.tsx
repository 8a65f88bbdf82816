import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isLoopback } from '../../../server/contract/index.ts';
import { desktopBridge, reasonOf } from '../../data/index.ts';
import { Button, StatusShape } from '../../ui/index.ts';
import { addressOf } from './changes.ts';
import { changeApp, changeKey, type DraftApp } from './draft.ts';

/** In the desktop window an app on this computer can lend its key; asked for by hand, app by app (ui.md 7, step 3). */
export function ReadKey({ app }: { app: DraftApp }) {
  const { t } = useTranslation('setUp');
  const bridge = desktopBridge();
  const url = addressOf(app.url);
  const read = useMutation({
    mutationFn: async () => (await bridge?.readAppKey(app.type)) ?? null,
    onSuccess: (found) => {
      if (found === null) return;
      if (url === null && found.url !== null) changeApp(app.id, { url: found.url });
      changeKey(app.id, found.apiKey);
    },
  });
  if (bridge === null || (url !== null && !isLoopback(url.hostname))) return null;
  const type = t(`type.${app.type}`);
  const note = read.isError
    ? t('apps.readFailed', { reason: reasonOf(read.error) })
    : read.data === null
      ? t('apps.readNothing', { type })
      : null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Button variant="link" busy={read.isPending} onClick={() => read.mutate()}>
        {t('apps.read', { type })}
      </Button>
      <output className="flex items-start gap-2 text-dense text-body wrap-anywhere">
        {note !== null && (
          <>
            <StatusShape shape="attention" className="mt-1" />
            {note}
          </>
        )}
      </output>
    </div>
  );
}
