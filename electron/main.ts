import path from 'node:path';
import { BrowserWindow, app, dialog, ipcMain, powerMonitor, shell } from 'electron';
import { surviveClosedOutput } from '../server/closed-output.ts';
import { arrType, pathWish, type Clock } from '../server/contract/index.ts';
import { exitCode, parseFlags, usage } from '../server/options.ts';
import type { Flags } from '../server/options.ts';
import { createServer } from '../server/server.ts';
import type { RunningServer } from '../server/server.ts';
import { localAppKey } from './app-settings.ts';
import type { Computer } from './app-settings.ts';
import { createElectronChildHost } from './child-host.ts';
import { systemKeychain } from './keychain.ts';
import { pickPath } from './path-picker.ts';
import { settlePort } from './port-trouble.ts';
import { localQbits } from './qbit-settings.ts';
import { trayModel } from './tray-model.ts';
import type { TrayCommand } from './tray-model.ts';
import { TrayView } from './tray.ts';
import { PanelWindow } from './window.ts';

const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const root = app.getAppPath();
const icons = path.join(root, 'build/icons');
/** Quit waits this long for the managers (supervisor.md 4.2: 4 seconds where a session ends). */
const quitGraceSeconds = 8;
const trayEveryMs = 1_000;

/** The running desktop application: one server, one tray, at most one window. */
class Desktop {
  readonly #server: RunningServer;
  readonly #window: PanelWindow;
  readonly #tray: TrayView | null;
  #quitting = false;

