import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ClientError } from '../../clients/http.ts';
import { isSamePath, isWithin, localPath, pathKey } from '../../engine/torrents/paths.ts';
import type { FileRules } from '../../engine/torrents/files.ts';
import type { Judged } from '../judging.ts';
import { planOf } from '../plans.ts';
import { hasNoFiles, placeOf } from './places.ts';
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
  for (const item of judged) {
    const { feed, facts, context } = item;
    const instance = feed.instance.name;
    try {
      const link = tools.arrs().get(context.rules.manager);
      if (!link?.isUp || !(await link.wasImported(facts.hash))) {
        desk.pause(instance, facts.hash, item.verdict.action, retryPause);
        continue;
      }
      const folder = await ownFolder(item, tools);
      const files = folder === null ? [] : await leftoversIn(folder, item, tools);
      if (folder !== null && files.length > 0) {
        const values = { ...item.verdict.values, files: files.map((file) => path.basename(file)).join(', ') };
        const grant = await desk.announce(planOf(item, ['clean'], {}, { values }));
        if (!grant) continue;
        for (const file of files) await rm(file, { force: true });
        await removeEmpty(folder);
        desk.stepDone(grant.intent, 'clean');
        desk.finish(grant, true, 0);
      }
      memory.set(instance, facts.hash, 'cleaned', Math.round(desk.now));
    } catch (error) {
      if (!(error instanceof ClientError) && !isFileError(error)) throw error;
      tools.log('WARNING', `${facts.name}: leftovers were not deleted. ${error.message}`);
      desk.pause(instance, facts.hash, item.verdict.action, retryPause);
    }
  }
}

/** The torrent's folder on this computer, null where it has none of its own. */
async function ownFolder({ feed, facts }: Judged, tools: ActTools): Promise<string | null> {
  const place = placeOf(facts);
  if (place === null) return null;
  const shared = [...feed.torrents().values()].some((other) => {
    if (other.hash === facts.hash || hasNoFiles(other)) return false;
    const there = placeOf(other);
    return there === null || isWithin(there, place) || isSamePath(other.savePath, place);
  });
  if (shared || isSamePath(facts.savePath, place)) return null;
  const here = localPath(place, tools.settings().pathMappings);
  const found = await patiently(here, () => stat(here)).catch(() => null);
  return found?.isDirectory() === true ? here : null;
}

/** F35, F37: files of a kind that is not allowed and that the torrent does not seed. @throws ClientError and file errors */
async function leftoversIn(folder: string, { feed, facts, loop }: Judged, tools: ActTools): Promise<string[]> {
  const { pathMappings } = tools.settings();
  const seeded = new Set(
    wantedFiles(await feed.client.files(facts.hash)).map((file) =>
      pathKey(localPath(path.posix.join(facts.savePath, file.name), pathMappings)),
    ),
  );
  const found = await filesBelow(folder);
  return found.filter((file) => !seeded.has(pathKey(file)) && isLeftover(file, loop.files));
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
