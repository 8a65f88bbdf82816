import { access } from './access.ts';
import { activity } from './activity.ts';
import { common } from './common.ts';
import { connections } from './connections.ts';
import { folderFindings } from './folder-findings.ts';
import { folders } from './folders.ts';
import { imports } from './imports.ts';
import { logs } from './logs.ts';
import { overview } from './overview.ts';
import { processes } from './processes.ts';
import { setUp } from './set-up.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { torrents } from './torrents.ts';
import { welcome } from './welcome.ts';

/**
 * All texts, one namespace per page; `useTranslation('<page>')` gives typed keys. The panel takes only the type from here: what a page
 * needs is loaded with it (`pages.ts`).
 */
export const catalogues = {
  access,
  folders,
  folderFindings,
  activity,
  common,
  connections,
  imports,
  shell,
  processes,
  logs,
  overview,
  torrents,
  settings,
  setUp,
  welcome,
  signIn,
};
