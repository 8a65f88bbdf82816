import { z } from 'zod';
import type { ArrType } from '../../contract/index.ts';
import { editToml } from '../document/edit.ts';
import { arrTypeOf, isQbitName } from '../sections.ts';
import { defaultSection } from '../template.ts';
import { getAt, isTree, withChange, type Tree } from '../tree.ts';
import { isFilled } from '../values/words.ts';
import { readDecluttarr } from './decluttarr-forms.ts';
import { applyJobs, knownJobs } from './decluttarr-jobs.ts';
import { refusal, type Current, type ImportRead, type Notes } from './types.ts';

const instance = z.looseObject({ base_url: z.string(), api_key: z.string().default('') });
const client = z.looseObject({
  base_url: z.string(),
  username: z.string().optional(),
  password: z.string().optional(),
  api_key: z.string().optional(),
  name: z.string().optional(),
});
const kinds: readonly ArrType[] = ['radarr', 'sonarr', 'lidarr', 'readarr'];

/** decluttarr, either form: its apps and its qBittorrent become sections, its jobs the rules that come nearest. */
export function importDecluttarr(text: string, current: Current): ImportRead {
  const read = readDecluttarr(text);
  if (!read.ok) return refusal(400, 'Invalid decluttarr configuration', read.problem);
  const notes: Notes = { understood: [], notUnderstood: [], attention: [] };
  const { general, jobs, instances, clients, rest } = read.config;
  const verify = general['ssl_verification'] !== false;
  const arrs = arrSections(instances, verify, notes);
  const qbits = qbitSections(clients, verify, notes);
  if (Object.keys(arrs).length + Object.keys(qbits).length === 0) {
    return refusal(400, 'Nothing to import', 'The file names no Radarr, Sonarr, Lidarr, Readarr or qBittorrent');
  }
  const ruled = Object.fromEntries(
    Object.entries(arrs).map(([name, table]) => [
      name,
      isTree(table) ? applyJobs(name, table, { jobs, general, notes }) : table,
    ]),
  );
  const kept = Object.fromEntries(Object.entries(current.tree).filter(([name, table]) => isInUse(name, table)));
  const settings =
    general['test_run'] === true ? withChange(kept, { path: ['Settings', 'ObserveOnly'], value: true }) : kept;
  const tree: Tree = { ...settings, ...renamedApart(settings, qbits), ...renamedApart(settings, ruled) };
  reportRest(general, jobs, rest, notes);
  if (!isFilled(getAt(tree, ['Settings', 'CompletedDownloadFolder']))) {
    const to = 'Settings.CompletedDownloadFolder';
    notes.attention.push({ from: 'download_clients', to, message: 'The folder of finished downloads has to be set' });
  }
  const edited = editToml(current.text, tree);
  if (!edited.ok) return refusal(400, 'This configuration cannot be taken over', edited.error);
  return { ok: true, text: edited.text, tree, ...notes };
}

/** Sections that were never filled in make way. */
function isInUse(name: string, table: unknown): boolean {
  if (!isTree(table)) return true;
  if (arrTypeOf(name) !== null) return isFilled(table['URI']);
  return !isQbitName(name) || isFilled(table['Host']);
}

function renamedApart(taken: Tree, sections: Tree): Tree {
  return Object.fromEntries(
    Object.entries(sections).map(([name, table]) => {
      const free = (attempt: number): string =>
        Object.hasOwn(taken, attempt === 1 ? name : `${name}-${attempt}`)
          ? free(attempt + 1)
          : attempt === 1
            ? name
            : `${name}-${attempt}`;
      return [free(1), table];
    }),
  );
}

function arrSections(instances: Tree, verify: boolean, notes: Notes): Tree {
  const sections: Tree = {};
  for (const [kind, list] of Object.entries(instances)) {
    const type = kinds.find((one) => one === kind.toLowerCase());
    const entries = z.array(instance).safeParse(Array.isArray(list) ? list : list === null ? [] : [list]);
    if (type === undefined) {
      notes.notUnderstood.push({
        from: `instances.${kind}`,
        to: null,
        message: 'Only Radarr, Sonarr, Lidarr and Readarr can be looked after',
      });
      continue;
    }
    if (!entries.success) {
      notes.notUnderstood.push({ from: `instances.${kind}`, to: null, message: 'An entry has no base_url' });
      continue;
    }
    for (const [index, { base_url: uri, api_key: key }] of entries.data.entries()) {
      const name = `${type.charAt(0).toUpperCase()}${type.slice(1)}${index === 0 ? '' : `-${index + 1}`}`;
      const from = `instances.${kind}[${index}]`;
      sections[name] = {
        ...defaultSection(name),
        URI: uri.replace(/\/+$/, ''),
        APIKey: secretOf(key, `${name}.APIKey`, notes),
        SkipTLSVerify: !verify,
        Category: `${type}${index === 0 ? '' : `-${index + 1}`}`,
      };
      notes.understood.push({ from, to: name, message: 'Address and key' });
      notes.attention.push({
        from,
        to: `${name}.Category`,
        message:
          'decluttarr works without categories. Set the one this app gives its downloads: the same as in its download client settings.',
      });
    }
  }
  return sections;
}

