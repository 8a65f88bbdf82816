import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { desktopBridge } from '../data/desktop.ts';

/** Goes where the tray of the desktop application leads (ui.md 8). */
export function useDesktopRoutes(): void {
  const navigate = useNavigate();
  useEffect(() => desktopBridge()?.onGoTo((route) => void navigate(route)), [navigate]);
}
