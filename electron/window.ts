import { BrowserWindow, dialog, shell } from 'electron';
import type { MessageBoxOptions, WebFrameMain } from 'electron';
import { strandedPage } from './stranded-page.ts';

/** What the window needs to know about the server it shows. */
export interface WindowTarget {
  /** Origin and path prefix of the panel, e.g. `http://127.0.0.1:6969/ui`. */
  panelUrl(): string;
  readonly preload: string;
  readonly icon: string;
  /** Session cookie for the panel: the window signs itself in (ui.md AU-2). */
  sessionCookie(): { name: string; value: string };
  /** Told of what went wrong with the window alone. */
  report(trouble: string): void;
}

const close = 1;
const unsaved: MessageBoxOptions = {
  type: 'question',
  message: 'Settings holds changes that are not saved',
  detail: 'They are lost with the window. The engine runs on either way.',
  buttons: ['Keep it open', 'Close'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
};

/** Chromium's number for a load that another one, or the reader, put an end to. */
const aborted = -3;

/** The one window. It is made when wanted and destroyed when closed; the engine does not notice (design.md 6). */
export class PanelWindow {
  readonly #target: WindowTarget;
  #window: BrowserWindow | null = null;

  constructor(target: WindowTarget) {
    this.#target = target;
  }

  /** Is this the panel's own top frame? Messages of any other sender are refused. */
  owns(frame: Pick<WebFrameMain, 'url'> | null): boolean {
    return frame !== null && frame === this.#window?.webContents.mainFrame && this.#isOurs(frame.url);
  }

  /** Shows the panel at a route such as `/logs`, making the window when there is none. */
  async open(route: string): Promise<void> {
    const url = `${this.#target.panelUrl()}${route}`;
    const window = this.#window;
    if (window === null) return this.#enter(this.#create(), url);
    if (!this.#showsPanel(window) || window.webContents.isLoading()) await this.#enter(window, url);
    // The panel goes there by itself: to load it anew would cost what was typed and not saved.
    else if (route !== '/') window.webContents.send('desktop:go-to', route);
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** The server listens elsewhere now: what is shown is shown from there. */
  async follow(): Promise<void> {
    const window = this.#window;
    if (window !== null && !this.#showsPanel(window)) await this.#enter(window, this.#here(window));
  }

  /** The window, for a dialog to stand above; null while there is none. */
  get shown(): BrowserWindow | null {
    return this.#window;
  }

  close(): void {
    this.#window?.destroy();
    this.#window = null;
  }

  #create(): BrowserWindow {
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
    this.#outliveFailures(window);
    this.#askBeforeClosing(window);
    return window;
  }

  /** Address of what is shown, where the panel is now. */
  #here(window: BrowserWindow): string {
    const url = new URL(this.#target.panelUrl());
    const shown = parsed(window.webContents.getURL());
    if (shown?.protocol === url.protocol)
      Object.assign(url, { pathname: shown.pathname, search: shown.search, hash: shown.hash });
    return url.href;
  }

  /** Signs the window in at the server it is about to show. */
  async #enter(window: BrowserWindow, url: string): Promise<void> {
    const { name, value } = this.#target.sessionCookie();
    const { origin } = new URL(url);
    await window.webContents.session.cookies.set({ url: origin, name, value, httpOnly: true, sameSite: 'lax' });
    if (!window.isDestroyed()) await load(window, url);
  }

  #isOurs(url: string): boolean {
    return parsed(url)?.origin === new URL(this.#target.panelUrl()).origin;
  }

  #showsPanel(window: BrowserWindow): boolean {
    return this.#isOurs(window.webContents.getURL());
  }

  /** No navigation away from the panel, no second window, nothing embedded; web links go to the browser (ui.md WN-8). */
  #keepInside(window: BrowserWindow): void {
    const stay = (event: { preventDefault(): void }, url: string): void => {
      if (!this.#isOurs(url)) event.preventDefault();
    };
    const { webContents } = window;
    webContents.on('will-navigate', stay);
    webContents.on('will-redirect', stay);
    webContents.on('will-frame-navigate', (event) => stay(event, event.url));
    webContents.on('will-attach-webview', (event) => event.preventDefault());
    webContents.setWindowOpenHandler(({ url }) => {
      const protocol = parsed(url)?.protocol;
      if ((protocol === 'https:' || protocol === 'http:') && !this.#isOurs(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
    const allowed = (permission: string, asking: string): boolean =>
      permission === 'clipboard-sanitized-write' && this.#isOurs(asking);
    webContents.session.setPermissionRequestHandler((contents, permission, answer) =>
      answer(allowed(permission, contents.getURL())),
    );
    webContents.session.setPermissionCheckHandler((_contents, permission, asking) => allowed(permission, asking));
  }

  /** What befalls the page befalls the page alone, and there is a way back from it (ui.md WN-7). */
  #outliveFailures(window: BrowserWindow): void {
    const { webContents } = window;
    const strand = (title: string, cause: string): void => {
      this.#target.report(`${title}: ${cause}`);
      if (!window.isDestroyed()) void load(window, strandedPage({ title, cause, panelUrl: this.#target.panelUrl() }));
    };
    webContents.on('render-process-gone', (_, { reason }) => {
      if (reason !== 'clean-exit') strand('The panel stopped working', reason);
    });
    webContents.on('did-fail-load', (_, code, cause, url, isMainFrame) => {
      if (isMainFrame && code !== aborted && parsed(url)?.protocol !== 'data:')
        strand('The panel could not be loaded', cause);
    });
  }

  /**
   * A browser asks by itself before what was typed is lost; Electron would stay without a word, and the window could not be closed
   * (ui.md CF-12). It stays first and closes after all when the owner says so: to wait for the answer on the spot would hold up the
   * engine. A reload keeps the draft and need not ask.
   */
  #askBeforeClosing(window: BrowserWindow): void {
    let isClosing = false;
    let isAsking = false;
    const ask = async (): Promise<void> => {
      const { response } = await dialog.showMessageBox(window, unsaved);
      if (response === close && !window.isDestroyed()) window.destroy();
    };
    window.on('close', () => {
      isClosing = true;
    });
    window.webContents.on('will-prevent-unload', (event) => {
      if (!isClosing) return event.preventDefault();
      isClosing = false;
      if (isAsking) return;
      isAsking = true;
      void ask().finally(() => {
        isAsking = false;
      });
    });
  }
}

const parsed = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);

/** Loads a page. A load that fails is told by `did-fail-load`, and one that was cut short concerns nobody. */
async function load(window: BrowserWindow, url: string): Promise<void> {
  await window.loadURL(url).catch(() => undefined);
}
