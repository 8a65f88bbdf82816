/** What the panel can do in the desktop window and not in a browser; found as `window.qbitrrDesktop` (ui.md SF-1). */
export interface DesktopBridge {
  readonly platform: string;
  showDataFolder(): Promise<void>;
}