function qbitSections(clients: Tree, verify: boolean, notes: Notes): Tree {
  const sections: Tree = {};
  for (const [kind, list] of Object.entries(clients)) {
    const entries = z.array(client).safeParse(Array.isArray(list) ? list : list === null ? [] : [list]);
    if (kind !== 'qbittorrent' || !entries.success) {
      const message = kind === 'qbittorrent' ? 'An entry has no base_url' : 'Only qBittorrent can be worked with';
      notes.notUnderstood.push({ from: `download_clients.${kind}`, to: null, message });
      continue;
    }
    for (const [
      index,
      { base_url: address, username, password, api_key: key, name: label },
    ] of entries.data.entries()) {
      const url = URL.parse(address);
      const name = index === 0 ? 'qBit' : `qBit-${label ?? index + 1}`;
      const port = Number(url?.port) || (url?.protocol === 'https:' ? 443 : 80);
      const isPlain = url !== null && url.protocol === 'http:' && /^\/?$/.test(url.pathname);
      sections[name] = {
        Disabled: false,
        Host: isPlain ? url.hostname : address.replace(/\/+$/, ''),
        Port: port,
        UserName: username ?? '',
        ...(password === undefined ? {} : { Password: secretOf(password, `${name}.Password`, notes) }),
        ...(key === undefined ? {} : { ApiKey: secretOf(key, `${name}.ApiKey`, notes) }),
        SkipTLSVerify: !verify,
      };
      notes.understood.push({ from: `download_clients.${kind}[${index}]`, to: name, message: 'Address and sign-in' });
    }
  }
  return sections;
}

/** `$NAME` stands for a variable of the other program's container, whose value is not in the file. */
function secretOf(value: string, to: string, notes: Notes): string {
  if (!/^\$\{?\w+\}?$/.test(value)) return value;
  notes.attention.push({ from: value, to, message: 'The value is in a variable of the other program; enter it here' });
  return 'CHANGE_ME';
}

const generalNotes: Record<string, string> = {
  timer: 'Not needed: downloads are watched all the time. It was counted into the delay for stalled ones',
  request_timeout: 'Not needed: every call has a time limit',
  ignored_download_clients: 'Only qBittorrent is looked at, so other clients are left alone anyway',
  private_tracker_handling: 'Tracker rules and hit-and-run rules do this here; see [[qBit.Trackers]]',
  public_tracker_handling: 'Tracker rules do this here; see [[qBit.Trackers]]',
  obsolete_tag: 'Nothing is tagged instead of removed; ObserveOnly shows what would be removed',
  protected_tag: 'Give a torrent the tag qBitrr-ignored to have it left alone',
};

function reportRest(general: Tree, jobs: Tree, rest: readonly string[], notes: Notes): void {
  for (const key of Object.keys(general)) {
    if (key === 'test_run')
      notes.understood.push({
        from: 'general.test_run',
        to: 'Settings.ObserveOnly',
        message: 'Decide, change nothing',
      });
    else if (key === 'ssl_verification')
      notes.understood.push({ from: 'general.ssl_verification', to: 'SkipTLSVerify', message: 'In each section' });
    else if (key === 'log_level')
      notes.notUnderstood.push({ from: 'general.log_level', to: null, message: 'The level of this program stays' });
    else
      notes.notUnderstood.push({ from: `general.${key}`, to: null, message: generalNotes[key] ?? 'Has no equal here' });
  }
  for (const job of Object.keys(jobs).filter((name) => !knownJobs.has(name))) {
    notes.notUnderstood.push({ from: `jobs.${job}`, to: null, message: 'Has no equal here' });
  }
  for (const key of rest) notes.notUnderstood.push({ from: key, to: null, message: 'Has no equal here' });
}
