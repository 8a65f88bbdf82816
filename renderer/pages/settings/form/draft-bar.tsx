import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConfigPlan } from '../../../../server/contract/index.ts';
import { Button, Icon, KeyHint, Menu, type MenuEntry } from '../../../ui/index.ts';
import { useSectionTitle, type ChangedSection } from './use-rows.ts';

interface DraftBarProps {
  /** Sections with changes. */
  changed: readonly ChangedSection[];
  plan: ConfigPlan | null;
  /** What is going on, or wrong: shown in place of the effects. */
  status: string | null;
  cannotReview: string | null;
  onReview: () => void;
  /** null = everything. */
  onDiscard: (section: ChangedSection | null) => void;
}

/** Effects of the draft in words, each with the number of its changes, the least first. */
function useEffects(plan: ConfigPlan | null): string[] {
  const { t } = useTranslation('settings');
  return (plan?.groups ?? []).map(({ effect, changes }) => {
    const names = [...new Set(changes.map(({ instance }) => instance).filter((name) => name !== null))];
    return t('form.bar.counted', {
      effect: t(`form.effect.${effect}`, { name: names.join(', ') }),
      count: changes.length,
    });
  });
}

/** One bar for the draft of all sections: how much, what it would do, and the ways on (ui.md CF-12). */
export function DraftBar({ changed, plan, status, cannotReview, onReview, onDiscard }: DraftBarProps) {
  const { t } = useTranslation('settings');
  const effects = useEffects(plan);
  const sectionTitle = useSectionTitle();
  const titleOf = ({ id, path }: ChangedSection): string =>
    sectionTitle({ path, kind: id === 'Settings' ? 'settings' : id === 'WebUI' ? 'webui' : 'webhook' });
  const count = changed.reduce((sum, section) => sum + section.count, 0);
  const [only] = changed;
  const where =
    changed.length === 1 && only !== undefined ? titleOf(only) : t('form.bar.sections', { count: changed.length });
  const parts: MenuEntry[] = changed.map((section) => ({
    id: section.id,
    label: t('form.bar.discardSection', { name: titleOf(section) }),
    onSelect: () => onDiscard(section),
  }));
  const whole: MenuEntry = { id: '', label: t('form.bar.discardAll'), tone: 'danger', onSelect: () => onDiscard(null) };
  return (
    <section
      aria-label={t('form.bar.label')}
      className="sticky bottom-0 z-20 -mx-gutter mt-auto flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 border-t border-hairline bg-surface px-gutter py-2"
    >
      <output className="min-w-0 flex-1 basis-56 text-dense text-body">
        <span className="font-medium text-strong">
          {count === 0 ? t('form.bar.comments') : t('form.bar.changes', { count, where })}
        </span>
        <span className="text-muted">
          {': '}
          {status ?? effects.join(', ')}
        </span>
      </output>
      <div className="flex gap-2">
        <Menu
          side="top"
          trigger={
            <Button variant="quiet">
              {t('form.bar.discard')}
              <Icon icon={ChevronDown} />
            </Button>
          }
          entries={changed.length > 1 ? [...parts, whole] : [whole]}
        />
        <Button variant="primary" disabledReason={cannotReview} onClick={onReview}>
          {t('review')}
          <KeyHint keys="Mod+S" className="border-current text-current max-tablet:hidden" />
        </Button>
      </div>
    </section>
  );
}
