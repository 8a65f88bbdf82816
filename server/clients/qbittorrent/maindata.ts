import { z } from 'zod';
import { unknownForm } from '../http.ts';
import { MaindataReader } from './maindata-reader.ts';
import type { QbitSession } from './session.ts';
import type { Category, ConnectionStatus, ServerFacts, SyncDelta, SyncSession } from './types.ts';

export const connectionStatus = z
  .enum(['connected', 'firewalled', 'disconnected'])
  .or(z.string().transform((): ConnectionStatus => 'unknown'));

const wireCategory = z.looseObject({ savePath: z.string().nullish() });
export const wireCategories = z.record(z.string(), wireCategory);

const wireServer = z.looseObject({
  dl_info_speed: z.number().optional(),
  up_info_speed: z.number().optional(),
  free_space_on_disk: z.number().optional(),
  connection_status: connectionStatus.optional(),
  queueing: z.boolean().optional(),
});

// Absent lists mean "no change" (arr-api.md 8.8). Torrents are read one by one.
const wireMaindata = z.looseObject({
  rid: z.number(),
  full_update: z.boolean().optional(),
  torrents_removed: z.array(z.string()).default([]),
  categories: wireCategories.default({}),
  categories_removed: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  tags_removed: z.array(z.string()).default([]),
  trackers: z.record(z.string(), z.array(z.string())).default({}),
  trackers_removed: z.array(z.string()).default([]),
  server_state: wireServer.default({}),
});

/** Categories as a list, from the map both `torrents/categories` and `sync/maindata` send. */
export function toCategories(wire: z.infer<typeof wireCategories>): Category[] {
  return Object.entries(wire).map(([name, { savePath }]) => ({ name, savePath: savePath ?? '' }));
}

/** The delta stream over one session of its own; `send` adds the retry policy. */
export class MaindataSync implements SyncSession {
  readonly #session: QbitSession;
  readonly #send: <T>(call: () => Promise<T>) => Promise<T>;
  #rid = 0;

  constructor(session: QbitSession, send: <T>(call: () => Promise<T>) => Promise<T>) {
    this.#session = session;
    this.#send = send;
  }

  /** Makes the next answer a full one; given to the session as its `onReset`. */
  restart(): void {
    this.#rid = 0;
  }

  poll(): Promise<SyncDelta> {
    return this.#send(() => this.#pollOnce());
  }

  async #pollOnce(): Promise<SyncDelta> {
    let sent = 0;
    let reader = new MaindataReader();
    const path = () => {
      sent = this.#rid;
      return `sync/maindata?rid=${sent}`;
    };
    try {
      const { call, response } = await this.#session.get(path, () => {
        reader = new MaindataReader();
        return (chunk) => reader.write(chunk);
      });
      const { torrents, rest } = reader.end(call, response);
      const wire = wireMaindata.safeParse(rest);
      if (!wire.success) throw unknownForm(call, response, wire.error);
      this.#rid = wire.data.rid;
      const date = Date.parse(response.headers.date ?? '');
      const full = wire.data.full_update === true || sent === 0;
      return toDelta(wire.data, torrents, full, Number.isNaN(date) ? null : date);
    } catch (error) {
      this.restart();
      throw error;
    }
  }
}

function toDelta(
  wire: z.infer<typeof wireMaindata>,
  torrents: SyncDelta['torrents'],
  full: boolean,
  serverDate: number | null,
): SyncDelta {
  return {
    full,
    torrents,
    removed: wire.torrents_removed.map(lower),
    categories: toCategories(wire.categories),
    removedCategories: wire.categories_removed,
    tags: wire.tags,
    removedTags: wire.tags_removed,
    trackers: new Map(Object.entries(wire.trackers).map(([url, hashes]) => [url, hashes.map(lower)])),
    removedTrackers: wire.trackers_removed,
    serverDate,
    server: toServer(wire.server_state),
  };
}

const lower = (hash: string): string => hash.toLowerCase();

function toServer(wire: z.infer<typeof wireServer>): Partial<ServerFacts> {
  const server: Partial<ServerFacts> = {};
  if (wire.dl_info_speed !== undefined) server.dlspeed = wire.dl_info_speed;
  if (wire.up_info_speed !== undefined) server.upspeed = wire.up_info_speed;
  if (wire.free_space_on_disk !== undefined)
    server.freeSpace = wire.free_space_on_disk < 0 ? null : wire.free_space_on_disk;
  if (wire.connection_status !== undefined) server.connection = wire.connection_status;
  if (wire.queueing !== undefined) server.queueing = wire.queueing;
  return server;
}
