import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from '../server/contract/desktop.ts';

const bridge: DesktopBridge = {
  showDataFolder: () => ipcRenderer.invoke('desktop:show-data-folder'),
  readAppKey: (type) => ipcRenderer.invoke('desktop:read-app-key', type),
  pickPath: (wish) => ipcRenderer.invoke('desktop:pick-path', wish),
  onGoTo: (listener) => {
    ipcRenderer.removeAllListeners('desktop:go-to').on('desktop:go-to', (_, route: string) => listener(route));
  },
};

contextBridge.exposeInMainWorld('qbitrrDesktop', bridge);
