import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { Dialog, KeyHint } from '../ui/index.ts';
import { navItems } from './nav.ts';

const useSheet = create(() => ({ open: false }));

/** Opens the sheet: `?` or the menu. */
export const showShortcuts = (): void => useSheet.setState({ open: true });

function Keys({ title, rows }: { title: string; rows: readonly (readonly [text: string, ...keys: string[]])[] }) {
  return (
    <section>
      <h3 className="border-b border-hairline pb-1 text-dense">{title}</h3>
      <dl>
        {rows.map(([text, ...keys]) => (
          <div key={text} className="flex min-h-8 items-center justify-between gap-4 border-b border-hairline">
            <dt className="text-dense">{text}</dt>
            <dd className="flex gap-2">
              {keys.map((each) => (
                <KeyHint key={each} keys={each} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Every shortcut that works now (ui.md 11). */
export function ShortcutSheet() {
  const { t } = useTranslation('shell');
  const { open } = useSheet();
  return (
    <Dialog open={open} onOpenChange={(next) => useSheet.setState({ open: next })} title={t('keys.title')}>
      <div className="flex flex-col gap-5">
        <Keys
          title={t('keys.navigation')}
          rows={navItems.map((item, index) => [
            t(`nav.${item.id}`),
            String(index + 1),
            item.go === null ? 'Mod+,' : `g ${item.go}`,
          ])}
        />
        <Keys
          title={t('keys.general')}
          rows={[
            [t('keys.filter'), '/'],
            [t('keys.collapse'), '['],
            [t('keys.sheet'), '?'],
            [t('keys.escape'), 'Esc'],
          ]}
        />
        <Keys
          title={t('keys.torrents')}
          rows={[
            [t('keys.nextLine'), 'j', 'k'],
            [t('keys.select'), 'x'],
            [t('keys.selectMore'), 'Shift+ArrowDown'],
          ]}
        />
        <Keys
          title={t('keys.logs')}
          rows={[
            [t('keys.follow'), 'Space'],
            [t('keys.nextError'), 'e', 'Shift+E'],
          ]}
        />
      </div>
    </Dialog>
  );
}
