import { access } from './access.ts';
import { activity } from './activity.ts';
import { common } from './common.ts';
import { folderFindings } from './folder-findings.ts';
import { folders } from './folders.ts';
import { logs } from './logs.ts';
import { overview } from './overview.ts';
import { processes } from './processes.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { torrents } from './torrents.ts';
import { welcome } from './welcome.ts';

/** One namespace per page; `useTranslation('<page>')` gives typed keys. */
export const catalogues = {
  access,
  folders,
  folderFindings,
  activity,
  common,
  shell,
  processes,
  logs,
  overview,
  torrents,
  settings,
  welcome,
  signIn,
};
