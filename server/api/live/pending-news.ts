import { mostNamed, type LiveFromServer, type TorrentDelta, type TorrentNews } from '../../contract/index.ts';

interface Name {
  instance: string;
  hash: string;
}

/** Gathers which torrents changed, without their rows. */
export class PendingNews {
  readonly #names = new Map<string, Name>();
  #more = false;
  #total = 0;

  add(delta: TorrentDelta): void {
    this.#more ||= delta.full;
    this.#total = delta.total;
    for (const { instance, hash } of [...delta.changed, ...delta.removed]) {
      if (this.#names.size < mostNamed) this.#names.set(`${instance}/${hash}`, { instance, hash });
      else this.#more ||= !this.#names.has(`${instance}/${hash}`);
    }
  }

  /** What was gathered; starts afresh. */
  take(): Omit<TorrentNews, 'version'> {
    const news = { total: this.#total, changed: [...this.#names.values()], more: this.#more };
    this.#names.clear();
    this.#more = false;
    return news;
  }
}

export const newsFrame = (news: Omit<TorrentNews, 'version'>, version: number): string =>
  JSON.stringify({ type: 'torrentNews', data: { version, ...news } } satisfies LiveFromServer);
