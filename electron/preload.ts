import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from './bridge.ts';

const bridge: DesktopBridge = {
  platform: process.platform,
  showDataFolder: () => ipcRenderer.invoke('desktop:show-data-folder'),
};

contextBridge.exposeInMainWorld('qbitrrDesktop', bridge);
