import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { Dialog, KeyHint } from '../ui/index.ts';
import { navItems } from './nav.ts';

const useSheet = create(() => ({ open: false }));

/** Opens the sheet: `?` or the menu. */
export const showShortcuts = (): void => useSheet.setState({ open: true });

function Keys({ title, rows }: { title: string; rows: readonly (readonly [keys: string, text: string])[] }) {
  return (
    <section>
      <h3 className="border-b border-hairline pb-1 text-dense">{title}</h3>
      <dl>
        {rows.map(([keys, text]) => (
          <div key={keys} className="flex min-h-8 items-center justify-between gap-4 border-b border-hairline">
            <dt className="text-dense">{text}</dt>
            <dd>
              <KeyHint keys={keys} />
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
          rows={[
            ...navItems.map((item, index) => [String(index + 1), t(`nav.${item.id}`)] as const),
            ...navItems.flatMap((item) => (item.go === null ? [] : [[`g ${item.go}`, t(`nav.${item.id}`)] as const])),
            ['Mod+,', t('keys.goSettings')],
          ]}
        />
        <Keys
          title={t('keys.general')}
          rows={[
            ['/', t('keys.filter')],
            ['[', t('keys.collapse')],
            ['?', t('keys.sheet')],
            ['Esc', t('keys.escape')],
          ]}
        />
        <Keys
          title={t('keys.logs')}
          rows={[
            ['Space', t('keys.follow')],
            ['e', t('keys.nextError')],
          ]}
        />
      </div>
    </Dialog>
  );
}
