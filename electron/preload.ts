import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from '../server/contract/desktop.ts';

const bridge: DesktopBridge = {
  showDataFolder: () => ipcRenderer.invoke('desktop:show-data-folder'),
};

contextBridge.exposeInMainWorld('qbitrrDesktop', bridge);
