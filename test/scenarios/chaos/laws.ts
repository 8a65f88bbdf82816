import type { ClientRequest } from '../../../server/clients/http.ts';
import type { Intent } from '../../../server/contract/index.ts';
import type { FakeQbittorrent, FakeTorrent } from '../../../server/sandbox/qbittorrent/index.ts';
import { IGN } from '../names.ts';
import type { World } from '../world.ts';

/** Seconds of the stall delay, ratio and seconds of the seeding limits the worlds are made with. */
export const limits = { stall: 900, eta: 3600, ratio: 2, seeding: 5 * 86_400, owedRatio: 1, owedHost: 'hnr.org' };

const asked = new Set(['stalledDL', 'metaDL', 'forcedMetaDL', 'downloading']);
const complete = new Set(['uploading', 'stalledUP', 'queuedUP', 'stoppedUP']);

/**
 * What holds whatever happens, looked at when a call is about to have its effect, on the true facts of that moment (design.md 5). Each broken
 * law becomes a line.
 */
export class Laws {
  readonly broken: string[] = [];
  readonly #world: World;
  /** Announced removals by id, with their monotonic milliseconds. */
  readonly #removals = new Map<string, number>();
  /** Downloads whose bad queue entry we had deleted: a second qBittorrent that has it removes it as well. */
  readonly #blocklisted = new Set<string>();
  /** Scans that may come beside the first, by hash. */
  readonly allowedScans = new Map<string, number>();
  /** Instances that did not answer for a while: what they have may not have been seen by a manager that was started since. */
  readonly unseen = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The budget was released by a change of it. */
  releaseBudget(): void {
    this.#removals.clear();
  }

