import type { ElectronApplication } from '@playwright/test';
import { inMain } from './launch.ts';

/** Lets the reader of the dialog of the operating system choose this path, whenever it opens. */
export const choose = (app: ElectronApplication, file: string): Promise<void> =>
  inMain(
    app,
    ({ dialog }, answer) => {
      Reflect.set(dialog, 'showOpenDialog', async (...asked: unknown[]) => {
        Reflect.set(dialog, 'asked', asked.at(-1));
        return { canceled: false, filePaths: [answer] };
      });
    },
    file,
  );

/** Presses this button of every message box, counted from 0, and forgets what was asked before. */
export const press = (app: ElectronApplication, button: number): Promise<void> =>
  inMain(
    app,
    ({ dialog }, response) => {
      Reflect.deleteProperty(dialog, 'asked');
      Reflect.set(dialog, 'showMessageBox', async (...asked: unknown[]) => {
        Reflect.set(dialog, 'asked', asked.at(-1));
        return { response };
      });
    },
    button,
  );

/** What the last dialog was given to ask, undefined before the first one. */
export async function lastAsked(app: ElectronApplication): Promise<unknown> {
  const told = await inMain(app, ({ dialog }) => JSON.stringify(Reflect.get(dialog, 'asked')));
  return told === undefined ? undefined : JSON.parse(told);
}
