import { z } from 'zod';
import type { ArrType } from './common.ts';

/** What an Arr app on this computer has in its own settings. */
export interface LocalAppKey {
  apiKey: string;
  /** Null when its settings name no port. */
  url: string | null;
}

/** Which kind of path is looked for, and the path the search begins at; '' = wherever the computer begins. */
export const pathWish = z.strictObject({ kind: z.enum(['folder', 'file']), at: z.string().max(4096) });
export type PathWish = z.infer<typeof pathWish>;

/** What the panel can do in the desktop window and not in a browser; found as `window.qbitrrDesktop` (ui.md SF-1). */
export interface DesktopBridge {
  /** Opens the data folder in the file manager. Rejects when the sender is not the panel. */
  showDataFolder(): Promise<void>;
  /** Key and address out of the app's own settings on this computer; null when there are none. Rejects as above. */
  readAppKey(type: ArrType): Promise<LocalAppKey | null>;
  /** Lets the owner choose a folder or file of this computer (ui.md CF-2); null when nothing was chosen. Rejects as above. */
  pickPath(wish: PathWish): Promise<string | null>;
  /** Calls back with the route, e.g. `/logs`, that the tray wants shown. There is one listener, the newest. */
  onGoTo(listener: (route: string) => void): void;
}
