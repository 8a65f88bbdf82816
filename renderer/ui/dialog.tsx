import { useState } from 'react';
import { later } from './later.tsx';

const DialogBox = later(async () => ({ default: (await import('./dialog-box.tsx')).DialogBox }));
const ConfirmDialogBox = later(async () => ({ default: (await import('./dialog-box.tsx')).ConfirmDialogBox }));
const SidePanelBox = later(async () => ({ default: (await import('./dialog-box.tsx')).SidePanelBox }));

/** Was it open at any time? One that never was costs nothing; one that was goes on, to fade away and to give the focus back. */
function useOpened(open: boolean): boolean {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened;
}

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: React.ReactNode;
  children?: React.ReactNode;
  /** Buttons, right aligned; the last one is the main one. */
  footer?: React.ReactNode;
  size?: 'sm' | 'md' | 'lg';
}

/** A dialog over the page: traps focus, returns it, closes with Esc. A click outside closes nothing (ui.md 19.3). */
export function Dialog(props: DialogProps) {
  return useOpened(props.open) && <DialogBox of={props} />;
}

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question that names the consequence: "Restart 10 loops?" */
  title: string;
  body: React.ReactNode;
  /** What is affected, e.g. a list of names. */
  children?: React.ReactNode;
  /** The verb, never "OK". */
  confirmLabel: string;
  tone?: 'plain' | 'danger';
  busy?: boolean;
  onConfirm: () => void;
}

/** Asks before something with consequences. The safe button has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return useOpened(props.open) && <ConfirmDialogBox of={props} />;
}

export interface SidePanelProps {
  open: boolean;
  onClose: () => void;
  title: React.ReactNode;
  /** Buttons beside the title. */
  actions?: React.ReactNode;
  children: React.ReactNode;
}

/** Detail beside the list: from the right on wide windows, full screen on phones (ui.md 14). */
export function SidePanel(props: SidePanelProps) {
  return useOpened(props.open) && <SidePanelBox of={props} />;
}
