import path from 'node:path';
import { Menu, Tray, nativeImage } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { TrayCommand, TrayItem, TrayModel } from './tray-model.ts';

/** The tray icon; shows a model and tells which command was chosen. Rebuilds only what differs (ui.md TY-5). */
export class TrayView {
  readonly #tray: Tray;
  readonly #iconDir: string;
  readonly #run: (command: TrayCommand) => void;
  #shown: TrayModel | null = null;

  /** @throws where the platform has no tray at all. */
  constructor(options: { iconDir: string; run: (command: TrayCommand) => void }) {
    this.#iconDir = options.iconDir;
    this.#run = options.run;
    this.#tray = new Tray(this.#image('working'));
    if (process.platform === 'win32') this.#tray.on('click', () => this.#run('open'));
  }

  render(model: TrayModel): void {
    const before = this.#shown;
    this.#shown = model;
    if (before?.icon !== model.icon) this.#tray.setImage(this.#image(model.icon));
    if (before?.tooltip !== model.tooltip) this.#tray.setToolTip(model.tooltip);
    if (JSON.stringify(before?.items) === JSON.stringify(model.items)) return;
    this.#tray.setContextMenu(Menu.buildFromTemplate(model.items.map((item) => this.#entry(item))));
  }

  destroy(): void {
    this.#tray.destroy();
  }

  #entry(item: TrayItem): MenuItemConstructorOptions {
    if (item.kind === 'separator') return { type: 'separator' };
    if (item.kind === 'line') return { label: item.label, enabled: false };
    return { label: item.label, enabled: item.enabled, click: () => this.#run(item.command) };
  }

  #image(icon: TrayModel['icon']): Electron.NativeImage {
    const suffix = process.platform === 'darwin' ? 'Template' : '';
    return nativeImage.createFromPath(path.join(this.#iconDir, `tray-${icon}${suffix}.png`));
  }
}
