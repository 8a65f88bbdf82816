import { Play, RotateCcw, ScrollText, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ProcessRow } from '../../../server/contract/index.ts';
import type { MenuEntry } from '../../ui/index.ts';
import { verbsOf } from './model.ts';
import type { useActions } from './use-actions.ts';

const verbIcons = { start: Play, stop: Square, restart: RotateCcw } as const;

/** What can be done with one loop; `name` is what messages call it. */
export function useLoopMenu(row: ProcessRow, name: string, actions: ReturnType<typeof useActions>): MenuEntry[] {
  const { t } = useTranslation('processes');
  const navigate = useNavigate();
  return [
    ...verbsOf(row).map((verb): MenuEntry => ({
      id: verb,
      label: t(`verb.${verb}`),
      icon: verbIcons[verb],
      disabledReason: actions.blocked,
      onSelect: () => actions.run({ verb, target: { scope: 'loop', category: row.category, kind: row.kind, name } }),
    })),
    { kind: 'rule', id: 'rule' },
    {
      id: 'log',
      label: t('verb.openLog'),
      icon: ScrollText,
      onSelect: () => void navigate(`/logs/${encodeURIComponent(row.name)}`),
    },
  ];
}
