import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PathWish } from '../../../server/contract/index.ts';
import { desktopBridge, reasonOf } from '../../data/index.ts';
import { Button, showToast } from '../../ui/index.ts';

interface BrowseProps {
  kind: PathWish['kind'];
  /** What the field holds now: where the dialog begins. */
  at: string;
  onPick: (path: string) => void;
  /** Name of the field, for readers that hear the button alone. */
  label: string;
  disabled?: boolean;
}

/** Chooses a path of this computer for the field it stands beside; nothing in a browser, which sees no paths (ui.md CF-2, SF-1). */
export function Browse({ kind, at, onPick, label, disabled = false }: BrowseProps) {
  const { t } = useTranslation('common');
  const bridge = desktopBridge();
  const pick = useMutation({
    mutationFn: async () => (await bridge?.pickPath({ kind, at })) ?? null,
    onSuccess: (path) => {
      if (path !== null) onPick(path);
    },
    onError: (error) => showToast({ title: t('browseFailed', { reason: reasonOf(error) }), tone: 'danger' }),
  });
  if (bridge === null) return null;
  return (
    <Button
      aria-label={t('browseFor', { label })}
      busy={pick.isPending}
      disabled={disabled}
      onClick={() => pick.mutate()}
    >
      {t('browse')}
    </Button>
  );
}
