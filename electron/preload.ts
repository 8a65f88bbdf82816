import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from '../server/contract/desktop.ts';

const bridge: DesktopBridge = {
  showDataFolder: () => ipcRenderer.invoke('desktop:show-data-folder'),
  readAppKey: (type) => ipcRenderer.invoke('desktop:read-app-key', type),
  pickPath: (wish) => ipcRenderer.invoke('desktop:pick-path', wish),
};

contextBridge.exposeInMainWorld('qbitrrDesktop', bridge);
