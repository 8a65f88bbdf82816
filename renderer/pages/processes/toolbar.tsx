import { Ellipsis, Play, RotateCcw, Square, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ConfirmDialog, IconButton, Menu, type MenuEntry } from '../../ui/index.ts';
import type { Totals } from './model.ts';
import type { Phase, useActions } from './use-actions.ts';

type Question = 'stop' | 'restart' | 'reconnect';

interface ToolbarProps {
  totals: Totals;
  instances: number;
  phase: Phase | undefined;
  actions: ReturnType<typeof useActions>;
}

/** Verbs for everything; those that pause work ask first (ui.md PR-3, PR-4). */
export function Toolbar({ totals, instances, phase, actions }: ToolbarProps) {
  const { t } = useTranslation('processes');
  const [question, setQuestion] = useState<Question | null>(null);
  const { blocked, run } = actions;
  const busy = (verb: Phase['verb']): boolean => phase?.verb === verb;
  const running = totals.total - totals.off;
  const counts: Record<Question, number> = { stop: running, restart: totals.total, reconnect: instances };
  const more: MenuEntry[] = [
    {
      id: 'restart',
      label: t('verb.restartAll'),
      icon: RotateCcw,
      disabledReason: blocked,
      onSelect: () => setQuestion('restart'),
    },
    {
      id: 'reconnect',
      label: t('verb.reconnectAll'),
      icon: Unplug,
      disabledReason: blocked,
      onSelect: () => setQuestion('reconnect'),
    },
  ];
  const shown = question ?? 'stop';
  return (
    <>
      {totals.off > 0 && (
        <Button
          icon={Play}
          busy={busy('start')}
          disabledReason={blocked}
          onClick={() => run({ verb: 'start', target: { scope: 'all' } })}
        >
          {t('verb.startAll')}
        </Button>
      )}
      {running > 0 && (
        <Button icon={Square} busy={busy('stop')} disabledReason={blocked} onClick={() => setQuestion('stop')}>
          {t('verb.stopAll')}
        </Button>
      )}
      <Menu trigger={<IconButton icon={Ellipsis} label={t('verb.moreActions')} />} entries={more} />
      <ConfirmDialog
        open={question !== null}
        onOpenChange={(open) => !open && setQuestion(null)}
        title={t(`confirm.${shown}.title`, { count: counts[shown] })}
        body={t(`confirm.${shown}.body`)}
        confirmLabel={t(`confirm.${shown}.action`)}
        onConfirm={() => {
          run({ verb: shown, target: { scope: 'all' } });
          setQuestion(null);
        }}
      />
    </>
  );
}
