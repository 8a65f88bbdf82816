import { addTexts } from './i18n.ts';

/** Loads the texts of a page, apart from the first load of the panel (ui.md I1 "lazy catalogues", 16). */
export const pageTexts = {
  access: async () => addTexts('access', (await import('./access.ts')).access),
  activity: async () => addTexts('activity', (await import('./activity.ts')).activity),
  connections: async () => addTexts('connections', (await import('./connections.ts')).connections),
  folderFindings: async () => addTexts('folderFindings', (await import('./folder-findings.ts')).folderFindings),
  folders: async () => addTexts('folders', (await import('./folders.ts')).folders),
  imports: async () => addTexts('imports', (await import('./imports.ts')).imports),
  logs: async () => addTexts('logs', (await import('./logs.ts')).logs),
  overview: async () => addTexts('overview', (await import('./overview.ts')).overview),
  processes: async () => addTexts('processes', (await import('./processes.ts')).processes),
  setUp: async () => addTexts('setUp', (await import('./set-up.ts')).setUp),
  settings: async () => addTexts('settings', (await import('./settings.ts')).settings),
  signIn: async () => addTexts('signIn', (await import('./signIn.ts')).signIn),
  torrents: async () => addTexts('torrents', (await import('./torrents.ts')).torrents),
  welcome: async () => addTexts('welcome', (await import('./welcome.ts')).welcome),
};
export type PageTexts = keyof typeof pageTexts;

/** A page with the texts it speaks; both are on their way at once. */
export async function withTexts<Page>(page: Promise<Page>, ...names: readonly PageTexts[]): Promise<Page> {
  const [loaded] = await Promise.all([page, ...names.map((name) => pageTexts[name]())]);
  return loaded;
}
