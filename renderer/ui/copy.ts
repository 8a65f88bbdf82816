import { t } from 'i18next';
import { showToast } from './toast-queue.ts';

/** The old way, for pages served over plain http where the clipboard API does not exist. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

/** Copies and says so; a refusal is said too. */
export async function copyText(text: string): Promise<void> {
  const direct = window.isSecureContext
    ? await navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      )
    : false;
  const done = direct || copyBySelection(text);
  showToast(
    done ? { title: t('copied', { ns: 'common' }) } : { title: t('copyFailed', { ns: 'common' }), tone: 'danger' },
  );
}