  constructor(server: RunningServer) {
    this.#server = server;
    this.#window = new PanelWindow({
      panelUrl: () => server.panelUrl(),
      preload: path.join(root, 'dist/preload/preload.cjs'),
      icon: path.join(icons, 'icon.png'),
      sessionCookie: () => server.createSession(),
      report,
    });
    this.#tray = this.#createTray();
    ipcMain.handle('desktop:show-data-folder', (event) => {
      if (this.#window.owns(event.senderFrame)) return shell.openPath(server.dataDir);
      throw new Error('refused: not the panel');
    });
    ipcMain.handle('desktop:read-app-key', (event, type: unknown) => {
      if (!this.#window.owns(event.senderFrame)) throw new Error('refused: not the panel');
      return localAppKey(arrType.parse(type), thisComputer());
    });
    ipcMain.handle('desktop:pick-path', (event, wish: unknown) => {
      const window = this.#window.owns(event.senderFrame) ? BrowserWindow.fromWebContents(event.sender) : null;
      if (window === null) throw new Error('refused: not the panel');
      return pickPath(pathWish.parse(wish), (options) => dialog.showOpenDialog(window, options));
    });
    powerMonitor.on('resume', () => server.resumed());
    server.onAddress(() => void this.#window.follow().catch(report));
  }

  /** Test and tray see the same model. */
  model() {
    return trayModel(this.#server.rows(), this.#server.status());
  }

  async run(command: TrayCommand): Promise<void> {
    switch (command) {
      case 'open':
        return this.#window.open('/');
      case 'logs':
        return this.#window.open('/logs');
      case 'start-all':
        return this.#server.control.all('start');
      case 'stop-all':
        return this.#server.control.all('stop');
      case 'restart-all':
        return this.#server.control.rebuild();
      case 'quit':
        app.quit();
    }
  }

  /** Says that the port is taken, and does what the owner wants about it. */
  async settlePort(): Promise<void> {
    const answer = await settlePort({
      problem: () => this.#server.problem(),
      ask: (options) => {
        const above = this.#window.shown;
        return above === null ? dialog.showMessageBox(options) : dialog.showMessageBox(above, options);
      },
      retry: () => this.#server.listenAgain(),
    });
    if (answer === 'quit') app.quit();
    if (answer === 'port') await this.#window.open('/settings?find=WebUI.Port');
  }

  /** Closing the window ends nothing, unless there is no tray to come back from (ui.md TY-4). */
  windowsClosed(): void {
    if (!this.#tray) app.quit();
  }

  /** Ends the engine cleanly, then the application. */
  async quit(): Promise<void> {
    if (this.#quitting) return;
    this.#quitting = true;
    this.#window.close();
    await this.#server.stop(quitGraceSeconds);
    this.#tray?.destroy();
    app.exit(exitCode.ok);
  }

  #createTray(): TrayView | null {
    try {
      const view = new TrayView({ iconDir: icons, run: (command) => void this.run(command).catch(report) });
      const render = () => view.render(this.model());
      let planned: NodeJS.Timeout | null = null;
      this.#server.onChange(() => {
        planned ??= setTimeout(() => {
          planned = null;
          if (!this.#quitting) render();
        }, trayEveryMs);
      });
      render();
      return view;
    } catch (error) {
      report(error);
      return null;
    }
  }
}

/** Where programs of this computer keep their settings. */
function thisComputer(): Computer {
  const { platform, env } = process;
  return {
    platform,
    home: app.getPath('home'),
    programData: env['ProgramData'],
    appData: env['APPDATA'],
    configHome: env['XDG_CONFIG_HOME'],
  };
}

function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

async function start(flags: Flags): Promise<void> {
  let desktop: Desktop | null = null;
  const show = () => void desktop?.run('open').catch(report);
  app.on('activate', show);
  app.on('window-all-closed', () => desktop?.windowsClosed());
  await app.whenReady();
  const result = await createServer({
    flags,
    env: process.env,
    childHost: createElectronChildHost(path.join(root, 'dist/main/worker.js')),
    panelDir: path.join(root, 'dist/renderer'),
    version: app.getVersion(),
    clock,
    keychain: systemKeychain,
    localChannel: true,
    localQbits: () => localQbits(thisComputer()),
    onSecond: show,
  });
  if (!result.ok) {
    process.stderr.write(`${result.message}\n`);
    // A second start only wakes the first one; everything else has to be read by somebody.
    if (result.exitCode !== exitCode.alreadyRunning) dialog.showErrorBox('qBitrr Desktop cannot start', result.message);
    app.exit(result.exitCode === exitCode.alreadyRunning ? exitCode.ok : result.exitCode);
    return;
  }
  desktop = new Desktop(result.server);
  const running = desktop;
  Object.assign(app, { qbitrrDesktop: running });
  app.on('before-quit', (event) => {
    event.preventDefault();
    running.quit().catch((error: unknown) => {
      report(error);
      app.exit(exitCode.unexpected);
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  process.stdout.write(`qBitrr Desktop ${app.getVersion()} serves its panel at ${result.server.panelUrl()}\n`);
  await running.run('open');
  await running.settlePort();
}

/**
 * Arguments of ours. A development start names the application's folder, and all behind it is ours; a packaged program also
 * gets switches of Chromium, which are not ours to judge.
 */
function ownArguments(): string[] {
  const ours = [
    '--headless',
    '--demo',
    '--observe',
    '--data-dir',
    '--config',
    '--host',
    '--port',
    '--version',
    '--help',
  ];
  const folder = process.argv.findIndex((arg, at) => at > 0 && path.resolve(arg) === root);
  if (!app.isPackaged && folder > 0) return process.argv.slice(folder + 1);
  const args = process.argv.slice(1);
  return args.filter(
    (arg, at) => ours.includes(arg.split('=')[0] ?? '') || (!arg.startsWith('-') && ours.includes(args[at - 1] ?? '')),
  );
}

surviveClosedOutput();
const parsed = parseFlags(ownArguments());
if (!parsed.ok || parsed.flags.mode === 'help') {
  process.stdout.write(`${parsed.ok ? '' : `${parsed.error}\n\n`}${usage}`);
  app.exit(parsed.ok ? exitCode.ok : exitCode.unusable);
} else if (parsed.flags.mode === 'version') {
  process.stdout.write(`${app.getVersion()}\n`);
  app.exit(exitCode.ok);
} else {
  start(parsed.flags).catch((error: unknown) => {
    report(error);
    app.exit(exitCode.unexpected);
  });
}
