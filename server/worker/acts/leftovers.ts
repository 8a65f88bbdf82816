import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { ClientError } from '../../clients/http.ts';
import { isAbsolutePath, isWithin, localPath, placeKey } from '../../engine/torrents/paths.ts';
import type { FileRules } from '../../engine/torrents/files.ts';
import type { Grant } from '../desk.ts';
import type { Judged } from '../judging.ts';
import { planOf } from '../plans.ts';
import { RealPlaces, isAtOrBelow, placeOf } from './places.ts';
import { awaitedFeed, othersThan } from './shared-data.ts';
import { wantedFiles } from './inspections.ts';
import { patiently } from '../patient-disk.ts';
import type { ActTools } from './tools.ts';

/** Seconds before a cleanup that could not be made is tried again. */
const retryPause = 300;
const alwaysKept = new Set(['desktop.ini', '.ds_store']);

/**
 * A8, F30-F37 with FIX Q11: once the Arr's history confirms the import, files of a kind that is not allowed are deleted from this
 * torrent's own folder, then empty folders below it. Never a bare file, never a file the torrent still seeds, never what belongs to another
 * torrent.
 */
export async function cleanLeftovers(judged: readonly Judged[], tools: ActTools): Promise<void> {
  const { desk, memory } = tools;
  const places = new RealPlaces(tools.settings().pathMappings);
  for (const item of judged) {
    const { feed, facts, context } = item;
    const instance = feed.instance.name;
    try {
      const link = tools.arrs().get(context.rules.manager);
      if (awaitedFeed(tools) || !link?.isUp || !(await link.wasImported(facts.hash))) {
        desk.pause(instance, facts.hash, item.verdict.action, retryPause);
        continue;
      }
      const folder = await ownFolder(item, places, tools);
      const files = folder === null ? [] : await leftoversIn(folder, item);
      if (folder !== null && files.length > 0) {
        const values = { ...item.verdict.values, files: files.map((file) => path.basename(file)).join(', ') };
        const grant = await desk.announce(planOf(item, ['clean'], {}, { values }));
        if (!grant) continue;
        if (!(await cleaned(folder, files, grant, tools))) continue;
      }
      memory.set(instance, facts.hash, 'cleaned', Math.round(desk.now));
    } catch (error) {
      if (!(error instanceof ClientError) && !isFileError(error)) throw error;
      tools.log('WARNING', `${facts.name}: leftovers were not deleted. ${error.message}`);
      desk.pause(instance, facts.hash, item.verdict.action, retryPause);
    }
  }
}

/** Deletes them; what a disk does not let go stays and is tried again. */
async function cleaned(
  folder: string,
  files: readonly string[],
  grant: Grant,
  { desk, log }: ActTools,
): Promise<boolean> {
  try {
    for (const file of files) await rm(file, { force: true });
    await removeEmpty(folder);
  } catch (error) {
    if (!isFileError(error)) throw error;
    log('WARNING', `${grant.plan.name}: not all leftovers could be deleted. ${error.message}`);
    desk.finish(grant, false);
    desk.pause(grant.plan.instance, grant.plan.hash, grant.plan.action, retryPause);
    return false;
  }
  desk.stepDone(grant.intent, 'clean');
  desk.finish(grant, true, 0);
  return true;
}

/** The torrent's folder on this computer, null where it has none of its own. @throws ClientError */
async function ownFolder(item: Judged, places: RealPlaces, tools: ActTools): Promise<string | null> {
  const { facts } = item;
  const place = placeOf(facts);
  const isBelow = place !== null && isAbsolutePath(facts.savePath) && isAtOrBelow(place, facts.savePath);
  if (!isBelow || isAtOrBelow(facts.savePath, place) || place.split(/[\\/]/).includes('..')) return null;
  if (await isSharedFolder(item, places, tools)) return null;
  const here = localPath(place, tools.settings().pathMappings);
  // A link leads to a folder that somebody else made, the Arr's library for one.
  const found = await patiently(here, () => lstat(here)).catch(() => null);
  return found?.isDirectory() === true ? here : null;
}

/** Has any other torrent, on whichever qBittorrent, its files or its folder in there? @throws ClientError */
async function isSharedFolder(item: Judged, places: RealPlaces, tools: ActTools): Promise<boolean> {
  const here = await places.content(item.facts);
  if (here === null) return true;
  for (const { feed, facts } of othersThan(item, tools)) {
    const there = await places.content(facts);
    if (there === null ? feed === item.feed : isWithin(there, here)) return true;
    if (facts.savePath !== '' && (await places.folder(facts.savePath)) === here) return true;
    if (there === null || !isWithin(here, there)) continue;
    // Its folder is around ours: one without a folder of its own, or with ours in it.
    const files = await places.files(facts, await feed.client.files(facts.hash));
    if (files.some((file) => isWithin(file, here))) return true;
  }
  return false;
}

/** F35, F37: files of a kind that is not allowed and that the torrent does not seed. @throws ClientError and file errors */
async function leftoversIn(folder: string, { feed, facts, loop }: Judged): Promise<string[]> {
  const seeded = new Set(wantedFiles(await feed.client.files(facts.hash)).map(({ name }) => placeKey(name)));
  // It seeds something, so this is no answer.
  if (seeded.size === 0) return [];
  const root = placeKey(path.basename(folder));
  // How the folders above are spelled differs between qBittorrent and this computer, so only what is inside is compared.
  const isSeeded = (inside: string): boolean => seeded.has(inside) || seeded.has(`${root}/${inside}`);
  const found = await filesBelow(folder);
  return found.filter((file) => !isSeeded(placeKey(path.relative(folder, file))) && isLeftover(file, loop.files));
}

function isLeftover(file: string, rules: FileRules): boolean {
  const name = path.basename(file).toLowerCase();
  return !alwaysKept.has(name) && !name.endsWith('.parts') && !rules.isAllowed(name);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  // A link may lead out of the folder, so it is no file of ours.
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** F34: empty folders below, the innermost first; the folder itself stays. */
async function removeEmpty(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const below = path.join(folder, entry.name);
    await removeEmpty(below);
    if ((await readdir(below)).length === 0) await rmdir(below);
  }
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
