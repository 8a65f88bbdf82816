/** What the panel can do in the desktop window and not in a browser; found as `window.qbitrrDesktop` (ui.md SF-1). */
export interface DesktopBridge {
  /** Opens the data folder in the file manager. Rejects when the sender is not the panel. */
  showDataFolder(): Promise<void>;
}
