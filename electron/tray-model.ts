import type { ProcessRow, StatusBody } from '../server/contract/index.ts';

/** What a tray entry does when chosen. */
export type TrayCommand = 'start-all' | 'stop-all' | 'restart-all' | 'open' | 'logs' | 'quit';

export type TrayItem =
  | { kind: 'separator' }
  | { kind: 'line'; label: string }
  | { kind: 'command'; label: string; command: TrayCommand; enabled: boolean };

/** Silhouette of the tray icon (ui.md 8). */
export type TrayIcon = 'running' | 'working' | 'attention' | 'failed' | 'stopped' | 'observing';

export interface TrayModel {
  readonly icon: TrayIcon;
  /** Under 128 characters (TY-2). */
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

const maxAttention = 3;
const maxTooltip = 127;

/** The whole tray as data: icon, tooltip and menu, from what the panel shows too (ui.md 8). */
export function trayModel(rows: readonly ProcessRow[], status: StatusBody): TrayModel {
  const alive = rows.filter((row) => row.alive).length;
  const icon = iconOf(rows, status);
  const state = stateLine(icon, alive, rows.length);
  const attention = status.attention
    .slice(0, maxAttention)
    .map((item): TrayItem => ({ kind: 'line', label: `! ${item.message}` }));
  const items: TrayItem[] = [
    { kind: 'line', label: state },
    ...attention,
    { kind: 'separator' },
    { kind: 'command', label: 'Open control panel', command: 'open', enabled: true },
    { kind: 'command', label: 'Open logs', command: 'logs', enabled: true },
    { kind: 'separator' },
    {
      kind: 'command',
      label: 'Start all',
      command: 'start-all',
      enabled: rows.some((row) => !row.alive && row.status !== 'starting'),
    },
    {
      kind: 'command',
      label: 'Stop all',
      command: 'stop-all',
      enabled: rows.some((row) => row.alive || row.status !== 'stopped'),
    },
    { kind: 'command', label: 'Restart all', command: 'restart-all', enabled: rows.length > 0 },
    { kind: 'separator' },
    { kind: 'command', label: 'Quit', command: 'quit', enabled: true },
  ];
  const tooltip = (status.attention[0]?.message ?? state).slice(0, maxTooltip);
  return { icon, tooltip, items };
}

function iconOf(rows: readonly ProcessRow[], status: StatusBody): TrayIcon {
  if (rows.some((row) => row.status === 'failed')) return 'failed';
  if (status.attention.length > 0) return 'attention';
  if (rows.some((row) => row.status === 'starting' || row.status === 'restarting')) return 'working';
  if (rows.length === 0 || rows.every((row) => !row.alive)) return 'stopped';
  return status.observeOnly ? 'observing' : 'running';
}

function stateLine(icon: TrayIcon, alive: number, total: number): string {
  if (total === 0) return 'Nothing to run yet';
  if (icon === 'stopped') return 'Stopped';
  const verb = icon === 'working' ? 'Starting' : icon === 'observing' ? 'Observing only' : 'Running';
  return `${verb}, ${alive} of ${total} ${total === 1 ? 'worker' : 'workers'}`;
}
