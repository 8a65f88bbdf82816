import { leadsHere, type PathClient, type PathFinding, type PathReport } from '../contract/index.ts';
import { isWithin, localPath, trimmed } from '../engine/torrents/paths.ts';
import type { PathFacts, QbitFacts, Sights } from './facts.ts';
import { judgeApp, say } from './judge-app.ts';

/**
 * Which path means which, whether hardlinks are possible, and what to change. Pure: the same facts and sights give the same report.
 */
export function judgePaths(facts: PathFacts, sights: Sights, checkedAt: number): PathReport {
  const { completedFolder } = facts;
  return {
    checkedAt,
    inContainer: facts.inContainer,
    completedFolder:
      completedFolder === '' ? null : { path: completedFolder, sight: sights.here(completedFolder).presence },
    findings: completedFindings(facts, sights),
    clients: facts.qbits.map((qbit) => judgeClient(qbit, facts, sights)),
    apps: facts.arrs.map((arr) => judgeApp(arr, facts, sights)),
  };
}

function completedFindings({ completedFolder, qbits, mappings }: PathFacts, sights: Sights): PathFinding[] {
  if (completedFolder === '') return [];
  const path = completedFolder;
  const { presence, silent, readable } = sights.here(path);
  if (silent) return [say('disk-silent', 'warning', { path })];
  if (!readable) return [say('not-readable', 'warning', { path })];
  if (presence === 'missing') return [say('completed-missing', 'warning', { path })];
  const saves = qbits.flatMap(({ answer }) =>
    answer.ok
      ? [answer.value.savePath, ...answer.value.categories.map((category) => category.savePath)]
          .filter((folder) => folder !== '')
          .map((folder) => trimmed(localPath(folder, mappings)))
      : [],
  );
  const [first] = saves;
  if (first === undefined || saves.some((folder) => isWithin(folder, path) || isWithin(path, folder))) return [];
  return [say('completed-elsewhere', 'warning', { path, saves: first })];
}

function judgeClient(qbit: QbitFacts, facts: PathFacts, sights: Sights): PathClient {
  const { instance, answer } = qbit;
  if (!answer.ok) return { instance, trouble: answer.trouble, folders: [], findings: [] };
  const { savePath, tempPath } = answer.value;
  const complete = localPath(savePath, facts.mappings);
  const incomplete = tempPath === null ? null : localPath(tempPath, facts.mappings);
  const row = (role: 'complete' | 'incomplete', name: string, local: string) => {
    const { presence, freeBytes } = sights.here(local);
    return { role, name: trimmed(name), here: { path: trimmed(local), sight: presence }, freeBytes };
  };
  return {
    instance,
    trouble: null,
    folders: [
      row('complete', savePath, complete),
      ...(tempPath === null || incomplete === null ? [] : [row('incomplete', tempPath, incomplete)]),
    ],
    findings: [
      ...hereFindings(qbit, { savePath, complete, inContainer: facts.inContainer }, sights),
      ...(incomplete === null ? [] : incompleteFindings(incomplete, complete, sights)),
    ],
  };
}

function hereFindings(
  { host, instance }: QbitFacts,
  { savePath, complete, inContainer }: { savePath: string; complete: string; inContainer: boolean },
  sights: Sights,
): PathFinding[] {
  const { presence, silent, readable, writable } = sights.here(complete);
  const local = trimmed(complete);
  if (silent) return [say('disk-silent', 'warning', { path: local })];
  if (!readable) return [say('not-readable', 'warning', { path: local })];
  if (presence === 'there') return writable ? [] : [say('not-writable', 'warning', { path: local })];
  if (presence === 'unknown') return [];
  const where = inContainer ? 'container' : leadsHere(host) ? 'here' : 'remote';
  return [say('not-here', 'warning', { path: trimmed(savePath), local, qbit: instance, where })];
}

/** A download that changes its disk when it is finished is copied. */
function incompleteFindings(incomplete: string, complete: string, sights: Sights): PathFinding[] {
  const [from, to] = [sights.here(incomplete).device, sights.here(complete).device];
  if (from === null || to === null || from === to) return [];
  return [say('incomplete-other-device', 'note', { incomplete: trimmed(incomplete), complete: trimmed(complete) })];
}
