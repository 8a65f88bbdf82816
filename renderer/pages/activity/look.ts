import {
  CalendarClock,
  CircleAlert,
  CloudOff,
  Cpu,
  Eye,
  FileX,
  Import,
  KeyRound,
  Link2,
  Pause,
  Play,
  RefreshCw,
  Repeat,
  Scale,
  Search,
  SlidersHorizontal,
  Square,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { ActionKind, LedgerEvent, LedgerKind } from '../../../server/contract/index.ts';
import type { Tone } from '../../ui/index.ts';

interface Look {
  icon: LucideIcon;
  tone: Tone;
}

const ofAction: Record<ActionKind, Look> = {
  none: { icon: Scale, tone: 'idle' },
  start: { icon: Play, tone: 'ok' },
  stop: { icon: Square, tone: 'idle' },
  hold: { icon: Pause, tone: 'idle' },
  resume: { icon: Play, tone: 'ok' },
  recheck: { icon: RefreshCw, tone: 'info' },
  'recheck-restore': { icon: RefreshCw, tone: 'info' },
  'inspect-files': { icon: FileX, tone: 'idle' },
  'skip-files': { icon: FileX, tone: 'idle' },
  import: { icon: Import, tone: 'ok' },
  'tag-stalled': { icon: Search, tone: 'info' },
  remove: { icon: Trash2, tone: 'danger' },
  'remove-keep-files': { icon: Trash2, tone: 'danger' },
  'clean-files': { icon: Trash2, tone: 'idle' },
  'edit-trackers': { icon: Link2, tone: 'idle' },
  ignore: { icon: Pause, tone: 'idle' },
  unignore: { icon: Play, tone: 'idle' },
  'allow-stalled': { icon: Pause, tone: 'idle' },
};

const ofKind: Partial<Record<LedgerKind, Look>> = {
  verdict: { icon: Scale, tone: 'idle' },
  intent: { icon: Scale, tone: 'idle' },
  observed: { icon: Eye, tone: 'info' },
  planned: { icon: CalendarClock, tone: 'attention' },
  budget: { icon: CircleAlert, tone: 'attention' },
  outage: { icon: CloudOff, tone: 'attention' },
  returned: { icon: Repeat, tone: 'attention' },
  process: { icon: Cpu, tone: 'idle' },
  config: { icon: SlidersHorizontal, tone: 'idle' },
  health: { icon: CircleAlert, tone: 'danger' },
  'sign-in': { icon: KeyRound, tone: 'idle' },
};

/** Icon and colour of an event; what failed or was held back looks so whatever it was. */
export function lookOf(event: LedgerEvent): Look {
  const usual = ofKind[event.kind] ?? (event.action === null ? null : ofAction[event.action]);
  const { icon, tone } = usual ?? { icon: Scale, tone: 'idle' as const };
  if (event.result === 'failed') return { icon, tone: 'danger' };
  if (event.result === 'refused' && event.kind !== 'observed') return { icon, tone: 'attention' };
  return { icon, tone };
}
