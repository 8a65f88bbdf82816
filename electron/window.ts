import { BrowserWindow, shell } from 'electron';
import type { WebFrameMain } from 'electron';

/** What the window needs to know about the server it shows. */
export interface WindowTarget {
  /** Origin and path prefix of the panel, e.g. `http://127.0.0.1:6969/ui`. */
  panelUrl(): string;
  readonly preload: string;
  readonly icon: string;
  /** Session cookie for the panel: the window signs itself in (ui.md AU-2). */
  sessionCookie(): { name: string; value: string };
}

/** The one window. It is made when wanted and destroyed when closed; the engine does not notice (design.md 6). */
export class PanelWindow {
  readonly #target: WindowTarget;
  #window: BrowserWindow | null = null;

  constructor(target: WindowTarget) {
    this.#target = target;
  }

  /** Is this the panel's own top frame? Messages of any other sender are refused. */
  owns(frame: WebFrameMain | null): boolean {
    return this.#window !== null && frame === this.#window.webContents.mainFrame;
  }

  /** Shows the panel at a route such as `/logs`, making the window when there is none. */
  async open(route: string): Promise<void> {
    const url = `${this.#target.panelUrl()}${route}`;
    if (this.#window) {
      if (route !== '/') await this.#window.loadURL(url);
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
      return;
    }
    const window = new BrowserWindow({
      width: 1240,
      height: 820,
      minWidth: 420,
      minHeight: 560,
      title: 'qBitrr Desktop',
      icon: this.#target.icon,
      backgroundColor: '#0d1216',
      autoHideMenuBar: true,
      webPreferences: {
        preload: this.#target.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
      },
    });
    this.#window = window;
    window.on('closed', () => {
      this.#window = null;
    });
    this.#keepInside(window);
    await this.#enter(window, url);
  }

  /** The server listens elsewhere now: what is shown is shown from there. */
  async follow(): Promise<void> {
    const window = this.#window;
    if (!window) return;
    const shown = new URL(window.webContents.getURL());
    const { origin } = new URL(this.#target.panelUrl());
    if (shown.origin !== origin) await this.#enter(window, `${origin}${shown.pathname}${shown.search}${shown.hash}`);
  }

  /** The window, for a dialog to stand above; null while there is none. */
  get shown(): BrowserWindow | null {
    return this.#window;
  }

  close(): void {
    this.#window?.destroy();
    this.#window = null;
  }

  /** Signs the window in at the server it is about to show. */
  async #enter(window: BrowserWindow, url: string): Promise<void> {
    const { name, value } = this.#target.sessionCookie();
    const { origin } = new URL(url);
    await window.webContents.session.cookies.set({ url: origin, name, value, httpOnly: true, sameSite: 'lax' });
    await window.loadURL(url);
  }

  /** No navigation away from the panel, no second window, nothing embedded; web links go to the browser (ui.md WN-8). */
  #keepInside(window: BrowserWindow): void {
    const isOurs = (url: string): boolean =>
      URL.canParse(url) && new URL(url).origin === new URL(this.#target.panelUrl()).origin;
    const stay = (event: { preventDefault(): void }, url: string): void => {
      if (!isOurs(url)) event.preventDefault();
    };
    const { webContents } = window;
    webContents.on('will-navigate', stay);
    webContents.on('will-redirect', stay);
    webContents.on('will-frame-navigate', (event) => stay(event, event.url));
    webContents.on('will-attach-webview', (event) => event.preventDefault());
    webContents.setWindowOpenHandler(({ url }) => {
      const protocol = URL.canParse(url) ? new URL(url).protocol : '';
      if ((protocol === 'https:' || protocol === 'http:') && !isOurs(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
    const allowed = (permission: string, asking: string): boolean =>
      permission === 'clipboard-sanitized-write' && isOurs(asking);
    webContents.session.setPermissionRequestHandler((contents, permission, answer) =>
      answer(allowed(permission, contents.getURL())),
    );
    webContents.session.setPermissionCheckHandler((_contents, permission, asking) => allowed(permission, asking));
  }
}