  watch(call: ClientRequest): void {
    const url = new URL(call.url);
    if ((call.method ?? 'GET') === 'GET' || url.pathname.endsWith('/auth/login')) return;
    if (this.#world.settings.observeOnly) this.#says(`observe-only, but ${call.method} ${url.pathname} was sent`);
    const found = [...this.#world.qbits].find(([, fake]) => String(fake.port) === url.port);
    const form = new URLSearchParams(call.body ?? '');
    if (found && url.pathname.endsWith('/torrents/delete')) {
      const hashes = (form.get('hashes') ?? '').split('|');
      for (const hash of hashes) this.#removal(found[0], found[1], hash, hashes, form.get('deleteFiles') === 'true');
    }
    if (!found && call.method === 'DELETE') this.#queueDelete(url);
    if (!found && url.pathname.endsWith('/command')) this.#command(call.body ?? '');
  }

  #removal(on: string, fake: FakeQbittorrent, hash: string, together: string[], deleteFiles: boolean): void {
    const torrent = fake.state.torrent(hash);
    if (!torrent) return;
    const what = `${on}/${hash.slice(0, 2)} ${torrent.state}`;
    const intent = this.#world
      .openIntents()
      .find((open) => open.instance === on && open.hash === hash && open.action.startsWith('remove'));
    if (!intent) return this.#says(`${what} is removed without an announced intent`);
    const told = this.#world.host.events({ kinds: ['intent'], hash }).some(({ at }) => at >= intent.at - 1);
    if (!told) this.#says(`${what} is removed before its reason was in the ledger`);
    if (deleteFiles !== (intent.action === 'remove')) this.#says(`${what}: not the removal that was announced`);
    const wished = intent.decision === 'failed_category';
    if (torrent.tags.includes(IGN) && !wished) this.#says(`${what} is kept by its owner, and removed`);
    const known = intent.decision === 'import_blocked' && this.#blocklisted.has(hash);
    if (!known && !isTrue(intent, torrent, this.#world, deleteFiles))
      this.#says(`${what} is removed as ${intent.decision}, which is not true: ${JSON.stringify(torrent)}`);
    if (!wished && this.#isMassTrouble(on, fake)) this.#says(`${what} is removed while all torrents lost their files`);
    if (!wished && !intent.asked && owes(torrent) && !['missing_files', 'import_blocked'].includes(intent.decision))
      this.#says(`${what} is removed although hit-and-run demands more`);
    if (deleteFiles) this.#sharing(what, on, torrent, together);
    this.#count(what, intent.id);
  }

  #count(what: string, id: string): void {
    const max = this.#world.settings.maxRemovalsPerHour;
    this.#removals.set(id, this.#world.mono);
    const within = [...this.#removals.values()].filter((at) => at > this.#world.mono - 3_600_000);
    if (max > 0 && within.length > max) this.#says(`${what}: more than ${max} removals within an hour`);
  }

  #sharing(what: string, on: string, torrent: FakeTorrent, together: readonly string[]): void {
    const own = torrent.files.map(({ name }) => `${torrent.savePath}/${name}`);
    for (const [other, fake] of this.#world.qbits) {
      for (const candidate of fake.state.torrents()) {
        const goes = candidate.hash === torrent.hash || (other === on && together.includes(candidate.hash));
        if (goes || (other !== on && this.unseen.has(other))) continue;
        const has = candidate.files.some(
          ({ name, priority }) => priority > 0 && own.includes(`${candidate.savePath}/${name}`),
        );
        if (has) this.#says(`${what} takes files of ${other}/${candidate.hash.slice(0, 2)} along`);
      }
    }
  }

  #isMassTrouble(on: string, fake: FakeQbittorrent): boolean {
    const all = fake.state.torrents().filter(({ category }) => category !== 'other');
    // As far as every manager has told of its own: one after the other they see a disk go.
    const isKnown = ({ hash }: FakeTorrent): boolean =>
      this.#world.host.store.torrents.row(on, hash)?.state === 'missingFiles';
    return all.length >= 3 && all.every((torrent) => torrent.state === 'missingFiles' && isKnown(torrent));
  }

  #queueDelete(url: URL): void {
    const id = Number(url.pathname.split('/').at(-1));
    const entry = this.#world.arr.state.queue.find((candidate) => candidate.id === id);
    if (!entry) return;
    const hash = entry.download.downloadId.toLowerCase();
    this.#blocklisted.add(hash);
    const intent = this.#world.openIntents().find((open) => open.hash === hash && open.steps.includes('queue-delete'));
    if (!intent) return this.#says(`queue entry ${id} is blocklisted without an announced intent`);
    const isThere = this.#world.qbit(intent.instance).state.torrent(hash) !== undefined;
    const mayRemove = url.searchParams.get('removeFromClient') === 'true';
    if (mayRemove && isThere) this.#says(`the Arr may remove ${hash.slice(0, 2)}, which we did not remove`);
  }

  #command(body: string): void {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('downloadClientId' in parsed)) return;
    const hash = String(parsed.downloadClientId).toLowerCase();
    const torrents = [...this.#world.qbits.values()].flatMap((fake) => fake.state.torrent(hash) ?? []);
    if (torrents.length > 0 && torrents.every(({ progress }) => progress < 1))
      this.#says(`${hash.slice(0, 2)} is handed over before it is complete`);
  }

  /** After the last pass. */
  atTheEnd(): void {
    for (const [hash, count] of this.#scans()) {
      const most = this.#world.qbits.size + (this.allowedScans.get(hash) ?? 0);
      if (count > most) this.#says(`${hash.slice(0, 2)} was handed over ${count} times, ${most} at most`);
    }
    // Observe-only holds back what was begun before it was switched on.
    const open = this.#world.settings.observeOnly ? [] : this.#world.openIntents();
    for (const intent of open)
      this.#says(`${intent.action} of ${intent.hash.slice(0, 2)} never ended: done ${intent.done.join()}`);
    for (const { message, kind } of this.#world.host.events())
      if (message.trim() === '' || /undefined|NaN|\[object|\bnull\b|Infinity/.test(message))
        this.#says(`${kind} is told as "${message}"`);
    this.broken.push(...this.#world.violations());
  }

  /** How often the Arr took the scan of a download, by hash. */
  #scans(): Map<string, number> {
    const scans = new Map<string, number>();
    for (const { method, path, body, status } of this.#world.arr.requests) {
      if (method !== 'POST' || path !== '/command' || status === null || status >= 400) continue;
      if (typeof body !== 'object' || body === null || !('downloadClientId' in body)) continue;
      const hash = String(body.downloadClientId).toLowerCase();
      scans.set(hash, (scans.get(hash) ?? 0) + 1);
    }
    return scans;
  }

  #says(line: string): void {
    this.broken.push(line);
  }
}

function owes({ trackers, uploaded, downloaded, progress }: FakeTorrent): boolean {
  const ratio = downloaded > 0 ? uploaded / downloaded : 0;
  return progress >= 0.1 && trackers.some(({ url }) => url.includes(limits.owedHost)) && ratio < limits.owedRatio;
}

/** Does what the intent says hold for the torrent? */
function isTrue({ decision, values }: Intent, torrent: FakeTorrent, world: World, deleteFiles: boolean): boolean {
  const quiet = world.now / 1000 - torrent.lastActivity;
  const ratio = torrent.downloaded > 0 ? torrent.uploaded / torrent.downloaded : 0;
  switch (decision) {
    case 'failed_category':
      return torrent.category === 'failed';
    case 'stalled':
      return asked.has(torrent.state) && quiet >= limits.stall;
    case 'metadata_stuck':
      return torrent.state.toLowerCase().includes('metadl') && world.now / 1000 - torrent.addedOn >= limits.stall;
    case 'unavailable':
      return torrent.state === 'downloading' && torrent.availability < 1 && quiet >= limits.stall;
    case 'too_slow':
      return (torrent.eta ?? 0) > limits.eta;
    case 'seed_goal':
      return (
        torrent.progress === 1 &&
        complete.has(torrent.state) &&
        (ratio >= limits.ratio || torrent.seedingTime >= limits.seeding || torrent.state === 'stalledUP')
      );
    case 'missing_files':
      return torrent.state === 'missingFiles' && !deleteFiles;
    case 'files_excluded':
      return torrent.files.every(({ name }) => name.endsWith('.exe'));
    case 'import_blocked':
      return world.arr.state.queue.some(
        (entry) =>
          entry.download.downloadId.toLowerCase() === torrent.hash &&
          entry.download.statusMessages.some(({ messages }) => messages.includes(String(values.message))),
      );
    default:
      return false;
  }
}
